"""What a donor asks: how many were trained, by sex, country, delegation type and day. Pure.

Counted once per person of the workshop; no cell is suppressed, since nothing here is an answer that somebody gave.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from eventapp.attendance.records import Measured

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Attended:
    """One participant: who they are for the tables, whether they came at all, and what they attended."""

    sex: str
    country: str
    kind: int
    delegation: int
    came: bool
    measured: Measured


@dataclass(frozen=True, slots=True)
class Figures:
    """Of a group: expected (confirmed), came at all, trained (reached the threshold), days and sessions attended
    together, hours of the programme."""

    expected: int = 0
    present: int = 0
    trained: int = 0
    person_days: int = 0
    person_times: int = 0
    hours: float = 0.0

    @property
    def share(self) -> float | None:
        """Of those who came, who was trained: 0 to 1; None where nobody came."""
        return self.trained / self.present if self.present else None


@dataclass(frozen=True, slots=True)
class DayFigures:
    """Of one day: who attended it, by sex."""

    day: date
    present: int
    by_sex: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Indicators:
    """All of it: the whole, and by group in the order in which the groups first occur."""

    total: Figures
    by_sex: Mapping[str, Figures]
    by_country: Mapping[str, Figures]
    by_kind: Mapping[int, Figures]
    by_delegation: Mapping[int, Figures]
    days: tuple[DayFigures, ...]


def indicators(people: Sequence[Attended], days: Sequence[date]) -> Indicators:
    """The figures of these people. `days`: those of the workshop."""
    return Indicators(
        total=figures(people),
        by_sex=_grouped(people, lambda each: each.sex),
        by_country=_grouped(people, lambda each: each.country),
        by_kind=_grouped(people, lambda each: each.kind),
        by_delegation=_grouped(people, lambda each: each.delegation),
        days=tuple(_of_day(people, day) for day in days),
    )


def figures(people: Sequence[Attended]) -> Figures:
    """Of one group."""
    return Figures(
        expected=len(people),
        present=sum(each.came for each in people),
        trained=sum(each.measured.qualifies for each in people),
        person_days=sum(len(each.measured.days) for each in people),
        person_times=sum(len(each.measured.sessions) for each in people),
        hours=sum(each.measured.hours for each in people),
    )


def _grouped(people: Sequence[Attended], key: Callable[[Attended], Key]) -> dict[Key, Figures]:
    groups: dict[Key, list[Attended]] = {}
    for each in people:
        groups.setdefault(key(each), []).append(each)
    return {name: figures(members) for name, members in groups.items()}


def _of_day(people: Sequence[Attended], day: date) -> DayFigures:
    there = [each for each in people if day in each.measured.days]
    return DayFigures(day, len(there), Counter(each.sex for each in there))
