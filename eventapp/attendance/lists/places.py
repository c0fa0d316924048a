"""Which checkpoint a text of a list means."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from eventapp.attendance.lists.times import read_moment
from eventapp.core.names import fold

_DAY = re.compile(r"(?:day|venue day|день|venue,? day)?\s*(\d{1,2})(?:\s*(?:day|день|й день|st day|nd day|rd day))?")


@dataclass(frozen=True, slots=True)
class Place:
    """A checkpoint as lists may name it. `names`: its key, labels and titles in every language."""

    key: str
    day: date
    venue: bool
    names: tuple[str, ...]


class Places:
    """The checkpoints of one workshop, found by name or by day."""

    def __init__(self, places: Iterable[Place], zone: str) -> None:
        every = list(places)
        self.zone = zone
        self.venues: Mapping[date, str] = {place.day: place.key for place in every if place.venue}
        self.keys = {place.key for place in every}
        found: dict[str, set[str]] = {}
        for place in every:
            for name in place.names:
                if fold(name):
                    found.setdefault(fold(name), set()).add(place.key)
        self._names = {name: next(iter(keys)) for name, keys in found.items() if len(keys) == 1}

    def named(self, text: str) -> str | None:
        """The key of the checkpoint that a text names: by its key, label or title, as "day 2", or by a date."""
        folded = fold(text)
        if folded in self._names:
            return self._names[folded]
        if (numbered := _DAY.fullmatch(folded)) is not None:
            days = list(self.venues.values())
            number = int(numbered[1])
            return days[number - 1] if 1 <= number <= len(days) else None
        moment = read_moment(text, self.venues.keys(), self.zone)
        return self.venues.get(moment.day) if moment and moment.day and moment.clock is None else None
