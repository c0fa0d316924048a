"""Putting a workshop's file into the database: what is new is added, what differs is changed, nothing is removed.

The file wins for the facts it names; facts it does not name, and rows that people added, stay as they are.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from eventapp.agenda.models import Session, SessionDocument, Speaker
from eventapp.core.db import Base, session
from eventapp.core.errors import Invalid
from eventapp.core.texts import Texts
from eventapp.notes.models import Note
from eventapp.planning.workshop_file import ANY_PARTICIPANT, NotePart, SeriesPart, SessionPart, WorkshopFile
from eventapp.registration.models import Delegation, DelegationType
from eventapp.workshops import queries as workshops
from eventapp.workshops.models import DEFAULT_OUTLINE, Partner, Room, Series, Theme, Workshop

UNITED = {"organizers", "funders", "signatories", "earlier_topics"}  # lists to which people may have added


@dataclass(slots=True)
class Tally:
    """How many things of one kind the file added, changed, or found as they are."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0

    def count(self, new: bool, changed: bool) -> None:
        if new:
            self.added += 1
        elif changed:
            self.changed += 1
        else:
            self.unchanged += 1


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did. `tallies`: by kind, in the order of the file."""

    workshop_id: int
    slug: str
    tallies: dict[str, Tally] = field(default_factory=dict)

    @property
    def changed(self) -> bool:
        """Whether anything is other than before."""
        return any(tally.added or tally.changed for tally in self.tallies.values())


class Storing:
    """One import, inside a transaction. Keeps what later parts refer to by key."""

    def __init__(self, file: WorkshopFile, now: datetime) -> None:
        self.file = file
        self.now = now
        self.tallies: dict[str, Tally] = {}
        self.workshop: Workshop

    def run(self) -> ImportResult:
        """Store everything. Raises Invalid if the workshop is in another series."""
        series = self._series(self.file.series)
        self.workshop = self._workshop(series)
        self._rooms()
        self._partners()
        self._types()
        self._delegations()
        self._themes()
        self._sessions()
        self._notes()
        return ImportResult(self.workshop.id, self.workshop.slug, self.tallies)

    def _count(self, kind: str, new: bool, changed: bool) -> None:
        self.tallies.setdefault(kind, Tally()).count(new, changed)

    def _series(self, part: SeriesPart) -> Series:
        found = workshops.series_by_code(part.code)
        row = found or Series()
        self._count("series", found is None, apply(row, part.facts(every=found is None)))
        session.add(row)
        session.flush()
        return row

    def _workshop(self, series: Series) -> Workshop:
        part = self.file.workshop
        found = workshops.by_slug(part.slug)
        if found is not None and found.series_id != series.id:
            message = _("A workshop with this slug is in another series, %(code)s.", code=found.series.code)
            raise Invalid(message, {"workshop.slug": message})
        row = found or Workshop(series_id=series.id, outline=list(DEFAULT_OUTLINE), created_at=self.now)
        facts = part.facts(every=found is None)
        if self.file.outline is not None:
            facts["outline"] = self.file.outline
        self._count("workshop", found is None, apply(row, facts))
        session.add(row)
        session.flush()
        return row

    def _rooms(self) -> None:
        self.rooms: dict[str, Room] = {}
        for name in self.file.rooms:
            found = next((room for room in self.workshop.rooms if name in room.name.values()), None)
            row = found or Room(position=next_position(self.workshop.rooms), name=Texts(en=name))
            if found is None:
                self.workshop.rooms.append(row)
            self._count("rooms", found is None, False)
            self.rooms[name] = row

    def _partners(self) -> None:
        for part in self.file.partners:
            found = next(
                (row for row in self.workshop.partners if _same_partner(row, part.role, part.short, part.name)), None
            )
            row = found or Partner(position=next_position(self.workshop.partners), role=part.role)
            facts = {"name": part.name, **({"short": part.short} if part.short else {})}
            self._count("partners", found is None, apply(row, facts))
            if found is None:
                self.workshop.partners.append(row)

    def _types(self) -> None:
        rows = list(session.scalars(select(DelegationType).where(DelegationType.workshop_id == self.workshop.id)))
        self.types = {row.key: row for row in rows}
        for part in self.file.types:
            found = self.types.get(part.key)
            row = found or DelegationType(workshop_id=self.workshop.id, position=next_position(self.types.values()))
            self._count("delegation_types", found is None, apply(row, part.facts(every=found is None)))
            session.add(row)
            self.types[part.key] = row
        session.flush()

    def _delegations(self) -> None:
        rows = session.scalars(select(Delegation).where(Delegation.workshop_id == self.workshop.id))
        known = {(row.type_id, row.country, row.organization): row for row in rows}
        for part in self.file.delegations:
            kind = self.types[part.type]
            found = known.get((kind.id, part.country, part.organization))
            row = found or Delegation(workshop_id=self.workshop.id, type_id=kind.id)
            facts = {name: value for name, value in part.facts(every=found is None).items() if name != "type"}
            self._count("delegations", found is None, apply(row, facts))
            session.add(row)

    def _themes(self) -> None:
        self.themes = {theme.key: theme for theme in self.workshop.themes}
        for part in self.file.themes:
            found = self.themes.get(part.key)
            row = found or Theme(position=next_position(self.workshop.themes))
            self._count("themes", found is None, apply(row, part.facts(every=found is None)))
            if found is None:
                self.workshop.themes.append(row)
            self.themes[part.key] = row
        session.flush()

    def _sessions(self) -> None:
        rows = session.scalars(select(Session).where(Session.workshop_id == self.workshop.id))
        self.sessions = {row.key: row for row in rows}
        for part in self.file.sessions:
            found = self.sessions.get(part.key)
            row = found or Session(workshop_id=self.workshop.id, uid=uuid.uuid4(), changed_at=self.now)
            changed = apply(row, self._session_facts(part, every=found is None))
            changed = _take_speakers(row, part) or changed
            changed = _take_documents(row, part, self.now) or changed
            if found is not None and changed:
                row.sequence += 1
                row.changed_at = self.now
            self._count("sessions", found is None, changed)
            session.add(row)
            self.sessions[part.key] = row
        session.flush()

    def _session_facts(self, part: SessionPart, *, every: bool) -> dict[str, Any]:
        facts = part.facts(every=every)
        for name in ("day", "start", "end", "room", "speakers", "documents"):
            facts.pop(name, None)
        facts["starts_at"], facts["ends_at"] = part.span(self.file.workshop)
        facts["room_id"] = self.rooms[part.room].id
        if "theme" in facts:
            theme = facts.pop("theme")
            facts["theme_id"] = self.themes[theme].id if theme else None
        return facts

    def _notes(self) -> None:
        rows = list(session.scalars(select(Note).where(Note.workshop_id == self.workshop.id)))
        known = {(row.session_id, row.kind, row.text): row for row in rows}
        number = session.scalar(select(func.max(Note.number)).where(Note.workshop_id == self.workshop.id)) or 0
        for part in self.file.notes:
            found = known.get((self.sessions[part.session].id, part.kind, part.text))
            row = found
            if row is None:
                number += 1
                row = Note(workshop_id=self.workshop.id, number=number, created_at=self.now, changed_at=self.now)
            changed = apply(row, self._note_facts(part, every=found is None))
            if found is not None and changed:
                row.version += 1
                row.changed_at = self.now
            self._count("notes", found is None, changed)
            session.add(row)

    def _note_facts(self, part: NotePart, *, every: bool) -> dict[str, Any]:
        facts = part.facts(every=every)
        facts["session_id"] = self.sessions[facts.pop("session")].id
        if "theme" in facts:
            theme = facts.pop("theme")
            facts["theme_id"] = self.themes[theme].id if theme else None
        if "attribution" in facts:
            said_by = facts.pop("attribution")
            of_type = said_by.type not in ("", ANY_PARTICIPANT)
            facts["attribution"] = "type" if of_type else said_by.type
            facts["attribution_type_id"] = self.types[said_by.type].id if of_type else None
            facts["attribution_region"] = said_by.region
            facts["attribution_organization"] = said_by.organization
        return facts


def apply(row: Base, facts: dict[str, Any]) -> bool:
    """Set the columns that differ; whether any did. Languages that the facts do not have keep their text."""
    changed = False
    for name, value in facts.items():
        before = getattr(row, name)
        after = _united(name, before, value)
        if before != after:
            setattr(row, name, after)
            changed = True
    return changed


def _united(name: str, before: Any, value: Any) -> Any:
    """What a column becomes: the file's value, with what people added beside it."""
    if isinstance(value, Texts) and value:
        return Texts({**(before or {}), **value})
    if name in UNITED:
        return [*(before or []), *(item for item in value if item not in (before or []))]
    return value


