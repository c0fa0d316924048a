"""Attendance as the renderers are told of it: counts, presences, the matrix of people, the indicators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class AttendanceCount:
    """How many people were scanned at one checkpoint. `expected` is None where nobody was; `stop`: of a checkpoint that
    is neither day nor session, what it is, in the reader's language."""

    checkpoint: str
    is_session: bool
    day: int
    present: int
    expected: int | None = None
    stop: str = ""


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """One person's presence at one checkpoint. `at`: the earliest time known, None where only a mark without one says
    so; `sources`: what says so, in the words of the reader's language.
    """

    participant: int
    checkpoint: str
    at: datetime | None
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.at is not None and self.at.tzinfo is None:
            raise ValueError(f"attendance at {self.checkpoint}: an instant needs a time zone")


@dataclass(frozen=True, slots=True)
class PersonAttendance:
    """One person's line of the matrix: at each checkpoint what says that they were there ("" if nothing does).

    `share`: 0 to 1, of the day of which they attended least; None before attendance was taken.
    """

    participant: int
    registration: str
    cells: tuple[str, ...]
    days: int
    sessions: int
    hours: float
    share: float | None
    qualifies: bool


@dataclass(frozen=True, slots=True)
class AttendanceMatrix:
    """Everybody by checkpoint, in order of precedence."""

    checkpoints: tuple[str, ...] = ()
    rows: tuple[PersonAttendance, ...] = ()


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """The figures of one group ("Sex", "Female"); None where a figure makes no sense for it."""

    group: str
    label: str
    expected: int
    present: int
    trained: int | None = None
    person_days: int | None = None
    person_times: int | None = None
    hours: float | None = None


@dataclass(frozen=True, slots=True)
class Indicators:
    """The figures for the funder, the whole first, then by group; and in words: of whom they are, what "trained" means,
    what a day and a session attended are."""

    rows: tuple[IndicatorRow, ...]
    base: str
    trained: str
    rules: tuple[str, ...] = ()
