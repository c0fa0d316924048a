"""Where badges are scanned: the venue each day, the sessions of the agenda, and what the organizer added."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import Select, bindparam, select

from eventapp.agenda.models import Session, SessionType
from eventapp.checkin.decision import Door
from eventapp.checkin.models import Stop
from eventapp.checkin.rules import CheckinSettings, settings_of
from eventapp.core import i18n
from eventapp.core.db import session
from eventapp.core.errors import Missing
from eventapp.core.texts import Texts
from eventapp.core.timezones import local
from eventapp.groups import queries as groups
from eventapp.registration.models import DelegationType
from eventapp.workshops.models import Room, Workshop

VENUE, SESSION = "venue", "session"
_MORNING = datetime.min.replace(tzinfo=UTC)
OPENS_BEFORE = timedelta(minutes=15)
"""From so long before a session on, a desk at its room reads badges for it."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The venue on a day, a session, or a stop. Texts are in the language in force; `day` is the workshop's date.

    `label` says all ("Venue, day 1 — Tue 29 March"), `short` is for lists that are grouped by day, `name` has no time.
    `kind`: "venue", "session", or that of the stop. `capacity` is that of the session's room or the stop; the venue has
    none (seats bound who is confirmed). `opens_at`: from when on a desk in the room turns to it. `grouped`: a working
    group that people have places in. Empty `type_ids`: for everybody.
    """

    key: str
    label: str
    short: str
    day: date
    day_number: int
    kind: str = VENUE
    session_id: int | None = None
    room: str = ""
    room_id: int | None = None
    capacity: int | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    opens_at: datetime | None = None
    type_ids: tuple[int, ...] = ()
    repeats: bool = False
    in_and_out: bool = False
    grouped: bool = False
    name: str = ""

    @property
    def is_venue(self) -> bool:
        return self.kind == VENUE

    @property
    def is_session(self) -> bool:
        return self.kind == SESSION

    def is_open(self, now: datetime) -> bool:
        """Whether it goes on now, or is about to begin; a place without times never is."""
        return self.opens_at is not None and self.ends_at is not None and self.opens_at <= now < self.ends_at


class _Item(NamedTuple):
    """A session, as far as a checkpoint shows it: without the cost of the object, since each scan asks for all."""

    id: int
    key: str
    starts_at: datetime
    ends_at: datetime
    room_id: int
    title: Texts
    room: Texts
    capacity: int | None


def checkpoints(workshop: Workshop) -> list[Checkpoint]:
    """Every checkpoint by day: first the venue and the stops without a time, then stops and sessions other than breaks,
    by time and room."""
    settings = settings_of(workshop)
    places = [_venue(number, day, settings) for number, day in enumerate(workshop.days, start=1)]
    taken = {place.key for place in places}
    grouped = groups.members(workshop.id)
    sessions = [_of_session(workshop, item, taken, settings, grouped.get(item.id)) for item in _sessions(workshop.id)]
    taken |= {place.key for place in sessions}
    stops = _of_stops(workshop, taken)
    return sorted([*places, *stops, *sessions], key=lambda place: (place.day, place.starts_at or _MORNING))


def checkpoint(workshop: Workshop, key: str) -> Checkpoint:
    """The checkpoint with this key. Raises Missing."""
    for place in checkpoints(workshop):
        if place.key == key:
            return place
    raise Missing(_("There is no such checkpoint at this workshop."))


def checkpoint_now(workshop: Workshop, places: Sequence[Checkpoint], now: datetime) -> Checkpoint:
    """Where people are most likely read: at the venue, today on the workshop's calendar, else on the first day. The
    desk app goes by the same rule (placeNow), and in a room by its sessions."""
    today = local(now, workshop.timezone).date()
    venues = [place for place in places if place.is_venue]
    return next((place for place in venues if place.day == today), venues[0])


def doors(places: Iterable[Checkpoint]) -> dict[str, Door]:
    """What the decision needs to know of each checkpoint, by key."""
    all_places = list(places)
    grouped = [place for place in all_places if place.grouped]
    return {
        place.key: Door(
            key=place.key,
            capacity=place.capacity,
            type_ids=place.type_ids,
            repeats=place.repeats,
            grouped=place.grouped,
            rivals=tuple(other.key for other in grouped if place.grouped and _at_once(place, other)),
        )
        for place in all_places
    }


def _at_once(one: Checkpoint, other: Checkpoint) -> bool:
    if one.key == other.key or not (one.starts_at and one.ends_at and other.starts_at and other.ends_at):
        return False
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def _venue(number: int, day: date, settings: CheckinSettings) -> Checkpoint:
    return Checkpoint(
        key=f"day-{number}",
        label=_("Venue, day %(number)s — %(date)s", number=number, date=i18n.day(day, "EEE d MMMM")),
        short=_("Venue, day %(number)s", number=number),
        day=day,
        day_number=number,
        in_and_out=settings.venue_in_and_out,
        name=_("Venue, day %(number)s", number=number),
    )


def _of_session(
    workshop: Workshop, item: _Item, taken: set[str], settings: CheckinSettings, members: set[int] | None
) -> Checkpoint:
    starts = local(item.starts_at, workshop.timezone)
    title = item.title.pick(i18n.language(), workshop.languages)
    return Checkpoint(
        key=f"session-{item.key}" if item.key in taken else item.key,
        label=f"{i18n.day(starts.date(), 'EEE d MMMM')}, {starts:%H:%M} — {title}",
        short=f"{starts:%H:%M} {title}",
        day=starts.date(),
        day_number=(starts.date() - workshop.starts_on).days + 1,
        kind=SESSION,
        session_id=item.id,
        room=item.room.pick(i18n.language(), workshop.languages),
        room_id=item.room_id,
        capacity=item.capacity,
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        opens_at=item.starts_at - OPENS_BEFORE,
        in_and_out=settings.sessions_in_and_out,
        grouped=bool(members),
        name=title,
    )


def _of_stops(workshop: Workshop, taken: set[str]) -> list[Checkpoint]:
    """A delegation type that is gone keeps nobody out: without it a stop may be for everybody, as its form shows it."""
    rows = _stops(workshop.id)
    types = _types(workshop.id) if any(row.type_ids for row in rows) else frozenset()
    return [_of_stop(workshop, row, taken, types) for row in rows]


def _of_stop(workshop: Workshop, stop: Stop, taken: set[str], types: Collection[int]) -> Checkpoint:
    name = stop.name.pick(i18n.language(), workshop.languages)
    opens = f"{local(stop.opens_at, workshop.timezone):%H:%M} " if stop.opens_at else ""
    return Checkpoint(
        key=f"stop-{stop.key}" if stop.key in taken else stop.key,
        label=f"{i18n.day(stop.day, 'EEE d MMMM')}{', ' if opens else ''}{opens.strip()} — {name}",
        short=f"{opens}{name}",
        day=stop.day,
        day_number=(stop.day - workshop.starts_on).days + 1,
        kind=stop.kind,
        capacity=stop.capacity,
        starts_at=stop.opens_at,
        ends_at=stop.closes_at,
        opens_at=stop.opens_at,
        type_ids=tuple(type_id for type_id in stop.type_ids if type_id in types),
        repeats=stop.repeats,
        in_and_out=stop.in_and_out,
        name=name,
    )


def _sessions(workshop_id: int) -> list[_Item]:
    return [_Item._make(row) for row in session.execute(_items(), {"workshop": workshop_id})]


@cache
def _items() -> Select[int, str, datetime, datetime, int, Texts, Texts, int | None]:
    return (
        select(
            Session.id,
            Session.key,
            Session.starts_at,
            Session.ends_at,
            Session.room_id,
            Session.title,
            Room.name,
            Room.capacity,
        )
        .join(Room, Room.id == Session.room_id)
        .where(Session.workshop_id == bindparam("workshop"), Session.type != SessionType.BREAK)
        .order_by(Session.starts_at, Session.room_id, Session.id)
    )


def _stops(workshop_id: int) -> list[Stop]:
    return list(
        session.scalars(select(Stop).where(Stop.workshop_id == workshop_id).order_by(Stop.day, Stop.position, Stop.id))
    )


def _types(workshop_id: int) -> frozenset[int]:
    return frozenset(session.scalars(select(DelegationType.id).where(DelegationType.workshop_id == workshop_id)))
