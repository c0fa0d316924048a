"""Who was let in where, as the scans tell it. Follows from scans and from which registrations stand."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, distinct, func, or_, select

from eventapp.checkin.models import Scan
from eventapp.checkin.queries.checkpoints import Checkpoint, checkpoints
from eventapp.checkin.queries.scans import PRESENT
from eventapp.core.db import session
from eventapp.core.timezones import local
from eventapp.registration.models import Registration, State
from eventapp.workshops.models import Workshop


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


def confirmed_count(workshop_id: int) -> int:
    """How many registrations are confirmed."""
    return (
        session.scalar(
            select(func.count()).where(Registration.workshop_id == workshop_id, Registration.state == State.CONFIRMED)
        )
        or 0
    )


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
