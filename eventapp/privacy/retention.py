"""What is kept until when, and what is due to go: the same answer for the page, the dry run and the nightly job."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from eventapp.core.timezones import local
from eventapp.privacy import classes, periods
from eventapp.workshops.models import Workshop

NAMES = "names"
NAMES_LABEL = _l("Names, with attendance")


@dataclass(frozen=True, slots=True)
class Planned:
    """Data of one class at one workshop: `ids` of what holds it, and the day it goes."""

    key: str
    label: Any
    period: str
    ids: tuple[Any, ...]
    on: date
    due: bool

    @property
    def count(self) -> int:
        return len(self.ids)


def counted_from(workshop: Workshop) -> date:
    """The last day of the workshop; of one that was entered here later, such as an old one for the series, that day."""
    return max(workshop.ends_on, local(workshop.created_at, workshop.timezone).date())


def plan(workshop: Workshop, now: datetime) -> list[Planned]:
    """Every class in the order in which it goes, those without data left out. Of a demo nothing is ever due."""
    today, since = local(now, workshop.timezone).date(), counted_from(workshop)
    found = [(each.key, each.label, each.period, tuple(each.held(workshop))) for each in classes.CLASSES]
    found.append((NAMES, NAMES_LABEL, "attendance_years", tuple(classes.named(workshop))))
    planned = [
        Planned(key, label, period, ids, on, today >= on and not workshop.demo)
        for key, label, period, ids in found
        if ids
        for on in [periods.ends_on(since, workshop.retention, period)]
    ]
    return sorted(planned, key=lambda each: each.on)
