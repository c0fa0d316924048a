"""Sessions laid out: by room on a grid for the staff, by time for the programme."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from eventapp.agenda.models import Session, SessionType
from eventapp.core.timezones import local
from eventapp.workshops.models import Room, Workshop

SLOT_MINUTES = 5
SLOTS_PER_HOUR = 60 // SLOT_MINUTES
SUBDUED = frozenset({SessionType.BREAK, SessionType.REGISTRATION})


@dataclass(frozen=True, slots=True)
class Placed:
    """A session on the grid: `slot` and `span` in steps of five minutes from the grid's first hour; `column` counts
    rooms from 1, None means across all of them."""

    session: Session
    slot: int
    span: int
    column: int | None

    @property
    def kind(self) -> str:
        return self.session.type

    @property
    def room(self) -> Room:
        return self.session.room


@dataclass(frozen=True, slots=True)
class Grid:
    """A day by room. `marks` are the full hours as (slot, "09:00")."""

    rooms: tuple[Room, ...]
    placed: tuple[Placed, ...]
    marks: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Sessions that overlap in time, mostly just one: a lane for each room, the room that begins first in front."""

    starts_at: datetime
    ends_at: datetime
    lanes: tuple[tuple[Session, ...], ...]

    @property
    def parallel(self) -> bool:
        return len(self.lanes) > 1

    @property
    def one_time(self) -> bool:
        """Whether every session in it takes the whole time."""
        every = [session for lane in self.lanes for session in lane]
        return all((each.starts_at, each.ends_at) == (self.starts_at, self.ends_at) for each in every)


@dataclass(frozen=True, slots=True)
class DayPlan:
    """One day; `number` counts from 1, the workshop's first day."""

    number: int
    date: date
    sessions: tuple[Session, ...]
    grid: Grid
    runs: tuple[Run, ...]


def day_plans(workshop: Workshop, sessions: Sequence[Session]) -> list[DayPlan]:
    """Every day of the workshop, those without sessions too. `sessions` stand in order of time, then of rooms."""
    by_day: dict[date, list[Session]] = {day: [] for day in workshop.days}
    for session in sessions:
        by_day.setdefault(local(session.starts_at, workshop.timezone).date(), []).append(session)
    return [
        DayPlan(
            (day - workshop.starts_on).days + 1,
            day,
            tuple(found),
            _grid(found, workshop.timezone),
            tuple(_runs(found)),
        )
        for day, found in sorted(by_day.items())
    ]


def _grid(sessions: Sequence[Session], zone: str) -> Grid:
    if not sessions:
        return Grid((), (), ())
    across = {session.id for session in sessions if session.type in SUBDUED and not _shares_time(session, sessions)}
    rooms = _rooms(session for session in sessions if session.id not in across)
    if not rooms:
        across, rooms = set(), _rooms(sessions)
    columns = {room.id: number for number, room in enumerate(rooms, start=1)}
    first_hour = min(local(session.starts_at, zone).hour for session in sessions)
    placed = [
        Placed(
            session,
            slot := _slot(session.starts_at, zone, first_hour),
            max(1, _slot(session.ends_at, zone, first_hour) - slot),
            None if session.id in across else columns[session.room_id],
        )
        for session in sessions
    ]
    last = max(each.slot + each.span for each in placed)
    marks = [(slot, f"{first_hour + slot // SLOTS_PER_HOUR:02}:00") for slot in range(0, last, SLOTS_PER_HOUR)]
    return Grid(tuple(rooms), tuple(placed), tuple(marks))


def _slot(instant: datetime, zone: str, first_hour: int) -> int:
    clock = local(instant, zone)
    return ((clock.hour - first_hour) * 60 + clock.minute) // SLOT_MINUTES


def _rooms(sessions: Iterable[Session]) -> list[Room]:
    return sorted({session.room for session in sessions}, key=lambda room: (room.position, room.id))


def _shares_time(session: Session, others: Sequence[Session]) -> bool:
    return any(
        other.id != session.id and other.starts_at < session.ends_at and other.ends_at > session.starts_at
        for other in others
    )


def _runs(sessions: Sequence[Session]) -> list[Run]:
    gathered: list[list[Session]] = []
    for session in sessions:
        if gathered and session.starts_at < max(other.ends_at for other in gathered[-1]):
            gathered[-1].append(session)
        else:
            gathered.append([session])
    return [_run(together) for together in gathered]


def _run(together: Sequence[Session]) -> Run:
    by_room: dict[int, list[Session]] = {}
    for session in together:
        by_room.setdefault(session.room_id, []).append(session)
    return Run(
        min(session.starts_at for session in together),
        max(session.ends_at for session in together),
        tuple(tuple(lane) for lane in by_room.values()),
    )
