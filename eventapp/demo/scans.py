"""Made-up scans: who came on which day, who sat in which session, who took the bus, and what happened at the desk."""

import random
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from eventapp.badges import actions as badges
from eventapp.badges.queries import Wanted
from eventapp.checkin import actions as checkin
from eventapp.checkin import queries, room_codes
from eventapp.checkin.models import Desk
from eventapp.checkin.queries import Checkpoint
from eventapp.checkin.readings import DeskScan, Event, HandOver, Health, Reading, WalkInFacts
from eventapp.core import web
from eventapp.core.actors import SYSTEM
from eventapp.feedback.actions import participant
from eventapp.groups import queries as groups
from eventapp.registration import actions as registration
from eventapp.registration import queries as registrations
from eventapp.registration.codes import badge_code
from eventapp.registration.models import Delegation, Registration
from eventapp.workshops.models import Workshop

COMES_AT_ALL, COMES_ON_A_DAY, SITS_IN_A_SESSION, TAKES_THE_BUS = 0.97, 0.96, 0.975, 0.6
LATEST_MINUTES = 25
LOST_ON_DAY = 2
BY_THEMSELVES = ("d3-s9", 4)
"""At this session so many said themselves that they are in the room."""
WALK_INS = (
    ("OSCE", "", "Elena Marinova", "Project officer", "female"),
    ("", "KZ", "Ержан Каратаев", "Консультант", "male"),
)
"""Organization, country, name, position, sex. For the first there is a seat; the second waits for the organizer."""
SETTLED = 1


@dataclass(frozen=True, slots=True)
class Door:
    """Everything a passage through it needs."""

    workshop: Workshop
    desks: Sequence[Desk]
    draw: random.Random

    def id(self) -> uuid.UUID:
        """As a device would choose it, but the same each time."""
        return uuid.UUID(int=self.draw.getrandbits(128), version=4)


def make(workshop: Workshop, desks: Sequence[Desk], seed: int) -> None:
    """Days, sessions and buses, sent in batches as the desks send them."""
    door = Door(workshop, desks, random.Random(seed))  # noqa: S311 - a demo wants the same people each time, not secrets
    people = [row for row in registrations.confirmed(workshop.id) if door.draw.random() < COMES_AT_ALL]
    places = queries.checkpoints(workshop)
    members = groups.members(workshop.id)
    _walk_in(door, places[0], _doors_open(places, workshop.starts_on) + timedelta(minutes=40))
    for number, day in enumerate(workshop.days, start=1):
        came = [row for row in people if door.draw.random() < COMES_ON_A_DAY]
        if number == LOST_ON_DAY:
            _lose(door, came[len(came) // 2], _doors_open(places, day))
        for place in (place for place in places if place.day == day):
            there = [row for row in came if _is_there(place, row, members, door.draw)]
            if place.key == BY_THEMSELVES[0]:
                _by_themselves(door, place, there[: BY_THEMSELVES[1]])
                there = there[BY_THEMSELVES[1] :]
            _pass(door, place, there, place.starts_at or _doors_open(places, day), hand_over=place.key == places[0].key)


def _is_there(place: Checkpoint, row: Registration, members: dict[int, set[int]], draw: random.Random) -> bool:
    luck = draw.random()
    if place.is_venue:
        return True
    if not place.is_session:
        return luck < TAKES_THE_BUS
    if place.grouped and place.session_id is not None and row.id not in members[place.session_id]:
        return False
    return luck < SITS_IN_A_SESSION


def _doors_open(places: Iterable[Checkpoint], day: object) -> datetime:
    return min(place.starts_at for place in places if place.starts_at and place.day == day) - timedelta(minutes=30)


def _pass(
    door: Door, place: Checkpoint, people: Iterable[Registration], starts: datetime, *, hand_over: bool = False
) -> None:
    """These people pass a checkpoint, at one desk or the other."""
    queues: dict[int, list[Event]] = {desk.id: [] for desk in door.desks}
    for row in people:
        desk = door.draw.choice(door.desks)
        at = starts + timedelta(seconds=door.draw.randrange(-600, LATEST_MINUTES * 60))
        code = badge_code(row.badge) if row.badge else ""
        queues[desk.id].append(DeskScan(Reading(door.id(), place.key, at, code=code, device=desk.name)))
        if hand_over:
            queues[desk.id].append(HandOver(door.id(), at, registration=row.public_id))
    for desk in door.desks:
        _send(door, desk, queues[desk.id], starts + timedelta(hours=1))


def _send(door: Door, desk: Desk, queue: Sequence[Event], now: datetime) -> None:
    actor = queries.actor_of(desk)
    health = Health(door.draw.randrange(35, 95), False, 0, now - timedelta(minutes=2), door.draw.randrange(-4, 5))
    for at in range(0, max(len(queue), 1), checkin.LARGEST_BATCH):
        batch = queue[at : at + checkin.LARGEST_BATCH]
        checkin.receive_events(door.workshop.id, batch, health, actor=actor, now=now)


def _by_themselves(door: Door, place: Checkpoint, people: Iterable[Registration]) -> None:
    """With the code on the room's screen."""
    assert place.starts_at is not None
    now, workshop, key = place.starts_at + timedelta(minutes=3), door.workshop, web.settings().secret_key
    code = room_codes.code_at(key, workshop.id, place.key, now)
    for row in people:
        checkin.check_in_oneself(row.id, workshop.id, code, secret_key=key, actor=participant(row.id), now=now)


def _lose(door: Door, row: Registration, now: datetime) -> None:
    """A badge is lost and given anew; somebody finds the old one and tries it."""
    assert row.badge is not None
    old = badge_code(row.badge)
    registration.reissue_badge(row.id, door.workshop.id, "Lost on the way to the hotel", actor=SYSTEM, now=now)
    badges.print_badges(door.workshop.id, Wanted(registration_id=row.id), actor=SYSTEM, now=now)
    found = now + timedelta(minutes=5)
    desk, key = door.desks[1], f"day-{LOST_ON_DAY}"
    _send(door, desk, [DeskScan(Reading(door.id(), key, found, code=old, device=desk.name))], found)


def _walk_in(door: Door, place: Checkpoint, at: datetime) -> None:
    """People on no list; the organizer has seen the first of them, and the next one waits."""
    workshop, desk = door.workshop, door.desks[0]
    for number, (organization, country, name, position, sex) in enumerate(WALK_INS):
        delegation = _delegation(workshop, organization, country)
        typed = WalkInFacts(
            door.id(), at, delegation.type_id, name, delegation_id=delegation.id, position=position, sex=sex
        )
        scan = DeskScan(Reading(door.id(), place.key, at, walk_in_id=typed.id, device=desk.name))
        _send(door, desk, [typed, scan], at)
        if number < SETTLED:
            checkin.settle(workshop.id, typed.id, actor=SYSTEM, now=at + timedelta(minutes=30))


def _delegation(workshop: Workshop, organization: str, country: str) -> Delegation:
    rows = registrations.delegations(workshop.id)
    return next(row for row in rows if row.organization == organization and (row.country or "") == country)
