"""Who was there. Follows from scans and from which registrations stand; nothing of it is stored."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, distinct, func, or_, select

from eventapp.checkin.models import Scan
from eventapp.checkin.queries.checkpoints import Checkpoint, checkpoints
from eventapp.checkin.queries.people import Card, card, with_names
from eventapp.checkin.queries.scans import PRESENT
from eventapp.core.db import session
from eventapp.core.i18n import language
from eventapp.core.timezones import local
from eventapp.registration.models import DelegationType, Registration, State
from eventapp.registration.precedence import sorted_registrations
from eventapp.workshops.models import Workshop


@dataclass(frozen=True, slots=True)
class CheckpointCount:
    """How many of the confirmed were at a checkpoint."""

    checkpoint: Checkpoint
    present: int
    confirmed: int


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """One person at one checkpoint; `at` is the first time they were read there (UTC)."""

    registration_id: int
    checkpoint: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TypeAttendance:
    """How many of a delegation type's confirmed came on each day, in the order of the days."""

    kind: DelegationType
    confirmed: int
    days: tuple[int, ...]


def arrivals(workshop: Workshop) -> dict[str, dict[int, datetime]]:
    """{checkpoint key: {registration id: first time there}} for confirmed registrations, for every checkpoint.

    A scan at a session counts for the venue on the session's day as well; a scan at a session that was since
    removed counts on the workshop's date on which it was made. The time is the earliest of all scans with which
    the person was let in or was in already, so the order in which scans arrive changes nothing.
    """
    places = {place.key: place for place in checkpoints(workshop)}
    venues = {place.day: place.key for place in places.values() if place.session_id is None}
    found: dict[str, dict[int, datetime]] = {key: {} for key in places}
    for key, day, registration_id, at in _first_scans(workshop.id):
        place = places.get(key)
        if place is not None and place.session_id is not None:
            _note(found[key], registration_id, at)
        counts_on = day or (place.day if place else local(at, workshop.timezone).date())
        venue = venues.get(counts_on)
        if venue is not None:
            _note(found[venue], registration_id, at)
    return found


def attendance_counts(workshop: Workshop) -> list[CheckpointCount]:
    """Present and confirmed at every checkpoint, in the order of the agenda."""
    came, confirmed = arrivals(workshop), confirmed_count(workshop.id)
    return [CheckpointCount(place, len(came[place.key]), confirmed) for place in checkpoints(workshop)]


def attendance_rows(workshop: Workshop) -> list[AttendanceRow]:
    """Every presence, by registration, then by checkpoint in the order of the agenda."""
    order = {place.key: number for number, place in enumerate(checkpoints(workshop))}
    rows = [
        AttendanceRow(registration_id, key, at)
        for key, people in arrivals(workshop).items()
        for registration_id, at in people.items()
    ]
    return sorted(rows, key=lambda row: (row.registration_id, order[row.checkpoint]))


def days_present(workshop: Workshop) -> dict[int, set[date]]:
    """{registration id: dates on which the person was scanned anywhere}; who never came is left out."""
    came = arrivals(workshop)
    days: defaultdict[int, set[date]] = defaultdict(set)
    for place in checkpoints(workshop):
        if place.session_id is None:
            for registration_id in came[place.key]:
                days[registration_id].add(place.day)
    return dict(days)


def present_count(workshop: Workshop, key: str) -> int:
    """How many are in at one checkpoint: as many as `arrivals` has, counted by the database."""
    places = checkpoints(workshop)
    place = next(place for place in places if place.key == key)
    here = Scan.checkpoint == key if place.session_id is not None else _on_day(workshop, place.day, places)
    people = select(func.count(distinct(Scan.registration_id))).join(
        Registration, Registration.id == Scan.registration_id
    )
    return session.scalar(people.where(*_counts(workshop.id), here)) or 0


def _on_day(workshop: Workshop, day: date, places: Sequence[Checkpoint]) -> ColumnElement[bool]:
    """Scans that count for the venue on a day: made there, at that day's sessions, or at a removed one in its hours."""
    sessions = [place for place in places if place.session_id is not None]
    zone = ZoneInfo(workshop.timezone)
    return or_(
        Scan.day == day,
        Scan.checkpoint.in_([place.key for place in sessions if place.day == day]),
        and_(
            Scan.day.is_(None),
            Scan.checkpoint.not_in([place.key for place in sessions]),
            Scan.scanned_at >= datetime.combine(day, time(), zone),
            Scan.scanned_at < datetime.combine(day + timedelta(days=1), time(), zone),
        ),
    )


def _counts(workshop_id: int) -> tuple[ColumnElement[bool], ...]:
    """What makes a scan (joined to its registration) count: let in, and the registration still stands."""
    return Scan.workshop_id == workshop_id, Scan.outcome.in_(PRESENT), Registration.state == State.CONFIRMED


def roll(workshop: Workshop, key: str) -> tuple[list[tuple[Card, datetime]], list[Card]]:
    """Who was at a checkpoint, with the first time, and who of the confirmed was not; both in order of precedence."""
    came = arrivals(workshop)[key]
    confirmed = session.scalars(with_names(workshop.id).where(Registration.state == State.CONFIRMED))
    everybody = [card(workshop, registration) for registration in sorted_registrations(confirmed, language())]
    present = [(who, came[who.registration_id]) for who in everybody if who.registration_id in came]
    return present, [who for who in everybody if who.registration_id not in came]


def confirmed_count(workshop_id: int) -> int:
    """How many registrations are confirmed."""
    return (
        session.scalar(
            select(func.count()).where(Registration.workshop_id == workshop_id, Registration.state == State.CONFIRMED)
        )
        or 0
    )


def attendance_by_type(workshop: Workshop) -> list[TypeAttendance]:
    """Each delegation type that has confirmed members, in order of precedence."""
    types = session.execute(
        select(Registration.id, DelegationType)
        .join(DelegationType, DelegationType.id == Registration.type_id)
        .where(Registration.workshop_id == workshop.id, Registration.state == State.CONFIRMED)
        .order_by(DelegationType.position, DelegationType.id)
    )
    members: defaultdict[DelegationType, set[int]] = defaultdict(set)
    for registration_id, kind in types:
        members[kind].add(registration_id)
    came = arrivals(workshop)
    venues = [place.key for place in checkpoints(workshop) if place.session_id is None]
    return [
        TypeAttendance(kind, len(ids), tuple(len(ids & came[venue].keys()) for venue in venues))
        for kind, ids in members.items()
    ]


def _first_scans(workshop_id: int) -> list[tuple[str, date | None, int, datetime]]:
    rows = session.execute(
        select(
            Scan.checkpoint,
            Scan.day,
            Scan.registration_id,
            func.min(Scan.scanned_at, type_=Scan.scanned_at.type),
        )
        .join(Registration, Registration.id == Scan.registration_id)
        .where(*_counts(workshop_id))
        .group_by(Scan.checkpoint, Scan.day, Scan.registration_id)
    )
    return [(key, day, owner, at) for key, day, owner, at in rows if owner is not None]


def _note(people: dict[int, datetime], registration_id: int, at: datetime) -> None:
    people[registration_id] = min(at, people.get(registration_id, at))
