"""The history of a delegation, in words."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from flask_babel import lazy_gettext as _l

from eventapp.core.audit import AuditEntry
from eventapp.core.i18n import moment

WHAT = {
    "registration.delegation_added": _l("Added"),
    "registration.delegation_changed": _l("Changed"),
    "registration.focal_link_sent": _l("Link sent to the focal point"),
    "registration.focal_link_revoked": _l("Link revoked"),
    "registration.reminded": _l("Focal point reminded"),
}
FACTS = {
    "seats": _l("Seats"),
    "funded_seats": _l("Funded seats"),
    "focal_name": _l("Focal point"),
    "focal_email": _l("E-mail of the focal point"),
    "precedence": _l("Place in the order"),
    "language": _l("Language"),
    "region": _l("Region"),
    "organization": _l("Organization"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """Who did what when, and what is different: (label, before, after)."""

    when: str
    who: str
    what: str
    changes: list[tuple[str, str, str]] = field(default_factory=list)


def lines(entries: Sequence[AuditEntry], zone: str) -> list[Line]:
    """In words, on the workshop's clock."""
    return [Line(moment(entry.at, zone), entry.actor, _what(entry), _changes(entry)) for entry in entries]


def _what(entry: AuditEntry) -> str:
    if entry.facts.get("asked"):
        return str(_l("The focal point asked the organizers"))
    if entry.facts.get("link") == "made":
        return str(_l("Link made"))
    return str(WHAT.get(entry.tag, entry.tag))


def _changes(entry: AuditEntry) -> list[tuple[str, str, str]]:
    return [
        (str(FACTS[name]), _text(change[0]), _text(change[1]))
        for name, change in entry.facts.items()
        if name in FACTS and isinstance(change, list) and len(change) == 2
    ]


def _text(value: object) -> str:
    return "" if value is None else str(value)
