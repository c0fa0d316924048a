"""The programme as it was published: kept whole in a version, read back with the state of the day.

A version holds what everybody may read, so that later drafts, removed rooms and renamed themes change nothing in it. It
never holds notes of the staff or documents for the staff. What happens on the day (running, cancelled, a notice, the
actual times) is told at once and comes from the rows.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from eventapp.agenda.models import SUBSTANTIVE, Audience, Session, SessionState, SpeakerRole
from eventapp.core.texts import Texts


@dataclass(frozen=True, eq=False, slots=True)
class ShownRoom:
    """A room as it was called then; one object for each id."""

    id: int
    position: int
    name: Texts


@dataclass(frozen=True, eq=False, slots=True)
class ShownTheme:
    key: str
    position: int
    title: Texts


@dataclass(frozen=True, slots=True)
class ShownSpeaker:
    organization: str
    function: str
    name: str
    role: str = SpeakerRole.SPEAKER
    profile_id: int | None = None

    @property
    def line(self) -> str:
        """ "Name, function, organization", as far as known."""
        return ", ".join(part for part in (self.name, self.function, self.organization) if part)


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """`number`: the id of its row, which a file is fetched by."""

    number: int
    title: str
    languages: tuple[str, ...]
    url: str
    has_file: bool
    audience: str


@dataclass(frozen=True, slots=True)
class MovedFrom:
    """Where a session stood in the version before the one that moved it."""

    starts_at: datetime
    ends_at: datetime
    room: Texts


@dataclass(frozen=True, slots=True)
class PublishedSession:
    """A session as everybody reads it; the names are those of `Session`, so that the same code lays both out."""

    id: int
    key: str
    uid: uuid.UUID
    sequence: int
    type: str
    starts_at: datetime
    ends_at: datetime
    room: ShownRoom
    theme: ShownTheme | None
    title: Texts
    objectives: Texts
    description: Texts
    outputs: Texts
    interpretation: bool
    interpretation_languages: tuple[str, ...]
    speakers: tuple[ShownSpeaker, ...]
    documents: tuple[ShownDocument, ...]
    changed_at: datetime
    moved_from: MovedFrom | None = None
    state: str = SessionState.PLANNED
    actual_starts_at: datetime | None = None
    actual_ends_at: datetime | None = None
    notice: Texts = field(default_factory=Texts)

    @property
    def room_id(self) -> int:
        return self.room.id

    @property
    def substantive(self) -> bool:
        return self.type in SUBSTANTIVE

    @property
    def cancelled(self) -> bool:
        return self.state == SessionState.CANCELLED

    @property
    def began_at(self) -> datetime:
        return self.actual_starts_at or self.starts_at

    @property
    def over_at(self) -> datetime:
        return self.actual_ends_at or max(self.ends_at, self.began_at)


@dataclass(frozen=True, slots=True)
class Programme:
    """What the public reads. `number` is None while no version was published: then it is the agenda as it stands.

    `stamp` changes whenever anything in it does. `gone`: sessions of earlier versions that are in it no more, as they
    were then, for calendars that have them.
    """

    number: int | None
    published_at: datetime | None
    note: Texts
    sessions: tuple[PublishedSession, ...]
    gone: tuple[PublishedSession, ...]
    stamp: str


@dataclass(frozen=True, slots=True)
class Live:
    """What the day says of a session."""

    sequence: int
    state: str
    actual_starts_at: datetime | None
    actual_ends_at: datetime | None
    notice: Texts


def kept(row: Session, moved_from: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A session as a version keeps it, fit for JSON. `moved_from`: {"starts_at", "ends_at", "room"} as kept before."""
    theme = row.theme
    return {
        "id": row.id,
        "key": row.key,
        "uid": str(row.uid),
        "sequence": row.sequence,
        "type": str(row.type),
        "starts_at": row.starts_at.isoformat(),
        "ends_at": row.ends_at.isoformat(),
        "room": {"id": row.room_id, "position": row.room.position, "name": dict(row.room.name)},
        "theme": {"key": theme.key, "position": theme.position, "title": dict(theme.title)} if theme else None,
        "title": dict(row.title),
        "objectives": dict(row.objectives),
        "description": dict(row.description),
        "outputs": dict(row.outputs),
        "interpretation": row.interpretation,
        "interpretation_languages": list(row.interpretation_languages),
        "speakers": [
            {
                "organization": each.organization,
                "function": each.function,
                "name": each.name,
                "role": str(each.role),
                "profile_id": each.profile_id,
            }
            for each in row.speakers
        ],
        "documents": [
            {
                "number": each.id,
                "title": each.title,
                "languages": list(each.languages),
                "url": each.url,
                "has_file": each.file_id is not None,
                "audience": str(each.audience),
            }
            for each in row.documents
            if each.audience != Audience.STAFF
        ],
        "changed_at": row.changed_at.isoformat(),
        "moved_from": dict(moved_from) if moved_from else None,
    }


def read(sessions: Iterable[Mapping[str, Any]], live: Mapping[int, Live]) -> list[PublishedSession]:
    """Sessions as `kept` kept them, each with what the day says of it; in order of time, then of rooms.

    The sequence is that of the row where there still is one: it rises with the state of the day, too.
    """
    rooms: dict[int, ShownRoom] = {}
    themes: dict[str, ShownTheme] = {}
    found = [_read(each, live.get(each["id"]), rooms, themes) for each in sessions]
    return sorted(found, key=lambda each: (each.starts_at, each.room.position, each.id))


def _read(
    each: Mapping[str, Any], live: Live | None, rooms: dict[int, ShownRoom], themes: dict[str, ShownTheme]
) -> PublishedSession:
    room, theme, moved = each["room"], each["theme"], each["moved_from"]
    if theme is not None:
        themes.setdefault(theme["key"], ShownTheme(theme["key"], theme["position"], Texts(theme["title"])))
    day = live or Live(each["sequence"], SessionState.PLANNED, None, None, Texts())
    return PublishedSession(
        id=each["id"],
        key=each["key"],
        uid=uuid.UUID(each["uid"]),
        type=each["type"],
        starts_at=datetime.fromisoformat(each["starts_at"]),
        ends_at=datetime.fromisoformat(each["ends_at"]),
        room=rooms.setdefault(room["id"], ShownRoom(room["id"], room["position"], Texts(room["name"]))),
        theme=themes[theme["key"]] if theme is not None else None,
        title=Texts(each["title"]),
        objectives=Texts(each["objectives"]),
        description=Texts(each["description"]),
        outputs=Texts(each["outputs"]),
        interpretation=each["interpretation"],
        interpretation_languages=tuple(each["interpretation_languages"]),
        speakers=tuple(ShownSpeaker(**speaker) for speaker in each["speakers"]),
        documents=tuple(
            ShownDocument(**{**document, "languages": tuple(document["languages"])}) for document in each["documents"]
        ),
        changed_at=datetime.fromisoformat(each["changed_at"]),
        moved_from=_moved_from(moved) if moved else None,
        sequence=day.sequence,
        state=day.state,
        actual_starts_at=day.actual_starts_at,
        actual_ends_at=day.actual_ends_at,
        notice=day.notice,
    )


def _moved_from(moved: Mapping[str, Any]) -> MovedFrom:
    return MovedFrom(
        datetime.fromisoformat(moved["starts_at"]), datetime.fromisoformat(moved["ends_at"]), Texts(moved["room"])
    )
