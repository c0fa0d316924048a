"""Where badges are scanned. Derived from the workshop's days and its agenda, never stored."""

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventapp.agenda.models import Session, SessionType
from eventapp.core import i18n
from eventapp.core.db import session
from eventapp.core.errors import Missing
from eventapp.core.timezones import local
from eventapp.workshops.models import Workshop


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The venue on a day, or a session. Texts are in the language in force; `day` is the workshop's date.

    `label` says all ("Venue, day 1 — Tue 29 March"), `short` is for lists that are grouped by day.
    `capacity` is that of the session's room; the venue has none (seats bound who is confirmed).
    """

    key: str
    label: str
    short: str
    day: date
    day_number: int
    session_id: int | None = None
    room: str = ""
    capacity: int | None = None
    starts_at: datetime | None = None


def checkpoints(workshop: Workshop) -> list[Checkpoint]:
    """Every checkpoint: for each day the venue, then the sessions of that day other than breaks, by time and room."""
    venues = [_venue(number, day) for number, day in enumerate(workshop.days, start=1)]
    taken = {venue.key for venue in venues}
    sessions = [_of_session(workshop, item, taken) for item in _sessions(workshop.id)]
    return sorted([*venues, *sessions], key=lambda place: place.day)


def checkpoint(workshop: Workshop, key: str) -> Checkpoint:
    """The checkpoint with this key. Raises Missing."""
    for place in checkpoints(workshop):
        if place.key == key:
            return place
    raise Missing(_("There is no such checkpoint at this workshop."))


def checkpoint_now(workshop: Workshop, places: list[Checkpoint], now: datetime) -> Checkpoint:
    """Where a desk most likely stands: at the venue, today on the workshop's calendar, else on the first day."""
    today = local(now, workshop.timezone).date()
    venues = [place for place in places if place.session_id is None]
    return next((place for place in venues if place.day == today), venues[0])


def _venue(number: int, day: date) -> Checkpoint:
    return Checkpoint(
        key=f"day-{number}",
        label=_("Venue, day %(number)s — %(date)s", number=number, date=i18n.day(day, "EEE d MMMM")),
        short=_("Venue, day %(number)s", number=number),
        day=day,
        day_number=number,
    )


def _of_session(workshop: Workshop, item: Session, taken: set[str]) -> Checkpoint:
    starts = local(item.starts_at, workshop.timezone)
    title = item.title.pick(i18n.language(), workshop.languages)
    return Checkpoint(
        key=f"session-{item.key}" if item.key in taken else item.key,
        label=f"{i18n.day(starts.date(), 'EEE d MMMM')}, {starts:%H:%M} — {title}",
        short=f"{starts:%H:%M} {title}",
        day=starts.date(),
        day_number=(starts.date() - workshop.starts_on).days + 1,
        session_id=item.id,
        room=item.room.name.pick(i18n.language(), workshop.languages),
        capacity=item.room.capacity,
        starts_at=item.starts_at,
    )


def _sessions(workshop_id: int) -> list[Session]:
    return list(
        session.scalars(
            select(Session)
            .where(Session.workshop_id == workshop_id, Session.type != SessionType.BREAK)
            .options(joinedload(Session.room))
            .order_by(Session.starts_at, Session.room_id, Session.id)
        )
    )
