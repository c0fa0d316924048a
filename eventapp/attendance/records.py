"""What each person attended, measured by a workshop's rules. Pure.

Sessions that run at the same time count as one, since nobody can be at both. Only what attendance was taken at
counts: a session or day without a single presence says nothing about anybody.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Protocol

from eventapp.attendance.effective import SCANNED, Known
from eventapp.attendance.rules import Base, DayRule, Rules, SessionRule


@dataclass(frozen=True, slots=True)
class Sitting:
    """A session of the programme; times are UTC, `day` is the workshop's date."""

    key: str
    day: date
    starts_at: datetime
    ends_at: datetime

    @property
    def minutes(self) -> float:
        return (self.ends_at - self.starts_at).total_seconds() / 60


@dataclass(frozen=True, slots=True)
class Programme:
    """What could be attended. `venues`: {day: key of its venue}, in the order of the days."""

    venues: Mapping[date, str]
    sittings: tuple[Sitting, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """At what of a programme attendance was taken: by day, its sessions, those at the same time together."""

    slots: Mapping[date, tuple[tuple[Sitting, ...], ...]]

    @property
    def days(self) -> list[date]:
        return list(self.slots)

    @property
    def sessions(self) -> int:
        """How many, those at the same time counted once."""
        return sum(len(slots) for slots in self.slots.values())


@dataclass(frozen=True, slots=True)
class Measured:
    """What one person attended: days, sessions by key, (attended, of) by day, hours of the programme."""

    days: tuple[date, ...]
    sessions: tuple[str, ...]
    parts: Mapping[date, tuple[int, int]]
    hours: float
    qualifies: bool

    @property
    def shares(self) -> dict[date, float]:
        """0 to 1 by day."""
        return {day: attended / of for day, (attended, of) in self.parts.items()}


@dataclass(frozen=True, slots=True)
class Measure:
    """Measures people against one programme. `minutes`: {(registration id, session key): minutes in, by scans}."""

    programme: Programme
    rules: Rules
    known: Known
    minutes: Mapping[tuple[int, str], float] = field(default_factory=dict)

    def taken(self) -> Taken:
        """At what attendance was taken, by days in their order."""
        slots: dict[date, tuple[tuple[Sitting, ...], ...]] = {}
        held = [each for each in self.programme.sittings if self._anybody(each.key)]
        by_day = {day: list(rows) for day, rows in groupby(sorted(held, key=_order), key=lambda each: each.day)}
        for day, venue in self.programme.venues.items():
            if day in by_day or self._anybody(venue):
                slots[day] = slots_of(by_day.get(day, []))
        return Taken(slots)

    def of(self, registration_ids: Iterable[int]) -> dict[int, Measured]:
        """Each of these people."""
        taken = self.taken()
        return {who: self._one(who, taken) for who in registration_ids}

    def counted(self) -> Known:
        """What is known, with those no longer present on a day who did not attend it by the rule of days."""
        if self.rules.day is DayRule.ANY:
            return self.known
        venues = {venue: day for day, venue in self.programme.venues.items()}
        amounts = self.of({who for venue in venues for who in self.known.get(venue, {})})
        return {
            key: {
                who: each
                if key not in venues or not each.present or venues[key] in amounts[who].days
                else each._replace(present=False, against=each.sources, sources=(), lent=())
                for who, each in people.items()
            }
            for key, people in self.known.items()
        }

    def _one(self, who: int, taken: Taken) -> Measured:
        attended = [each for each in self.programme.sittings if self._attended(who, each)]
        keys = {each.key for each in attended}
        parts = {day: self._part(who, day, slots, keys) for day, slots in taken.slots.items()}
        return Measured(
            days=tuple(day for day, part in parts.items() if self._day(who, day, part)),
            sessions=tuple(each.key for each in attended),
            parts=parts,
            hours=_minutes_together(attended) / 60,
            qualifies=self._qualifies(who, parts),
        )

    def _attended(self, who: int, sitting: Sitting) -> bool:
        presence = self.known.get(sitting.key, {}).get(who)
        if presence is None or not presence.present:
            return False
        if self.rules.session is SessionRule.ANY or not SCANNED.issuperset(presence.sources):
            return True
        return self.minutes.get((who, sitting.key), 0.0) * 100 >= self.rules.session_share * sitting.minutes

    def _part(self, who: int, day: date, slots: tuple[tuple[Sitting, ...], ...], keys: set[str]) -> tuple[int, int]:
        """(attended, of): the day's sessions, or the day itself where none was taken."""
        if not slots:
            return int(self._at_venue(who, day)), 1
        return sum(any(each.key in keys for each in slot) for slot in slots), len(slots)

    def _day(self, who: int, day: date, part: tuple[int, int]) -> bool:
        presence = self.known.get(self.programme.venues[day], {}).get(who)
        if self.rules.day is DayRule.ANY or (presence is not None and presence.decided):
            return presence is not None and presence.present
        return _reaches(part, self.rules.day_share)

    def _at_venue(self, who: int, day: date) -> bool:
        presence = self.known.get(self.programme.venues[day], {}).get(who)
        return presence is not None and presence.present

    def _qualifies(self, who: int, parts: Mapping[date, tuple[int, int]]) -> bool:
        if not parts:
            return False
        if self.rules.base is Base.EACH_DAY:
            return all(_reaches(part, self.rules.threshold) for part in parts.values())
        if self.rules.base is Base.SESSIONS:
            together = (sum(part[0] for part in parts.values()), sum(part[1] for part in parts.values()))
        else:
            together = (sum(self._day(who, day, part) for day, part in parts.items()), len(parts))
        return _reaches(together, self.rules.threshold)

    def _anybody(self, key: str) -> bool:
        return any(each.present for each in self.known.get(key, {}).values())


class Staying(Protocol):
    """A stay as scans tell it (`checkin.stays.Stay`)."""

    @property
    def registration_id(self) -> int: ...
    @property
    def checkpoint(self) -> str: ...
    @property
    def start(self) -> datetime: ...
    @property
    def end(self) -> datetime | None: ...


def minutes_in(stays: Iterable[Staying], sittings: Iterable[Sitting]) -> dict[tuple[int, str], float]:
    """{(registration id, session key): minutes of the session that the person was in}.

    Whoever was not seen to leave stayed to the end; before the beginning and after the end nothing counts.
    """
    by_key = {each.key: each for each in sittings}
    found: defaultdict[tuple[int, str], float] = defaultdict(float)
    for stay in stays:
        sitting = by_key.get(stay.checkpoint)
        if sitting is not None:
            end = min(stay.end or sitting.ends_at, sitting.ends_at)
            seconds = (end - max(stay.start, sitting.starts_at)).total_seconds()
            found[stay.registration_id, sitting.key] += max(0.0, seconds) / 60
    return dict(found)


def slots_of(sittings: Iterable[Sitting]) -> tuple[tuple[Sitting, ...], ...]:
    """Sessions in the order of time, those that overlap together."""
    slots: list[list[Sitting]] = []
    for each in sorted(sittings, key=_order):
        if slots and each.starts_at < max(other.ends_at for other in slots[-1]):
            slots[-1].append(each)
        else:
            slots.append([each])
    return tuple(tuple(slot) for slot in slots)


def _order(sitting: Sitting) -> tuple[date, datetime, str]:
    return sitting.day, sitting.starts_at, sitting.key


def _minutes_together(sittings: Iterable[Sitting]) -> float:
    """Minutes of the clock that the sessions cover, those at the same time once."""
    minutes, until = 0.0, None
    for each in sorted(sittings, key=_order):
        start = each.starts_at if until is None else max(each.starts_at, until)
        if each.ends_at > start:
            minutes += (each.ends_at - start).total_seconds() / 60
            until = each.ends_at
    return minutes


def _reaches(part: tuple[int, int], percent: int) -> bool:
    attended, of = part
    return of > 0 and attended * 100 >= percent * of
