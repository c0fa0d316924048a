"""Whether sessions fit: into the days of a workshop, and beside each other into their rooms."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from eventapp.core.timezones import local


@dataclass(frozen=True, slots=True)
class Slot:
    """A session's room and time (zone-aware instants). `key` says which session it is."""

    key: str
    room: Hashable
    starts_at: datetime
    ends_at: datetime


def overlaps(slots: Iterable[Slot]) -> list[tuple[Slot, Slot]]:
    """Each session that starts while an earlier one is still in its room, as (earlier, later)."""
    found = []
    busy: dict[Hashable, Slot] = {}
    for slot in sorted(slots, key=lambda slot: (slot.starts_at, slot.ends_at)):
        earlier = busy.get(slot.room)
        if earlier is not None and slot.starts_at < earlier.ends_at:
            found.append((earlier, slot))
        if earlier is None or slot.ends_at > earlier.ends_at:
            busy[slot.room] = slot
    return found


def outside(slots: Iterable[Slot], starts_on: date, ends_on: date, zone: str) -> list[Slot]:
    """The sessions that do not lie within these days on the clock of `zone`."""

    def within(slot: Slot) -> bool:
        last_moment = local(slot.ends_at, zone) - timedelta(microseconds=1)
        return local(slot.starts_at, zone).date() >= starts_on and last_moment.date() <= ends_on

    return [slot for slot in slots if not within(slot)]
