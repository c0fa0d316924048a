"""The history of a set-up, line by line, in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from eventapp.core.audit import AuditEntry
from eventapp.core.i18n import moment
from eventapp.workshops.labels import FIELD_LABELS, PART_LABELS, TAG_LABELS

NO_CHANGE = {"kind", "part", "slug", "source"}


@dataclass(frozen=True, slots=True)
class Line:
    """One change: `when` on the workshop's clock, and (field, before, after) of each fact that changed."""

    when: str
    who: str
    what: str
    changes: list[tuple[str, str, str]]


def lines(entries: Iterable[AuditEntry], zone: str) -> list[Line]:
    """History entries as `ui.history` shows them."""
    return [Line(moment(entry.at, zone), entry.actor, _what(entry), list(_changes(entry.facts))) for entry in entries]


def _what(entry: AuditEntry) -> str:
    label = str(TAG_LABELS.get(entry.tag, entry.tag))
    kind = PART_LABELS.get(entry.facts.get("kind", ""))
    name = entry.facts.get("part") or entry.facts.get("source") or entry.facts.get("name")
    named = _shown(name) if name and not _is_change(name) else ""
    return ": ".join(part for part in (str(kind or ""), label, named) if part)


def _changes(facts: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for name, value in facts.items():
        if name not in NO_CHANGE and _is_change(value):
            yield str(FIELD_LABELS.get(name, name)), _shown(value[0]), _shown(value[1])


def _is_change(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2


def _shown(value: object) -> str:
    """A fact as text: languages side by side, lists with commas, yes and no."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, dict):
        return " / ".join(str(text) for text in value.values())
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return str(value)
