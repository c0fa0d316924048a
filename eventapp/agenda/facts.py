"""What is said about a session: as it comes in, and as the history keeps it."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime, time
from typing import Any, TypeVar

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
    """When and where: a day of the workshop, two times on its clock, one of its rooms. `ends` not after `starts` is
    past midnight."""

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


Part = TypeVar("Part", Speaker, SessionDocument)

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
    """Everything about a session that people enter, fit for JSON; instants in UTC. `written` is the way back."""
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


def put_speakers(row: Session, wanted: Iterable[SpeakerFacts]) -> None:
    """Give a session its speakers, in their order. Whoever stays keeps the row, and with it when they answered."""
    parts = [asdict(each) for each in wanted]
    rows = _kept(row.speakers, parts, (("profile_id", "name", "organization"), ("name", "organization"), ("name",)))
    row.speakers = [_filled(found or Speaker(), part, at) for at, (found, part) in enumerate(rows, start=1)]


def put_documents(row: Session, wanted: Iterable[DocumentFacts], now: datetime) -> None:
    """Give a session its documents, in their order. What stays keeps its row: public addresses name it."""
    parts = [{**asdict(each), "languages": list(each.languages)} for each in wanted]
    rows = _kept(row.documents, parts, (("file_id", "url", "title"), ("file_id", "url"), ("title",)))
    row.documents = [
        _filled(found or SessionDocument(added_at=now), part, at) for at, (found, part) in enumerate(rows, start=1)
    ]


def _kept(
    rows: Iterable[Part], parts: list[dict[str, Any]], alike: tuple[tuple[str, ...], ...]
) -> list[tuple[Part | None, dict[str, Any]]]:
    """Each part with the row that it was before, if one is `alike` in the names of the first, else the next, group."""
    left = list(rows)
    found: list[Part | None] = [None] * len(parts)
    for names in alike:
        for number, part in enumerate(parts):
            told = [part[name] for name in names]
            if found[number] is not None or not any(told):
                continue
            twin = next((row for row in left if [getattr(row, name) for name in names] == told), None)
            if twin is not None:
                left.remove(twin)
                found[number] = twin
    return list(zip(found, parts, strict=True))


def _filled(row: Part, part: dict[str, Any], position: int) -> Part:
    for name, value in {**part, "position": position}.items():
        setattr(row, name, value)
    return row


def _iso(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None
