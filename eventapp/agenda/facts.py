"""What is said about a session: as it comes in, and as the history keeps it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, time
from typing import Any

from eventapp.agenda.models import Session, SessionType, Speaker
from eventapp.core.texts import Texts


@dataclass(frozen=True, slots=True)
class SpeakerFacts:
    """Who speaks; an organization or a name at least."""

    organization: str = ""
    function: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """A document of a session and the codes of the languages it comes in."""

    title: str
    languages: tuple[str, ...] = ()


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
    description: Texts = field(default_factory=Texts)
    interpretation: bool = False
    speakers: tuple[SpeakerFacts, ...] = ()
    documents: tuple[DocumentFacts, ...] = ()


def snapshot(row: Session) -> dict[str, Any]:
    """Everything about a session that people enter, fit for JSON; instants in UTC."""
    return {
        "key": row.key,
        "type": str(row.type),
        "starts_at": row.starts_at.isoformat(),
        "ends_at": row.ends_at.isoformat(),
        "room_id": row.room_id,
        "theme_id": row.theme_id,
        "title": dict(row.title),
        "description": dict(row.description),
        "interpretation": row.interpretation,
        "speakers": [
            {"organization": each.organization, "function": each.function, "name": each.name} for each in row.speakers
        ],
        "documents": list(row.documents),
    }


def document_rows(documents: Iterable[DocumentFacts]) -> list[dict[str, Any]]:
    """Documents in the shape of the column."""
    return [{"title": each.title, "languages": list(each.languages)} for each in documents]


def speaker_rows(speakers: Iterable[SpeakerFacts]) -> list[Speaker]:
    """Speakers as rows, in their order."""
    return [Speaker(position=position, **asdict(each)) for position, each in enumerate(speakers, start=1)]
