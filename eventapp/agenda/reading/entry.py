"""One session as a text says it, before anybody knows whether it fits the workshop."""

import uuid
from dataclasses import dataclass, field
from datetime import date, time

from eventapp.agenda.facts import SpeakerFacts
from eventapp.agenda.models import SessionType
from eventapp.core.texts import Texts


@dataclass(frozen=True, slots=True)
class Entry:
    """`line` counts from 1 in the text; `room` and `theme` as written there. What is not said is None or blank."""

    line: int
    title: Texts
    day: date | None = None
    starts: time | None = None
    ends: time | None = None
    minutes: int | None = None
    type: SessionType | None = None
    room: str = ""
    theme: str = ""
    description: Texts = field(default_factory=Texts)
    speakers: tuple[SpeakerFacts, ...] = ()
    interpretation: bool = False
    uid: uuid.UUID | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """A line that was understood as nothing; it is shown, so that nothing is lost silently."""

    line: int
    text: str
