"""Who was there. Follows from scans and from which registrations stand; nothing of it is stored."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from eventapp.checkin.queries import Card, Checkpoint, arrivals, card, checkpoints, confirmed_count, with_names
from eventapp.core.db import session
from eventapp.core.i18n import language
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


def roll(workshop: Workshop, key: str) -> tuple[list[tuple[Card, datetime]], list[Card]]:
    """Who was at a checkpoint, with the first time, and who of the confirmed was not; both in order of precedence."""
    came = arrivals(workshop)[key]
    confirmed = session.scalars(with_names(workshop.id).where(Registration.state == State.CONFIRMED))
    everybody = [card(workshop, registration) for registration in sorted_registrations(confirmed, language())]
    present = [(who, came[who.registration_id]) for who in everybody if who.registration_id in came]
    return present, [who for who in everybody if who.registration_id not in came]


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
