"""How many were there: at each checkpoint, of each delegation type; and who."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from eventapp.attendance.effective import Known, Source, people_at
from eventapp.attendance.queries.presence import known, venues
from eventapp.checkin import queries as checkin
from eventapp.checkin.queries import Card, Checkpoint, card, confirmed_count, with_names
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
    """One person at one checkpoint. `at`: the earliest time known (UTC), None where only a mark without one says so."""

    registration_id: int
    checkpoint: str
    at: datetime | None
    sources: tuple[Source, ...] = (Source.SCAN,)


@dataclass(frozen=True, slots=True)
class TypeAttendance:
    """How many of a delegation type's confirmed came on each day, in the order of the days."""

    kind: DelegationType
    confirmed: int
    days: tuple[int, ...]


def attendance_counts(workshop: Workshop, what: Known | None = None) -> list[CheckpointCount]:
    """Present and confirmed at every checkpoint, in the order of the agenda. `what`: what is known, if it is read."""
    places, confirmed = checkin.checkpoints(workshop), confirmed_count(workshop.id)
    what = known(workshop, places) if what is None else what
    return [CheckpointCount(place, len(people_at(what, place.key)), confirmed) for place in places]


def attendance_rows(workshop: Workshop, what: Known | None = None) -> list[AttendanceRow]:
    """Every presence, by registration, then by checkpoint in the order of the agenda. `what`: as for
    `attendance_counts`."""
    places = checkin.checkpoints(workshop)
    what = known(workshop, places) if what is None else what
    order = {place.key: number for number, place in enumerate(places)}
    rows = [
        AttendanceRow(registration_id, key, each.at, each.sources)
        for key, people in what.items()
        for registration_id, each in people.items()
        if each.present and key in order
    ]
    return sorted(rows, key=lambda row: (row.registration_id, order[row.checkpoint]))


def roll(workshop: Workshop, key: str) -> tuple[list[tuple[Card, AttendanceRow]], list[Card]]:
    """Who was at a checkpoint, and who of the confirmed was not; both in order of precedence."""
    here = known(workshop).get(key, {})
    confirmed = session.scalars(with_names(workshop.id).where(Registration.state == State.CONFIRMED))
    everybody = [card(workshop, registration) for registration in sorted_registrations(confirmed, language())]
    present = {who: AttendanceRow(who, key, each.at, each.sources) for who, each in here.items() if each.present}
    found = [(who, present[who.registration_id]) for who in everybody if who.registration_id in present]
    return found, [who for who in everybody if who.registration_id not in present]


def attendance_by_type(workshop: Workshop, what: Known | None = None) -> list[TypeAttendance]:
    """Each delegation type that has confirmed members, in order of precedence. `what`: as for `attendance_counts`."""
    types = session.execute(
        select(Registration.id, DelegationType)
        .join(DelegationType, DelegationType.id == Registration.type_id)
        .where(Registration.workshop_id == workshop.id, Registration.state == State.CONFIRMED)
        .order_by(DelegationType.position, DelegationType.id)
    )
    members: defaultdict[DelegationType, set[int]] = defaultdict(set)
    for registration_id, kind in types:
        members[kind].add(registration_id)
    places = checkin.checkpoints(workshop)
    what = known(workshop, places) if what is None else what
    days = [people_at(what, place.key).keys() for place in venues(places)]
    return [TypeAttendance(kind, len(ids), tuple(len(ids & there) for there in days)) for kind, ids in members.items()]
