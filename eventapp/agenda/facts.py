"""What is said about a session: as it comes in, and as the history keeps it."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime, time
from typing import Any

from eventapp.agenda.models import (
    Audience,
    Seating,
    Session,
    SessionDocument,
    SessionType,
    Speaker,
    SpeakerRole,
    SpeakerState,
)
from eventapp.core.texts import Texts


@dataclass(frozen=True, slots=True)
class SpeakerFacts:
    """Who has a part; an organization or a name at least. `profile_id`: the person in the room `speakers`."""

    organization: str = ""
    function: str = ""
    name: str = ""
    role: SpeakerRole = SpeakerRole.SPEAKER
    profile_id: int | None = None
    state: SpeakerState = SpeakerState.PLANNED


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """A document of a session and the codes of the languages it comes in: a link, a file of ours, or a title alone."""

    title: str
    languages: tuple[str, ...] = ()
    url: str = ""
    file_id: int | None = None
    audience: Audience = Audience.PUBLIC
    profile_id: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """When and where: a day of the workshop, two times on its clock, one of its rooms."""

    day: date
    starts: time
    ends: time
    room_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFacts:
    """A session as somebody enters it. A blank `key` is made from the title when the session is added."""

    type: SessionType
    place: Place
    title: Texts
    key: str = ""
    theme_id: int | None = None
    objectives: Texts = field(default_factory=Texts)
    description: Texts = field(default_factory=Texts)
    outputs: Texts = field(default_factory=Texts)
    staff_notes: str = ""
    interpretation: bool = False
    interpretation_languages: tuple[str, ...] = ()
    seating: Seating = Seating.OPEN
    capacity: int | None = None
    expected: int | None = None
    speakers: tuple[SpeakerFacts, ...] = ()
    documents: tuple[DocumentFacts, ...] = ()


TEXTS = ("title", "objectives", "description", "outputs", "notice")
PLAIN = (
    "key",
    "type",
    "room_id",
    "theme_id",
    "staff_notes",
    "interpretation",
    "seating",
    "capacity",
    "expected",
    "state",
)
INSTANTS = ("starts_at", "ends_at", "actual_starts_at", "actual_ends_at")


def snapshot(row: Session) -> dict[str, Any]:
    """Everything about a session that people enter, fit for JSON; instants in UTC."""
    found: dict[str, Any] = {name: getattr(row, name) for name in PLAIN}
    found |= {name: dict(getattr(row, name) or {}) for name in TEXTS}
    found |= {name: _iso(getattr(row, name)) for name in INSTANTS}
    found["type"], found["seating"], found["state"] = str(row.type), str(row.seating), str(row.state)
    found["interpretation_languages"] = list(row.interpretation_languages)
    found["speakers"] = [_told(SpeakerFacts, each, ("organization", "function", "name")) for each in row.speakers]
    found["documents"] = [_told(DocumentFacts, each, ("title", "languages")) for each in row.documents]
    return found


def _told(
    kind: type[SpeakerFacts] | type[DocumentFacts], row: Speaker | SessionDocument, always: tuple[str, ...]
) -> Any:
    """A part's facts as JSON; what is as usual is left out, but for the names in `always`."""
    usual = {each.name: each.default for each in fields(kind)}
    told = {name: getattr(row, name) for name in usual}
    return {name: value for name, value in told.items() if name in always or value != usual[name]}


def speaker_facts(kept: Mapping[str, Any]) -> SpeakerFacts:
    """One of `snapshot`'s speakers."""
    return SpeakerFacts(
        **{
            **kept,
            "role": SpeakerRole(kept.get("role", SpeakerRole.SPEAKER)),
            "state": SpeakerState(kept.get("state", SpeakerState.PLANNED)),
        }
    )


def document_facts(kept: Mapping[str, Any]) -> DocumentFacts:
    """One of `snapshot`'s documents."""
    audience = Audience(kept.get("audience", Audience.PUBLIC))
    return DocumentFacts(**{**kept, "languages": tuple(kept["languages"]), "audience": audience})


def document_rows(documents: Iterable[DocumentFacts], now: datetime) -> list[SessionDocument]:
    """Documents as rows, in their order."""
    return [
        SessionDocument(position=position, added_at=now, **{**asdict(each), "languages": list(each.languages)})
        for position, each in enumerate(documents, start=1)
    ]


def speaker_rows(speakers: Iterable[SpeakerFacts]) -> list[Speaker]:
    """Speakers as rows, in their order."""
    return [Speaker(position=position, **asdict(each)) for position, each in enumerate(speakers, start=1)]


def _iso(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None