def next_position(rows: Iterable[Any]) -> int:
    """The position after the last one."""
    return max((row.position for row in rows), default=0) + 1


def _same_partner(row: Partner, role: str, short: str, name: str) -> bool:
    return row.role == role and (row.name == name or (bool(short) and row.short == short))


def _take_speakers(row: Session, part: SessionPart) -> bool:
    """Add the file's speakers that are not there yet; speakers that people added stay."""
    changed = False
    for speaker in part.speakers:
        found = next(
            (s for s in row.speakers if (s.organization, s.name) == (speaker.organization, speaker.name)), None
        )
        if found is None:
            found = Speaker(position=next_position(row.speakers), organization=speaker.organization, name=speaker.name)
            row.speakers.append(found)
            changed = True
        changed = apply(found, {"function": speaker.function}) or changed
    return changed


def _take_documents(row: Session, part: SessionPart, now: datetime) -> bool:
    """Add the file's documents that are not there yet; documents that people added stay."""
    changed = False
    for document in part.documents:
        found = next((known for known in row.documents if known.title == document["title"]), None)
        if found is None:
            found = SessionDocument(position=next_position(row.documents), title=document["title"], added_at=now)
            row.documents.append(found)
            changed = True
        changed = apply(found, {"languages": document["languages"]}) or changed
    return changed
