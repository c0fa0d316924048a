"""The history of a session, in words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventapp.agenda.labels import type_label
from eventapp.agenda.models import Session
from eventapp.core import audit
from eventapp.core.i18n import moment, tr
from eventapp.core.texts import Texts
from eventapp.workshops.models import Workshop

_WHAT = {
    "agenda.session_added": _l("Added to the agenda"),
    "agenda.session_changed": _l("Changed"),
    "agenda.session_moved": _l("Moved"),
    "agenda.session_removed": _l("Removed"),
    "agenda.session_restored": _l("Brought back"),
}
_CHANGES_TOLD = ("agenda.session_changed", "agenda.session_moved")


@dataclass(frozen=True, slots=True)
class Line:
    """Who did what when, and what is different: (label, before, after)."""

    when: str
    who: str
    what: str
    changes: list[tuple[str, str, str]]


def lines(workshop: Workshop, session: Session) -> list[Line]:
    """The history of a session, newest first."""
    wording = _Wording(workshop)
    return [
        Line(
            moment(entry.at, workshop.timezone),
            entry.actor,
            str(_WHAT.get(entry.tag, entry.tag)),
            wording.changes(entry.facts) if entry.tag in _CHANGES_TOLD else [],
        )
        for entry in _own(audit.history("session", session.id))
        if entry.workshop_id == workshop.id
    ]


def _own(entries: list[audit.AuditEntry]) -> Iterator[audit.AuditEntry]:
    """The newest lines that tell of one and the same session: SQLite gives the id of a removed row again."""
    for entry, older in zip_longest(entries, entries[1:]):
        yield entry
        if entry.tag == "agenda.session_added":
            return
        if entry.tag == "agenda.session_restored" and not _removal_of(entry, older):
            return


def _removal_of(restored: audit.AuditEntry, older: audit.AuditEntry | None) -> bool:
    if older is None or older.tag != "agenda.session_removed":
        return False
    return bool(older.facts["key"] == restored.facts["key"])


class _Wording:
    """Puts the facts of a change into words: names for ids, the workshop's clock for instants."""

    def __init__(self, workshop: Workshop) -> None:
        self.zone = workshop.timezone
        self.rooms = {room.id: tr(room.name) for room in workshop.rooms}
        self.themes = {theme.id: tr(theme.title) for theme in workshop.themes}

    def changes(self, facts: dict[str, list[Any]]) -> list[tuple[str, str, str]]:
        kinds = self._kinds()
        return [
            (label, tell(facts[name][0]), tell(facts[name][1]))
            for name, (label, tell) in kinds.items()
            if name in facts
        ]

    def _kinds(self) -> dict[str, tuple[str, Callable[[Any], str]]]:
        return {
            "starts_at": (_("Starts"), self._instant),
            "ends_at": (_("Ends"), self._instant),
            "room_id": (_("Room"), lambda value: self.rooms.get(value, "")),
            "type": (_("Type"), type_label),
            "theme_id": (_("Theme"), lambda value: self.themes.get(value, "")),
            "title": (_("Title"), _texts),
            "description": (_("Description"), _texts),
            "interpretation": (_("With interpretation"), lambda value: _("yes") if value else _("no")),
            "speakers": (_("Speakers"), _speakers),
            "documents": (_("Documents"), lambda value: "; ".join(each["title"] for each in value)),
        }

    def _instant(self, value: str) -> str:
        return moment(datetime.fromisoformat(value), self.zone)


def _texts(value: dict[str, str]) -> str:
    return " / ".join(Texts(value).values())


def _speakers(value: list[dict[str, str]]) -> str:
    return "; ".join(
        ", ".join(part for part in (each["name"], each["function"], each["organization"]) if part) for each in value
    )
