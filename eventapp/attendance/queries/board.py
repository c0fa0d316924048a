"""The live board: who is expected, who is in, who is missing; and a mark by which to see that nothing has changed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from eventapp.attendance.effective import Presence
from eventapp.attendance.queries.presence import known, venues
from eventapp.checkin import queries as checkin
from eventapp.checkin.models import Desk
from eventapp.checkin.queries import Card, Checkpoint, DeskHealth
from eventapp.checkin.queries.flagged import flagged_waiting
from eventapp.checkin.queries.walk_ins import walk_ins_waiting
from eventapp.core.audit import AuditEntry
from eventapp.core.db import session
from eventapp.core.i18n import language
from eventapp.core.timezones import local
from eventapp.registration.labels import delegation_label
from eventapp.registration.models import Badge, Delegation, DelegationType, Person, Registration, State
from eventapp.registration.precedence import sorted_delegations, sorted_registrations, sorted_types
from eventapp.workshops.models import Workshop

STEP = timedelta(minutes=5)
MOST_STEPS = 120
"""Ten hours of arrivals; what is later falls into the last one."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a delegation, and whether they are in."""

    name: str
    present: bool


@dataclass(frozen=True, slots=True)
class Count:
    """How many of a delegation, or of a type, are expected and in."""

    id: int
    label: str
    expected: int
    present: int
    colour: str = ""
    head: Head | None = None

    @property
    def missing(self) -> int:
        return self.expected - self.present


