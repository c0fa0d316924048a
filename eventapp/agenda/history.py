"""The history of a session, in words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventapp.agenda.facts import document_facts, speaker_facts
from eventapp.agenda.labels import (
    ANSWER_LABELS,
    AUDIENCE_LABELS,
    SEATING_LABELS,
    STATE_LABELS,
    role_label,
    type_label,
)
from eventapp.agenda.models import Audience, Seating, Session, SessionState, SpeakerRole, SpeakerState
from eventapp.core import audit
from eventapp.core.i18n import language_name, moment, tr
from eventapp.core.texts import Texts
from eventapp.workshops.models import Workshop

_WHAT = {
    "agenda.session_added": _l("Added to the agenda"),
    "agenda.session_changed": _l("Changed"),
    "agenda.session_moved": _l("Moved"),
    "agenda.session_removed": _l("Removed"),
    "agenda.session_restored": _l("Brought back"),
    "agenda.session_state": _l("On the day"),
}
_CHANGES_TOLD = ("agenda.session_changed", "agenda.session_moved", "agenda.session_state")


@dataclass(frozen=True, slots=True)
class Line:
    """Who did what when, and what is different: (label, before, after)."""

    when: str
    who: str
    what: str
    changes: list[tuple[str, str, str]]


def lines(workshop: Workshop, session: Session) -> list[Line]:
    """The history of a session, newest first."""
    wording = Wording(workshop)
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


class Wording:
    """Puts facts of a session into words: names for ids, the workshop's clock for instants."""

    def __init__(self, workshop: Workshop) -> None:
        self.zone = workshop.timezone
        self.rooms = {room.id: tr(room.name) for room in workshop.rooms}
        self.themes = {theme.id: tr(theme.title) for theme in workshop.themes}
        self.kinds = self._kinds()

    def changes(self, facts: dict[str, list[Any]]) -> list[tuple[str, str, str]]:
        """(label, before, after) of each fact that is told."""
        return [
            (label, tell(facts[name][0]), tell(facts[name][1]))
            for name, (label, tell) in self.kinds.items()
            if name in facts
        ]

    def _kinds(self) -> dict[str, tuple[str, Callable[[Any], str]]]:
        return {
            "state": (_("State"), lambda value: str(STATE_LABELS[SessionState(value)])),
            "starts_at": (_("Starts"), self._instant),
            "ends_at": (_("Ends"), self._instant),
            "actual_starts_at": (_("Began"), self._instant),
            "actual_ends_at": (_("Ended"), self._instant),
            "room_id": (_("Room"), lambda value: self.rooms.get(value, "")),
            "type": (_("Type"), type_label),
            "theme_id": (_("Theme"), lambda value: self.themes.get(value, "")),
            "title": (_("Title"), _texts),
            "notice": (_("Notice"), _texts),
            "description": (_("Description"), _texts),
            "objectives": (_("Objectives"), _texts),
            "outputs": (_("Expected outputs"), _texts),
            "interpretation": (_("With interpretation"), lambda value: _("yes") if value else _("no")),
            "interpretation_languages": (_("Interpreted between"), _languages),
            "seating": (_("Seating"), lambda value: str(SEATING_LABELS[Seating(value)])),
            "capacity": (_("Places"), _number),
            "expected": (_("People expected"), _number),
            "speakers": (_("Speakers"), lambda value: "; ".join(map(_speaker, value))),
            "documents": (_("Documents"), lambda value: "; ".join(map(_document, value))),
            "staff_notes": (_("Notes for staff"), str),
        }

    def _instant(self, value: str | None) -> str:
        return moment(datetime.fromisoformat(value), self.zone) if value else ""


def _texts(value: dict[str, str] | None) -> str:
    return " / ".join(Texts(value or {}).values())


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _languages(value: list[str]) -> str:
    return ", ".join(language_name(code) for code in value)


def _speaker(kept: dict[str, Any]) -> str:
    each = speaker_facts(kept)
    told = ", ".join(part for part in (each.name, each.function, each.organization) if part)
    more = [role_label(each.role, 1)] if each.role != SpeakerRole.SPEAKER else []
    more += [str(ANSWER_LABELS[each.state]).lower()] if each.state != SpeakerState.PLANNED else []
    return f"{told} ({', '.join(more)})" if more else told


def _document(kept: dict[str, Any]) -> str:
    each = document_facts(kept)
    place = [each.url] if each.url else [_("a file")] if each.file_id is not None else []
    more = place + ([str(AUDIENCE_LABELS[each.audience]).lower()] if each.audience != Audience.PUBLIC else [])
    told = f"{each.title} [{_languages(list(each.languages))}]" if each.languages else each.title
    return f"{told} ({', '.join(more)})" if more else told
