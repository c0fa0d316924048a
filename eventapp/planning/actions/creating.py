"""Creating a workshop from scratch."""

from collections.abc import Collection
from dataclasses import fields, replace
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from eventapp.accounts.actions import give_role
from eventapp.core import audit
from eventapp.core.actors import Actor, Role
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid
from eventapp.planning import policy
from eventapp.planning.checks import general_errors, refuse
from eventapp.planning.defaults import ATTRIBUTION_RULE, DISCLAIMER, PLENARY_HALL, STANDARD_TYPES
from eventapp.planning.facts import NewSeries, NewWorkshop
from eventapp.registration.models import DelegationType
from eventapp.workshops import keys, queries
from eventapp.workshops import policy as workshops_policy
from eventapp.workshops.models import DEFAULT_OUTLINE, Room, Series, Workshop

_STANDARD_KEYS = frozenset(kind.key for kind in STANDARD_TYPES)


def create_workshop(
    facts: NewWorkshop,
    *,
    series: int | NewSeries,
    languages: Collection[str] = ("en", "ru"),
    capacity: int | None = None,
    host: str = "",
    types: Collection[str] = _STANDARD_KEYS,
    actor: Actor,
    now: datetime,
) -> Workshop:
    """A workshop with one room, an empty agenda and the standard delegation types named in `types`; not published yet.

    `series` is the id of one in which the actor organizes a workshop, or a new one. The actor becomes its organizer.
    Raises Denied, or Invalid field by field: a slug or a series' code in use, no title, dates the wrong way round.
    """
    with transaction():
        refuse_stranger(actor)
        errors = _errors(facts) | _series_errors(series, actor)
        if not languages:
            errors["languages"] = _("Choose at least one language.")
        if capacity is not None and capacity < 0:
            errors["capacity"] = _("A capacity is a number from 0.")
        refuse(errors)
        workshop = new_workshop(
            facts,
            languages=list(languages),
            outline=list(DEFAULT_OUTLINE),
            series_id=_series_id(series),
            created_at=now,
        )
        workshop.capacity, workshop.host = capacity, host
        workshop.attribution_rule, workshop.disclaimer = ATTRIBUTION_RULE, DISCLAIMER
        workshop.rooms.append(Room(position=1, name=PLENARY_HALL))
        save(workshop)
        session.add_all(_types(workshop, types))
        make_organizer(workshop, actor, now)
        audit.record(
            actor,
            "workshops.created",
            now,
            workshop=workshop.id,
            subject=workshop,
            slug=workshop.slug,
            name=workshop.title,
        )
    return workshop


def refuse_stranger(actor: Actor) -> None:
    """Raise Denied unless the actor may create workshops."""
    if not policy.can_create(actor):
        raise Denied(_("Only administrators and organizers may create workshops."))


def new_workshop(facts: NewWorkshop, **more: object) -> Workshop:
    """A row not stored yet, unpublished. Raises Invalid for facts that cannot be, or a slug in use."""
    refuse(_errors(facts))
    columns = {part.name: getattr(facts, part.name) for part in fields(facts)}
    columns["slug"] = facts.slug or keys.from_title(
        facts.title, queries.slugs(), fallback="workshop", ending=str(facts.starts_on.year)
    )
    return Workshop(**columns, published=False, **more)


def save(workshop: Workshop) -> None:
    """Store a new workshop. Raises Invalid if somebody took its slug a moment ago."""
    session.add(workshop)
    try:
        session.flush()
    except IntegrityError as error:
        message = _("Another workshop has this address.")
        raise Invalid(message, {"slug": message}) from error


def make_organizer(workshop: Workshop, actor: Actor, now: datetime) -> None:
    """Give the user who created a workshop the organizer's role there; a script or the system gets none."""
    if actor.user_id is None:
        return
    creator = replace(actor, roles=actor.roles | {(workshop.id, Role.ORGANIZER)})
    give_role(actor.user_id, Role.ORGANIZER, workshop.id, actor=creator, now=now)


def _errors(facts: NewWorkshop) -> dict[str, str]:
    errors = general_errors(
        title=facts.title,
        city=facts.city,
        country=facts.country,
        starts_on=facts.starts_on,
        ends_on=facts.ends_on,
        timezone=facts.timezone,
    )
    if facts.slug and not keys.is_slug(facts.slug):
        errors["slug"] = _("Small Latin letters, figures and hyphens only, such as almaty-2016.")
    elif facts.slug in queries.slugs():
        errors["slug"] = _("Another workshop has this address.")
    return errors


def _series_errors(series: int | NewSeries, actor: Actor) -> dict[str, str]:
    if isinstance(series, int):
        if session.get(Series, series) is None:
            return {"series": _("Choose a series.")}
        if not workshops_policy.can_change_series(actor, queries.ids_in_series(series)):
            return {"series": _("You organize no workshop of this series.")}
        return {}
    errors = {}
    if not series.code or queries.series_by_code(series.code) is not None:
        errors["series_code"] = _("Another series has this code.") if series.code else _("A series needs a code.")
    if not series.title:
        errors["series_title"] = _("A series needs a title.")
    return errors


def _series_id(series: int | NewSeries) -> int:
    if isinstance(series, int):
        return series
    row = Series(code=series.code, title=series.title)
    session.add(row)
    session.flush()
    return row.id


def _types(workshop: Workshop, chosen: Collection[str]) -> list[DelegationType]:
    """The chosen standard types, in the usual precedence."""
    standard = [kind for kind in STANDARD_TYPES if kind.key in chosen]
    return [
        DelegationType(
            workshop_id=workshop.id,
            position=position,
            **{part.name: getattr(kind, part.name) for part in fields(kind)},
        )
        for position, kind in enumerate(standard, start=1)
    ]
