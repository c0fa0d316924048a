"""Where and when a session may stand: on the workshop's days, in one of its rooms, with nobody else there."""

from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import select

from eventapp.agenda import queries
from eventapp.agenda.facts import Place
from eventapp.core.db import session
from eventapp.core.errors import Invalid, Missing
from eventapp.core.i18n import clock, day, language
from eventapp.core.timezones import instant, local
from eventapp.workshops.models import Workshop


class Slot(NamedTuple):
    """A place that was checked: UTC instants and a room."""

    starts_at: datetime
    ends_at: datetime
    room_id: int


def locked(workshop_id: int) -> Workshop:
    """The workshop, locked until the transaction ends, so that nobody else places a session meanwhile."""
    workshop = session.scalar(select(Workshop).where(Workshop.id == workshop_id).with_for_update())
    if workshop is None:
        raise Missing(_("There is no such workshop."))
    return workshop


def placed(workshop: Workshop, place: Place, *, errors: dict[str, str], except_id: int | None = None) -> Slot:
    """The slot of a place. Raises Invalid with everything in `errors` and what is wrong with the place itself
    (fields day, starts, ends, room_id); `except_id` is the session that is being placed."""
    found = dict(errors)
    if place.day not in workshop.days:
        found["day"] = _(
            "The workshop runs from %(first)s to %(last)s.",
            first=day(workshop.starts_on, "d MMMM"),
            last=day(workshop.ends_on, "d MMMM y"),
        )
    if place.ends <= place.starts:
        found["ends"] = _("A session ends after it starts, on the same day.")
    if queries.room_of(workshop.id, place.room_id) is None:
        found["room_id"] = _("Choose one of the workshop's rooms.")
    slot = None if found.keys() & {"day", "ends", "room_id"} else _slot(workshop, place, found)
    if slot is not None and (reason := _taken(workshop, slot, except_id)):
        found["room_id"] = reason
    if found or slot is None:
        raise Invalid(" ".join(found.values()), found)
    return slot


def place_of(workshop: Workshop, starts_at: datetime, ends_at: datetime, room_id: int) -> Place:
    """Two instants and a room as a place on the workshop's clock."""
    first, last = (local(instant, workshop.timezone) for instant in (starts_at, ends_at))
    return Place(first.date(), first.time(), last.time(), room_id)


def _slot(workshop: Workshop, place: Place, found: dict[str, str]) -> Slot | None:
    instants = []
    for name, time in (("starts", place.starts), ("ends", place.ends)):
        try:
            instants.append(instant(place.day, time, workshop.timezone))
        except Invalid as error:
            found[name] = error.message
    return Slot(instants[0], instants[1], place.room_id) if len(instants) == 2 else None


def _taken(workshop: Workshop, slot: Slot, except_id: int | None) -> str | None:
    other = queries.overlapping(slot.room_id, slot.starts_at, slot.ends_at, except_id)
    if other is None:
        return None
    reason: str = _(
        "%(room)s is taken by “%(title)s” from %(start)s to %(end)s.",
        room=other.room.name.pick(language(), workshop.languages),
        title=other.title.pick(language(), workshop.languages),
        start=clock(other.starts_at, workshop.timezone),
        end=clock(other.ends_at, workshop.timezone),
    )
    return reason
