"""What is known of who was where, read from the database, and what of it holds."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, or_, select

from eventapp.attendance.effective import Known, Source, Statement, effective, people_at
from eventapp.attendance.models import AttendanceMark
from eventapp.checkin import queries as checkin
from eventapp.checkin.models import Scan, Way
from eventapp.checkin.queries import Checkpoint
from eventapp.core.db import session
from eventapp.registration.models import Registration, State
from eventapp.workshops.models import Workshop


def known(workshop: Workshop, places: Iterable[Checkpoint] | None = None, *, day: date | None = None) -> Known:
    """Whether each confirmed registration was at each checkpoint, as far as anything is known of it.

    `day`: only the checkpoints of that day, as they stand in the whole; for what is asked every few seconds.
    """
    places = checkin.checkpoints(workshop) if places is None else list(places)
    return effective(statements(workshop, places, day), checkin.venues_of_sessions(places))


def arrivals(workshop: Workshop) -> dict[str, dict[int, datetime | None]]:
    """{checkpoint key: {registration id: earliest time there (UTC), None where only a mark without one says so}}.

    For every checkpoint, of confirmed registrations: the effective presence, of scans and marks together.
    """
    places = checkin.checkpoints(workshop)
    found = known(workshop, places)
    return {place.key: people_at(found, place.key) for place in places}


def first_arrivals(workshop: Workshop) -> dict[int, datetime | None]:
    """{registration id: first time anywhere (UTC), None where only marks without one say so}; who never came is left
    out."""
    found: dict[int, datetime | None] = {}
    for people in arrivals(workshop).values():
        for registration_id, at in people.items():
            known_times = [each for each in (found.get(registration_id), at) if each is not None]
            found[registration_id] = min(known_times, default=None)
    return found


def days_present(workshop: Workshop) -> dict[int, set[date]]:
    """{registration id: dates on which the person was there}; who never came is left out."""
    places = checkin.checkpoints(workshop)
    found = known(workshop, places)
    days: dict[int, set[date]] = {}
    for place in venues(places):
        for registration_id in people_at(found, place.key):
            days.setdefault(registration_id, set()).add(place.day)
    return days


def statements(workshop: Workshop, places: Iterable[Checkpoint], day: date | None = None) -> list[Statement]:
    """All that is known: scans that count, and marks that are not voided, of confirmed registrations; of a day only
    what says something about its checkpoints."""
    places = list(places)
    if day is None:
        return [*_scanned(workshop, places), *_marked(workshop.id)]
    elsewhere = [place.key for place in places if place.day != day]
    own_day = or_(Scan.day.is_(None), Scan.day == day)
    others = [place.key for place in places if place.day != day and not place.is_venue]
    return [
        *_scanned(workshop, places, own_day, Scan.checkpoint.not_in(others)),
        *_marked(workshop.id, AttendanceMark.checkpoint.not_in(elsewhere)),
    ]


def venues(places: Iterable[Checkpoint]) -> list[Checkpoint]:
    """The checkpoints that stand for the days."""
    return [place for place in places if place.is_venue]


def _scanned(workshop: Workshop, places: Sequence[Checkpoint], *where: ColumnElement[bool]) -> list[Statement]:
    """What scans say of the checkpoints, each by the way people were read."""
    return [
        Statement(
            each.registration_id, each.checkpoint, True, Source.SELF if each.way == Way.SELF else Source.SCAN, each.at
        )
        for each in checkin.first_scans(workshop, places, *where)
    ]


def _marked(workshop_id: int, *where: ColumnElement[bool]) -> list[Statement]:
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
            *where,
        )
        .order_by(AttendanceMark.id)
    )
    return [
        Statement(who, key, present, Source(source), at, made_at, number)
        for who, key, present, source, at, made_at, number in rows
    ]
