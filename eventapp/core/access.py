"""Who may call an endpoint. Each endpoint declares it, or the app does not start."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from flask import Flask

from eventapp.core.actors import Role
from eventapp.core.errors import Misconfigured

View = TypeVar("View", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Access:
    """The declared permission of an endpoint.

    `kind`: "public" (anybody, private links included), "signed-in", "administrator", "organizers" (whoever organizes
    some workshop), or "workshop" (one of `roles` at the workshop that the address names by its slug, or an API token
    of that workshop with one of `scopes`).
    """

    kind: str
    roles: tuple[Role, ...] = ()
    scopes: tuple[str, ...] = ()

    def __str__(self) -> str:
        parts = [*(str(role) for role in self.roles), *(f"token:{scope}" for scope in self.scopes)]
        return f"{self.kind}({', '.join(parts)})" if parts else self.kind


PUBLIC = Access("public")
SIGNED_IN = Access("signed-in")
ADMINISTRATOR = Access("administrator")
ORGANIZERS = Access("organizers")
ORGANIZER = Access("workshop", (Role.ORGANIZER,))
CHECK_IN = Access("workshop", (Role.ORGANIZER, Role.CHECK_IN))
FACILITATOR = Access("workshop", (Role.ORGANIZER, Role.FACILITATOR))
RAPPORTEUR = Access("workshop", (Role.ORGANIZER, Role.RAPPORTEUR))
TRAVEL = Access("workshop", (Role.ORGANIZER, Role.TRAVEL))
FINANCE = Access("workshop", (Role.ORGANIZER, Role.FINANCE))
STAFF = Access("workshop", (Role.ORGANIZER, Role.FACILITATOR, Role.RAPPORTEUR, Role.CHECK_IN))
"""Those who work with everybody; the travel and finance teams see their own pages only."""


def access(rule: Access) -> Callable[[View], View]:
    """Declare the permission of a view; the innermost decorator."""

    def declare(view: View) -> View:
        view.access = rule  # type: ignore[attr-defined]
        return view

    return declare


def declared(app: Flask, endpoint: str) -> Access:
    """The permission an endpoint declared. Raises Misconfigured if it declared none."""
    rule = getattr(app.view_functions[endpoint], "access", None)
    if not isinstance(rule, Access):
        raise Misconfigured(f"endpoint {endpoint!r} declares no access")
    return rule


def check_declarations(app: Flask) -> None:
    """Refuse to start while an endpoint declares no permission, or an unusable one."""
    for rule in app.url_map.iter_rules():
        permission = declared(app, rule.endpoint)
        if permission.kind == "workshop" and "slug" not in rule.arguments:
            raise Misconfigured(f"{rule.endpoint}: {rule.rule} names no workshop")
