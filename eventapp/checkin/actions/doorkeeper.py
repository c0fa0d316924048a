"""What is known at the door while a batch of scans is gone through: gathered once, and going on with each scan."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from eventapp.checkin import queries, stays
from eventapp.checkin.decision import Badge, Direction, Door, Guest, decide, facts_of
from eventapp.checkin.models import Flag, Outcome
from eventapp.checkin.queries import Checkpoint, ReadBadge
from eventapp.checkin.readings import Reading
from eventapp.checkin.stays import Passage
from eventapp.registration.models import State
from eventapp.workshops.models import Workshop

WRONG_CLOCK_S = 24 * 60 * 60
"""From so many seconds on a device's clock says nothing about when a scan was made (reliability.md, part 3)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reading comes to: who it is (None: nobody here), what the rules say, and what is odd about it."""

    registration_id: int | None
    outcome: Outcome
    flag: str


@dataclass(slots=True)
class Doorkeeper:
    """`passages` by person, and `inside` of the rooms that have a bound, go on with each scan."""

    kinds: Mapping[str, str]
    doors: Mapping[str, Door]
    badges: Mapping[str, ReadBadge]
    walk_ins: Mapping[UUID, int]
    guests: Mapping[int, Guest]
    undone: Collection[UUID]
    passages: dict[int, list[Passage]] = field(default_factory=dict)
    inside: dict[str, set[int]] = field(default_factory=dict)

    def answer(self, reading: Reading) -> Answer:
        """Decide on one reading, and remember whom it let in or out."""
        owner, badge = self._owner(reading)
        guest = self.guests[owner] if owner is not None else None
        door = self.doors.get(reading.checkpoint, Door(reading.checkpoint))
        facts = facts_of(
            badge,
            guest,
            door,
            reading.direction,
            inside=owner is not None and (door.key, owner) in self._where(owner),
            number_inside=len(self.inside.get(door.key, ())),
        )
        outcome = decide(facts)
        flag = _flag(reading, badge) if owner is not None else ""
        if owner is not None and guest is not None and not flag and reading.id not in self.undone:
            self._note(reading, owner, guest, outcome)
        return Answer(owner, outcome, flag)

    def _owner(self, reading: Reading) -> tuple[int | None, Badge]:
        """Who was read. A badge that the device had for blank names nobody yet; then whom it says it was given to."""
        known = self.badges.get(reading.code_hash or "")
        if known is not None:
            return known.registration_id, Badge.REVOKED if _was_revoked(known, reading) else Badge.VALID
        given = reading.registration_id
        if given is None and reading.walk_in_id is not None:
            given = self.walk_ins.get(reading.walk_in_id)
        return (given, Badge.NONE) if given in self.guests else (None, Badge.UNKNOWN)

    def _where(self, owner: int) -> set[tuple[str, int]]:
        return stays.inside(self.passages.get(owner, ()), self.kinds)

    def _note(self, reading: Reading, owner: int, guest: Guest, outcome: Outcome) -> None:
        verdict = reading.told or outcome
        passed = verdict == Outcome.LEFT if reading.direction == Direction.OUT else verdict in queries.LET_IN
        if not (passed or reading.forced):
            return
        each = Passage(owner, reading.checkpoint, reading.direction, reading.scanned_at, reading.id)
        self.passages.setdefault(owner, []).append(each)
        if guest.state != State.CONFIRMED:
            return
        now_in = {key for key, _person in self._where(owner)}
        for key, people in self.inside.items():
            (people.add if key in now_in else people.discard)(owner)


def doorkeeper(workshop: Workshop, readings: Sequence[Reading], places: Sequence[Checkpoint]) -> Doorkeeper:
    """Everything that the answers to these readings rest on, read under the lock: a handful of statements."""
    badges = queries.badges_read(workshop.id, {reading.code_hash for reading in readings if reading.code_hash})
    walk_ins = queries.registered_walk_ins({reading.walk_in_id for reading in readings if reading.walk_in_id})
    owners = {badge.registration_id for badge in badges.values()} | set(walk_ins.values()) | named(readings)
    groups = any(place.grouped for place in places)
    bounded = {place.key for place in places if place.capacity is not None}
    passages: dict[int, list[Passage]] = {}
    for each in queries.of_people(workshop.id, owners):
        passages.setdefault(each.registration_id, []).append(each)
    return Doorkeeper(
        kinds=queries.kinds(places),
        doors=queries.doors(places),
        badges=badges,
        walk_ins=walk_ins,
        guests=queries.guests(workshop.id, owners, places if groups else ()),
        undone=queries.undone({reading.id for reading in readings}),
        passages=passages,
        inside=queries.inside(workshop.id, bounded & {reading.checkpoint for reading in readings}, places),
    )


def named(readings: Iterable[Reading]) -> set[int]:
    """The registrations that readings name by themselves."""
    return {reading.registration_id for reading in readings if reading.registration_id is not None}


def _was_revoked(badge: ReadBadge, reading: Reading) -> bool:
    """A desk without a network is told nothing of what comes after: then the time of the scan decides."""
    if badge.revoked_at is None:
        return False
    return reading.told is None or badge.revoked_at <= reading.scanned_at


def _flag(reading: Reading, badge: Badge) -> str:
    let_pass = reading.told in (*queries.LET_IN, Outcome.LEFT)
    if badge is Badge.REVOKED and let_pass:
        return Flag.REVOKED
    return Flag.CLOCK if abs(reading.clock_offset) > WRONG_CLOCK_S else ""
