"""Who was let in where, as the scans tell it. Follows from scans and from which registrations stand."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Result, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from eventapp.checkin import stays as pure
from eventapp.checkin.decision import Direction
from eventapp.checkin.models import Scan
from eventapp.checkin.queries.checkpoints import Checkpoint, checkpoints
from eventapp.checkin.queries.counted import counts, counts_of, passages
from eventapp.checkin.stays import SESSION, Stay
from eventapp.core.db import session
from eventapp.core.timezones import local
from eventapp.registration.models import Registration, State
from eventapp.workshops.models import Workshop


def stays(workshop: Workshop) -> list[Stay]:
    """Every stay of the confirmed at every checkpoint, by person and time. `end` is None where nobody said that they
    left: a session's or a day's end is for the reader to set."""
    return pure.stays_of(passages(workshop.id, confirmed=True), kinds(checkpoints(workshop)))


def kinds(places: Sequence[Checkpoint]) -> dict[str, str]:
    """{checkpoint key: kind}, as `stays` wants it."""
    return {place.key: place.kind for place in places}


def inside(workshop_id: int, keys: Collection[str], places: Sequence[Checkpoint]) -> dict[str, set[int]]:
    """{checkpoint key: registration ids of the confirmed who are in now}, for each of these keys: those who came in and
    did nothing since that ends the stay. The database finds what `stays.inside` says, without all their scans."""
    found: dict[str, set[int]] = {key: set() for key in keys}
    for key in keys:
        rows = session.scalars(
            select(Scan.registration_id)
            .join(Registration, Registration.id == Scan.registration_id)
            .where(Scan.checkpoint == key, *_came(workshop_id), ~_ended(key, places))
            .distinct()
        )
        found[key] = {owner for owner in rows if owner is not None}
    return found


def _ended(key: str, places: Sequence[Checkpoint]) -> ColumnElement[bool]:
    """Whether a later scan that counts ends the stay which a scan at this checkpoint began (see `stays`)."""
    later = aliased(Scan)
    ends = and_(later.checkpoint == key, later.direction == Direction.OUT)
    if kinds(places).get(key, SESSION) == SESSION:
        others = [place.key for place in places if not place.is_session or place.key == key]
        moved = and_(later.checkpoint.not_in(others), later.direction == Direction.IN)
        venues = [place.key for place in places if place.is_venue]
        ends = or_(ends, moved, and_(later.checkpoint.in_(venues), later.direction == Direction.OUT))
    after = or_(later.scanned_at > Scan.scanned_at, and_(later.scanned_at == Scan.scanned_at, later.id > Scan.id))
    same = and_(later.registration_id == Scan.registration_id, later.workshop_id == Scan.workshop_id)
    return exists(select(later.id).where(same, after, ends, *counts_of(later)))


class FirstScan(NamedTuple):
    """When a person was first let in at a checkpoint, by one way of being read."""

    registration_id: int
    checkpoint: str
    way: str
    at: datetime


def first_scans(workshop: Workshop, places: Sequence[Checkpoint], *where: ColumnElement[bool]) -> list[FirstScan]:
    """The first scan of each confirmed person at each checkpoint where it counts, by the way they were read.

    One at the venue counts on its day, one at a session that was since removed on the workshop's date on which it was
    made. That a session counts for its day as well is for the reader to add.
    """
    by_key = {place.key: place for place in places}
    by_day = {place.day: place.key for place in places if place.is_venue}
    found = []
    for key, day, who, way, at in _first_scans(workshop.id, *where):
        place = by_key.get(key)
        elsewhere = place is None or place.is_venue
        counts_at = by_day.get(day or local(at, workshop.timezone).date()) if elsewhere else key
        if counts_at:
            found.append(FirstScan(who, counts_at, way, at))
    return found


def arrivals(workshop: Workshop) -> dict[str, dict[int, datetime]]:
    """{checkpoint key: {registration id: first time there}} for confirmed registrations, for every checkpoint.

    As `first_scans`, a scan at a session for the venue on the session's day as well. The time is the earliest of all
    scans with which the person was let in, so the order in which scans arrive changes nothing.
    """
    places = checkpoints(workshop)
    venue_of = venues_of_sessions(places)
    found: dict[str, dict[int, datetime]] = {place.key: {} for place in places}
    for each in first_scans(workshop, places):
        for key in filter(None, (each.checkpoint, venue_of.get(each.checkpoint))):
            found[key][each.registration_id] = min(each.at, found[key].get(each.registration_id, each.at))
    return found


def venues_of_sessions(places: Sequence[Checkpoint]) -> dict[str, str]:
    """{key of a session: key of the venue on its day}; a session on no day of the workshop counts for itself only."""
    by_day = {place.day: place.key for place in places if place.is_venue}
    return {place.key: by_day[place.day] for place in places if place.is_session and place.day in by_day}


def present_count(workshop: Workshop, key: str, places: Sequence[Checkpoint] | None = None) -> int:
    """How many came to one checkpoint: as many as `arrivals` has, counted by the database."""
    places = checkpoints(workshop) if places is None else places
    place = next(place for place in places if place.key == key)
    if not place.is_venue:
        return session.scalar(_present(workshop.id, key)) or 0
    usual = tuple(each.key for each in places if each.day == place.day and (each.is_venue or each.is_session))
    known = tuple(each.key for each in places if not each.is_venue)
    return session.scalar(_present(workshop.id, key, _VenueDay(place.day, workshop.timezone, usual, known))) or 0


def desk_counts(workshop: Workshop, keys: Collection[str], places: Sequence[Checkpoint]) -> dict[str, int]:
    """The number a desk shows for each of these checkpoints: who is in now where people are read on their way out as
    well, else who came."""
    named = [place for place in places if place.key in keys]
    now_in = inside(workshop.id, [place.key for place in named if place.in_and_out], places)
    return {
        place.key: len(now_in[place.key]) if place.in_and_out else present_count(workshop, place.key, places)
        for place in named
    }


def confirmed_count(workshop_id: int) -> int:
    """How many registrations are confirmed."""
    return (
        session.scalar(
            select(func.count()).where(Registration.workshop_id == workshop_id, Registration.state == State.CONFIRMED)
        )
        or 0
    )


class _VenueDay(NamedTuple):
    """The venue's day, where; the keys at which people are then usually read; those of all that is no venue."""

    day: date
    timezone: str
    usual: tuple[str, ...]
    known: tuple[str, ...]


