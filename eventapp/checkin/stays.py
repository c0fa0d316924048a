"""From scans to stays: who was where, from when until when. Pure, and the same in whatever order scans came in.

Which scans count is said in `queries.counted`; here they are passages.

Whoever is read into a session leaves the session where they were; on the way out of the venue they leave it as well.
Everything else stands for itself: the venue on each day, a bus, a lunch.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from eventapp.checkin.decision import Direction

VENUE, SESSION = "venue", "session"


@dataclass(frozen=True, slots=True)
class Passage:
    """A scan that counts, of somebody known. The id makes the order of two at the same instant certain."""

    registration_id: int
    checkpoint: str
    direction: str
    at: datetime
    id: UUID


@dataclass(frozen=True, slots=True)
class Stay:
    """From `start` until `end` (UTC) at a checkpoint; None: nothing says that they left."""

    registration_id: int
    checkpoint: str
    start: datetime
    end: datetime | None = None


def stays_of(passages: Iterable[Passage], kinds: Mapping[str, str]) -> list[Stay]:
    """Every stay, by person and time. `kinds`: of each checkpoint; one that is not there (any more) is a session."""
    by_person: defaultdict[int, list[Passage]] = defaultdict(list)
    for each in passages:
        by_person[each.registration_id].append(each)
    return [stay for person in sorted(by_person) for stay in _of_one(by_person[person], kinds)]


def inside(passages: Iterable[Passage], kinds: Mapping[str, str]) -> set[tuple[str, int]]:
    """(checkpoint, registration id) of everybody who is in now, as far as these passages tell."""
    return {(stay.checkpoint, stay.registration_id) for stay in stays_of(passages, kinds) if stay.end is None}


def _of_one(passages: list[Passage], kinds: Mapping[str, str]) -> list[Stay]:
    """One person's stays: in one session at a time, and in any number of other places."""
    ended: list[Stay] = []
    current: dict[str, Stay] = {}

    def leave(sphere: str, at: datetime) -> None:
        if (stay := current.pop(sphere, None)) is not None:
            ended.append(Stay(stay.registration_id, stay.checkpoint, stay.start, at))

    for each in sorted(passages, key=lambda one: (one.at, one.id)):
        sphere = _sphere(each.checkpoint, kinds)
        here = sphere in current and current[sphere].checkpoint == each.checkpoint
        if each.direction == Direction.OUT:
            if here:
                leave(sphere, each.at)
            if kinds.get(each.checkpoint) == VENUE:
                leave(SESSION, each.at)
        elif not here:
            leave(sphere, each.at)
            current[sphere] = Stay(each.registration_id, each.checkpoint, each.at)
    return sorted([*ended, *current.values()], key=lambda stay: (stay.start, stay.checkpoint))


def _sphere(checkpoint: str, kinds: Mapping[str, str]) -> str:
    return SESSION if kinds.get(checkpoint, SESSION) == SESSION else checkpoint