@dataclass(frozen=True, slots=True)
class TypeCount(Count):
    delegations: tuple[Count, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """Five minutes of arrivals, from `at` on the workshop's clock; `total`: who had come by their end."""

    at: datetime
    arrived: int
    total: int


@dataclass(frozen=True, slots=True)
class Going:
    """A session that goes on now, or one of the stops of the day: how many came."""

    place: Checkpoint
    present: int


@dataclass(frozen=True, slots=True)
class Board:
    """One day. `unknown_times`: people who are in by a mark that has no time. `handed`: badges of the expected that
    were handed over. `waiting`: scans that desks had not sent when they were last heard of."""

    day: Checkpoint
    days: tuple[Checkpoint, ...]
    expected: int
    present: int
    types: tuple[TypeCount, ...]
    steps: tuple[Step, ...]
    unknown_times: int
    going: tuple[Going, ...]
    handed: int
    walk_ins: int
    flagged: int
    desks: tuple[DeskHealth, ...] = field(default=())

    @property
    def missing(self) -> int:
        return self.expected - self.present

    @property
    def heads(self) -> list[Count]:
        """The delegations that have a head, in order."""
        return [each for kind in self.types for each in kind.delegations if each.head]

    @property
    def heads_here(self) -> int:
        return sum(each.head.present for each in self.heads if each.head)

    @property
    def waiting(self) -> int:
        return sum(desk.waiting for desk in self.desks if desk.revoked_at is None)


@dataclass(frozen=True, slots=True)
class _Member:
    id: int
    type_id: int
    delegation_id: int
    is_head: bool
    name: str


def board_day(workshop: Workshop, number: int | None, now: datetime) -> date:
    """The day that the board shows: the one asked for, else today on the workshop's calendar, else the nearest one."""
    if number is not None and 1 <= number <= len(workshop.days):
        return workshop.days[number - 1]
    return min(max(local(now, workshop.timezone).date(), workshop.starts_on), workshop.ends_on)


def board(workshop: Workshop, day: date, now: datetime) -> Board:
    """How this day of the workshop stands. Texts in the language in force."""
    places = checkin.checkpoints(workshop)
    days = venues(places)
    here = next(place for place in days if place.day == day)
    found = known(workshop, places, day=day)
    came = {who: presence for who, presence in found.get(here.key, {}).items() if presence.present}
    members = _members(workshop.id)
    steps, unknown = arrival_steps(came.values(), workshop.timezone)
    desks = checkin.desks(workshop)
    return Board(
        day=here,
        days=tuple(days),
        expected=len(members),
        present=sum(member.id in came for member in members),
        types=_types(workshop, members, came),
        steps=steps,
        unknown_times=unknown,
        going=tuple(
            Going(place, sum(each.present for each in found.get(place.key, {}).values()))
            for place in places
            if place.day == day and _goes_on(place, now)
        ),
        handed=_handed(workshop.id),
        walk_ins=walk_ins_waiting(workshop.id),
        flagged=flagged_waiting(workshop.id),
        desks=tuple(desks),
    )


def arrival_steps(came: Iterable[Presence], zone: str) -> tuple[tuple[Step, ...], int]:
    """Arrivals by five minutes on the workshop's clock, from the first to the last, gaps included; and how many have no
    time."""
    presences = list(came)
    times = sorted(local(each.at, zone) for each in presences if each.at is not None)
    if not times:
        return (), len(presences)
    first = times[0].replace(minute=times[0].minute // 5 * 5, second=0, microsecond=0)
    counted: defaultdict[int, int] = defaultdict(int)
    for at in times:
        counted[min((at - first) // STEP, MOST_STEPS - 1)] += 1
    steps, total = [], 0
    for number in range(max(counted) + 1):
        total += counted[number]
        steps.append(Step(first + number * STEP, counted[number], total))
    return tuple(steps), len(presences) - len(times)


def version(workshop: Workshop, now: datetime) -> str:
    """Changes whenever the board may: actions leave lines of history, desks speak of themselves, minutes pass."""
    last = select(func.max(AuditEntry.id)).where(AuditEntry.workshop_id == workshop.id).scalar_subquery()
    row = session.execute(
        select(last, func.max(Desk.seen_at), func.sum(Desk.waiting), func.sum(Desk.battery)).where(
            Desk.workshop_id == workshop.id
        )
    ).one()
    return f"{tuple(row)}/{now:%Y%m%d%H%M}/{language()}"


@dataclass(frozen=True, slots=True)
class Names:
    """Who of a type or a delegation is missing on a day, and who is in (with the time, UTC, where it is known)."""

    label: str
    missing: tuple[Card, ...]
    present: tuple[tuple[Card, datetime | None], ...]


def names(workshop: Workshop, day: date, *, type_id: int | None = None, delegation_id: int | None = None) -> Names:
    """The people behind a figure of the board, in order of precedence; all of them with neither id."""
    places = checkin.checkpoints(workshop)
    key = next(place.key for place in venues(places) if place.day == day)
    here = known(workshop, places, day=day).get(key, {})
    query = checkin.with_names(workshop.id).where(Registration.state == State.CONFIRMED)
    if type_id is not None:
        query = query.where(Registration.type_id == type_id)
    if delegation_id is not None:
        query = query.where(Registration.delegation_id == delegation_id)
    rows = sorted_registrations(session.scalars(query), language())
    cards = [checkin.card(workshop, row) for row in rows]
    came = {who: each.at for who, each in here.items() if each.present}
    label = ""
    if rows and delegation_id is not None:
        label = delegation_label(rows[0].delegation, language())
    elif rows and type_id is not None:
        label = rows[0].type.name.pick(language(), workshop.languages)
    return Names(
        label,
        tuple(card for card in cards if card.registration_id not in came),
        tuple((card, came[card.registration_id]) for card in cards if card.registration_id in came),
    )


def _members(workshop_id: int) -> list[_Member]:
    rows = session.execute(
        select(
            Registration.id,
            Registration.type_id,
            Registration.delegation_id,
            Registration.is_head,
            Person.latin_name,
            Person.original_name,
        )
        .join(Person, Person.id == Registration.person_id)
        .where(Registration.workshop_id == workshop_id, Registration.state == State.CONFIRMED)
    )
    return [
        _Member(registration_id, type_id, delegation_id, is_head, latin or original)
        for registration_id, type_id, delegation_id, is_head, latin, original in rows
    ]


def _types(workshop: Workshop, members: list[_Member], came: Mapping[int, Presence]) -> tuple[TypeCount, ...]:
    by_delegation: defaultdict[int, list[_Member]] = defaultdict(list)
    for member in members:
        by_delegation[member.delegation_id].append(member)
    kinds = session.scalars(select(DelegationType).where(DelegationType.workshop_id == workshop.id))
    rows = session.scalars(
        select(Delegation).where(Delegation.workshop_id == workshop.id).options(joinedload(Delegation.type))
    )
    found: defaultdict[int, list[Count]] = defaultdict(list)
    for row in sorted_delegations(rows, language()):
        if here := by_delegation.get(row.id):
            found[row.type_id].append(_count(row, here, came))
    return tuple(
        TypeCount(
            id=kind.id,
            label=kind.name.pick(language(), workshop.languages),
            expected=sum(each.expected for each in found[kind.id]),
            present=sum(each.present for each in found[kind.id]),
            colour=kind.colour,
            delegations=tuple(found[kind.id]),
        )
        for kind in sorted_types(kinds)
        if found[kind.id]
    )


def _count(row: Delegation, members: list[_Member], came: Mapping[int, Presence]) -> Count:
    head = next((member for member in members if member.is_head), None)
    return Count(
        id=row.id,
        label=delegation_label(row, language()),
        expected=len(members),
        present=sum(member.id in came for member in members),
        head=Head(head.name, head.id in came) if head else None,
    )


def _goes_on(place: Checkpoint, now: datetime) -> bool:
    opens = place.opens_at or place.starts_at
    return not place.is_venue and opens is not None and opens <= now and (place.ends_at is None or now < place.ends_at)


def _handed(workshop_id: int) -> int:
    handed = (
        select(func.count(Badge.id))
        .join(Registration, Registration.id == Badge.registration_id)
        .where(
            Registration.workshop_id == workshop_id,
            Registration.state == State.CONFIRMED,
            Badge.revoked_at.is_(None),
            Badge.handed_at.is_not(None),
        )
    )
    return session.scalar(handed) or 0