@lru_cache(maxsize=200)
def _present(workshop_id: int, key: str, venue: _VenueDay | None = None) -> Select[int]:
    """Built once while the agenda stays as it is: every scan asks it."""
    came = _on_day(venue) if venue else [Scan.checkpoint == key]
    return select(func.count(Registration.id)).where(
        Registration.workshop_id == workshop_id,
        Registration.state == State.CONFIRMED,
        or_(*(_came_by(workshop_id, where) for where in came)),
    )


def _on_day(venue: _VenueDay) -> list[ColumnElement[bool]]:
    """Scans that count for the venue on a day. First those made there and at that day's sessions, which is where
    nearly everybody is found at once; then what was made there while it had another date or at a session that is gone.
    """
    day, zone = venue.day, ZoneInfo(venue.timezone)
    gone = and_(
        Scan.day.is_(None),
        Scan.checkpoint.not_in(venue.known),
        Scan.scanned_at >= datetime.combine(day, time(), zone),
        Scan.scanned_at < datetime.combine(day + timedelta(days=1), time(), zone),
    )
    return [
        and_(Scan.checkpoint.in_(venue.usual), or_(Scan.day == day, Scan.checkpoint.in_(venue.known))),
        or_(Scan.day == day, gone),
    ]


def _came_by(workshop_id: int, where: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a registration has a scan that counts, on the way in, of this kind."""
    into = (Scan.workshop_id == workshop_id, Scan.registration_id == Registration.id, Scan.direction == Direction.IN)
    return exists(select(Scan.id).where(*into, where, *counts()))


def _came(workshop_id: int) -> tuple[ColumnElement[bool], ...]:
    """Scans (joined to their registration) by which somebody came in whose registration still stands."""
    return (
        Scan.workshop_id == workshop_id,
        *counts(),
        Scan.direction == Direction.IN,
        Registration.state == State.CONFIRMED,
    )


def _first_scans(workshop_id: int, *where: ColumnElement[bool]) -> Result[str, date | None, int, str, datetime]:
    return session.execute(
        select(
            Scan.checkpoint,
            Scan.day,
            Registration.id,
            Scan.way,
            func.min(Scan.scanned_at, type_=Scan.scanned_at.type),
        )
        .join(Registration, Registration.id == Scan.registration_id)
        .where(*_came(workshop_id), *where)
        .group_by(Scan.checkpoint, Scan.day, Registration.id, Scan.way)
    )
