"""When somebody was read, as other scanners write it."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from eventapp.core import names
from eventapp.core.errors import Invalid
from eventapp.core.timezones import instant, local
from eventapp.registration.sheets.dates import read_date

_CLOCK = re.compile(
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?\s?m\.?)?$",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_SERIAL = re.compile(r"\d{5}\.\d+")
_SERIAL_DAY_ONE = datetime(1899, 12, 30)  # noqa: DTZ001 - a day of the calendar of ECMA-376, in no zone


@dataclass(frozen=True, slots=True)
class Moment:
    """What a cell says: a day of the workshop's calendar, a time on its clock, or both, and then `at` (UTC)."""

    day: date | None = None
    clock: time | None = None
    at: datetime | None = None


def read_moment(text: str, days: Collection[date], zone: str) -> Moment | None:
    """The moment that a cell says, or None. A time without a zone is the workshop's.

    03/04/2016 is read in the way that falls on one of the workshop's `days`, else with the day first.
    """
    text = names.clean(text)
    if not text or len(text) > 60:
        return None
    if _EPOCH.fullmatch(text):
        return _of_instant(datetime.fromtimestamp(int(text[:10]), UTC), zone)
    if (aware := _iso(text)) is not None and aware.tzinfo is not None:
        return _of_instant(aware.astimezone(UTC), zone)
    if _SERIAL.fullmatch(text):
        whole = _SERIAL_DAY_ONE + timedelta(seconds=round(float(text) * 86400))
        return together(whole.date(), whole.time(), zone)
    found = _CLOCK.search(text)
    clock = _clock(found) if found else None
    rest = text[: found.start()] if found else text
    rest = rest.strip().removesuffix("T").rstrip(" ,;")
    day = _day(rest, days) if rest else None
    if (rest and day is None) or (clock is None and (day is None or found)):
        return None
    return together(day, clock, zone)


def together(day: date | None, clock: time | None, zone: str) -> Moment:
    """A moment of a day and a time; `at` stays unknown on a clock change."""
    at = None
    if day is not None and clock is not None:
        try:
            at = instant(day, clock, zone)
        except Invalid:
            at = None
    return Moment(day, clock, at)


def _of_instant(at: datetime, zone: str) -> Moment:
    there = local(at, zone)
    return Moment(there.date(), there.time(), at)


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if ":" in text else None
    except ValueError:
        return None


def _day(text: str, days: Collection[date]) -> date | None:
    readings = [read_date(text, day_first=first) for first in (True, False)]
    known = [day for day in readings if day is not None]
    return next((day for day in known if day in days), known[0] if known else None)


def _clock(found: re.Match[str]) -> time | None:
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"].lower().startswith("p") else 0)
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None
