"""How long each class of data is kept after a workshop: our defaults, the organizer's own, and the day it goes."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l


@dataclass(frozen=True, slots=True)
class Period:
    """A period after the last day of a workshop, by the name under which `Workshop.retention` keeps it."""

    label: Any
    unit: str  # days, months, years
    default: int
    most: int


PERIODS: dict[str, Period] = {
    "identity_days": Period(_l("Passport and bank data, with their files (days)"), "days", 30, 3650),
    "needs_days": Period(_l("Dietary and access needs (days)"), "days", 30, 3650),
    "lists_days": Period(_l("Nomination lists and files of background work (days)"), "days", 30, 3650),
    "photos_days": Period(_l("Photographs (days)"), "days", 30, 3650),
    "travel_days": Period(_l("Flights and hotel (days)"), "days", 90, 3650),
    "contacts_months": Period(_l("E-mail, telephone, other answers, mails and letters (months)"), "months", 24, 240),
    "attendance_years": Period(_l("Names, with attendance, as evidence for the funder (years)"), "years", 7, 50),
}


def length(retention: Mapping[str, Any], name: str) -> int:
    """How long, in the unit of the period."""
    return int(retention.get(name, PERIODS[name].default))


def ends_on(last_day: date, retention: Mapping[str, Any], name: str) -> date:
    """The day on which the data goes."""
    count, unit = length(retention, name), PERIODS[name].unit
    if unit == "days":
        return last_day + timedelta(days=count)
    return _months_later(last_day, count * (12 if unit == "years" else 1))


def _months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last day: 31 January and a month is 28 (or 29) February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
