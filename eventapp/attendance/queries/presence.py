"""What is known of who was where, read from the database, and what of it holds."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select

from eventapp.attendance.effective import Known, Source, Statement, effective, people_at
from eventapp.attendance.models import AttendanceMark
from eventapp.checkin import queries as checkin
from eventapp.checkin.queries import Checkpoint
from eventapp.core.db import session
from eventapp.registration.models import Registration, State
from eventapp.workshops.models import Workshop


def known(workshop: Workshop, places: Iterable[Checkpoint] | None = None) -> Known:
    """Whether each confirmed registration was at each checkpoint, as far as anything is known of it."""
    places = checkin.checkpoints(workshop) if places is None else list(places)
    return effective(statements(workshop), venue_of(places))


def arrivals(workshop: Workshop) -> dict[str, dict[int, datetime | None]]:
    """{checkpoint key: {registration id: earliest time there (UTC), None where only a mark without one says so}}.

    For every checkpoint, of confirmed registrations: the effective presence, of scans and marks together.
    """
    places = checkin.checkpoints(workshop)
    found = known(workshop, places)
    return {place.key: people_at(found, place.key) for place in places}


def days_present(workshop: Workshop) -> dict[int, set[date]]:
    """{registration id: dates on which the person was there}; who never came is left out."""
    places = checkin.checkpoints(workshop)
    found = known(workshop, places)
    days: dict[int, set[date]] = {}
    for place in venues(places):
        for registration_id in people_at(found, place.key):
            days.setdefault(registration_id, set()).add(place.day)
    return days


def statements(workshop: Workshop) -> list[Statement]:
    """All that is known: scans that count, and marks that are not voided, of confirmed registrations."""
    return [*_scanned(workshop), *_marked(workshop.id)]


def venues(places: Iterable[Checkpoint]) -> list[Checkpoint]:
    """The checkpoints that stand for the days."""
    return [place for place in places if place.key == f"day-{place.day_number}" and place.session_id is None]


def venue_of(places: Iterable[Checkpoint]) -> dict[str, str]:
    """{key of a session: key of the venue on its day}."""
    places = list(places)
    by_day = {place.day: place.key for place in venues(places)}
    return {place.key: by_day[place.day] for place in places if place.session_id is not None and place.day in by_day}


def _scanned(workshop: Workshop) -> list[Statement]:
    return [
        Statement(registration_id, key, True, Source.SCAN, at)
        for key, people in checkin.arrivals(workshop).items()
        for registration_id, at in people.items()
    ]


def _marked(workshop_id: int) -> list[Statement]:
    rows = session.execute(
        select(
            AttendanceMark.registration_id,
            AttendanceMark.checkpoint,
            AttendanceMark.present,
            AttendanceMark.source,
            AttendanceMark.at,
            AttendanceMark.made_at,
            AttendanceMark.id,
        )
        .join(Registration, Registration.id == AttendanceMark.registration_id)
        .where(
            AttendanceMark.workshop_id == workshop_id,
            AttendanceMark.voided_at.is_(None),
            Registration.state == State.CONFIRMED,
        )
        .order_by(AttendanceMark.id)
    )
    return [
        Statement(who, key, present, Source(source), at, made_at, number)
        for who, key, present, source, at, made_at, number in rows
    ]
