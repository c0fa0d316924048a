"""What a printed programme is told: each session in each language of the file, translated, in order of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Said:
    """A session in one language. `people`: the caption of a part and who has it ("Chairs", "A; B"), in order.

    `mark` says what a reader must not miss: that it is cancelled or was moved, or the notice of the day.
    """

    title: str
    session_type: str = ""
    room: str = ""
    theme: str = ""
    people: tuple[tuple[str, str], ...] = ()
    description: str = ""
    interpretation: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class PrintedSession:
    """`said` has one entry for each edition. Instants are local to the workshop. `quiet`: a break, a registration."""

    starts_at: datetime
    ends_at: datetime
    said: tuple[Said, ...]
    quiet: bool = False
    cancelled: bool = False

    @property
    def time(self) -> str:
        """ "09:00–09:45"; an end on a later day says how many days later: "22:00–01:00 (+1)"."""
        later = (self.ends_at.date() - self.starts_at.date()).days
        return f"{self.starts_at:%H:%M}–{self.ends_at:%H:%M}" + (f" (+{later})" if later else "")


@dataclass(frozen=True, slots=True)
class PrintedDay:
    """`labels`: the date as people write it, for each edition."""

    date: date
    labels: tuple[str, ...]
    sessions: tuple[PrintedSession, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """What stands around the sessions in one language (a BCP 47 tag). `state`: version and date, and the zone of the
    times; `page_of` has %(page)s and %(pages)s."""

    language: str
    series: str
    title: str
    short_title: str
    place: str
    programme: str
    state: str
    page_of: str
    captions: Captions
    demo: str = ""


@dataclass(frozen=True, slots=True)
class Captions:
    """Heads of columns."""

    day: str
    date: str
    time: str
    starts: str
    ends: str
    minutes: str
    session: str
    session_type: str
    room: str
    theme: str
    people: str
    interpretation: str
    description: str
    remark: str


@dataclass(frozen=True, slots=True)
class PrintedProgramme:
    """A programme in one language, or in several side by side. `logos`: PNG or JPEG. Days without sessions are left
    out."""

    editions: tuple[Edition, ...]
    days: tuple[PrintedDay, ...]
    changed_at: datetime
    logos: tuple[bytes, ...] = ()


def by_start(sessions: Sequence[PrintedSession]) -> list[list[PrintedSession]]:
    """Sessions gathered by the time at which they begin, in order of time; the order given holds among them."""
    ordered = sorted(sessions, key=lambda each: each.starts_at)
    return [list(together) for _, together in groupby(ordered, lambda each: each.starts_at)]
