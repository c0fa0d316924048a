"""The history of a registration, in words."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from eventapp.core import audit
from eventapp.core.i18n import moment
from eventapp.fields import history as fields_history
from eventapp.registration.labels import (
    FACT_LABELS,
    FUNCTION_LABELS,
    FUNDING_LABELS,
    HISTORY_LABELS,
    SEX_LABELS,
    state_label,
)
from eventapp.registration.models import Registration
from eventapp.workshops import queries as workshops

_WORDS: dict[str, dict[str, Any]] = {"sex": SEX_LABELS, "funding": FUNDING_LABELS, "function": FUNCTION_LABELS}
_HIDDEN = ("latin_proposed",)
_FOR_EVERYBODY = frozenset(
    {"state", "latin_name", "latin_family", "original_name", "delegation", "position", "organization"}
)


@dataclass(frozen=True, slots=True)
class Line:
    """Who did what when, and what is different: (label, before, after)."""

    when: str
    who: str
    what: str
    changes: list[tuple[str, str, str]]


def lines(registration: Registration, zone: str, *, contacts: bool) -> list[Line]:
    """The history of a registration, newest first, on the workshop's clock.

    `contacts`: for those who may see e-mail, telephone and needs; others read that something was changed, not what.
    """
    return [
        Line(
            moment(entry.at, zone),
            entry.actor,
            str(HISTORY_LABELS.get(entry.tag, entry.tag)),
            _told(entry, contacts=contacts),
        )
        for entry in audit.history("registration", registration.id)
    ]


def _told(entry: audit.AuditEntry, *, contacts: bool) -> list[tuple[str, str, str]]:
    if entry.tag == "fields.answered":
        workshop = workshops.by_id(entry.workshop_id or 0)
        return fields_history.answered(entry.facts, workshop) if workshop else []
    if entry.tag == "fields.read":
        return fields_history.groups(entry.facts)
    return _changes(entry.facts, contacts=contacts)


def _changes(facts: dict[str, Any], *, contacts: bool) -> list[tuple[str, str, str]]:
    """Changes as they are; a single fact (a reason, a file) as what there is now."""
    told = []
    for name, value in facts.items():
        if name in _HIDDEN or name not in FACT_LABELS or (not contacts and name not in _FOR_EVERYBODY):
            continue
        before, after = value if isinstance(value, list) and len(value) == 2 else ("", value)
        told.append((str(FACT_LABELS[name]), _text(name, before), _text(name, after)))
    return told


def _text(name: str, value: Any) -> str:
    if value in (None, ""):
        return ""
    if name == "state":
        return state_label(value)
    if labels := _WORDS.get(name):
        return str(labels.get(value, value))
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    return str(value)
