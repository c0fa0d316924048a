"""Sessions on other days or in another time zone: the same clock times, on the day that corresponds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import gettext as _

from eventapp.agenda.models import Session
from eventapp.core.errors import Invalid
from eventapp.core.i18n import clock, day, language
from eventapp.core.timezones import instant, local
from eventapp.workshops.models import Workshop

TOLD = 3  # how many sessions a reason names


@dataclass(frozen=True, slots=True)
class Shift:
    """From the old zone's clock to the same clock time in the new zone, so many days later."""

    days: int
    old_zone: str
    new_zone: str

    def moved(self, when: datetime) -> datetime:
        """The UTC instant that corresponds. Raises Invalid for a time that the clocks skip or repeat there."""
        if self.days == 0 and self.old_zone == self.new_zone:
            return when
        then = local(when, self.old_zone)
        return instant(then.date() + timedelta(days=self.days), then.time(), self.new_zone)


def shifted(rows: Sequence[Session], shift: Shift) -> dict[int, tuple[datetime, datetime]]:
    """{session id: (start, end)} after the shift. Raises Invalid naming the session whose time does not exist."""
    found = {}
    for row in rows:
        try:
            found[row.id] = shift.moved(row.starts_at), shift.moved(row.ends_at)
        except Invalid as error:
            message = f"{row.title.pick(language())}: {error.message}"
            raise Invalid(message, {"timezone": message}) from error
    return found


def beyond(rows: Sequence[Session], zone: str, starts_on: date, ends_on: date) -> list[Session]:
    """The sessions that do not lie within these days on the clock of `zone`."""
    return [
        row
        for row in rows
        if local(row.starts_at, zone).date() < starts_on
        or local(row.ends_at - timedelta(microseconds=1), zone).date() > ends_on
    ]


def named(rows: Sequence[Session], workshop: Workshop) -> str:
    """Some sessions in words, with day and time: "Opening (29 March, 09:00), … and 4 more"."""
    told = [
        f"“{row.title.pick(language(), workshop.languages)}” "
        f"({day(local(row.starts_at, workshop.timezone).date(), 'd MMMM')}, {clock(row.starts_at, workshop.timezone)})"
        for row in rows[:TOLD]
    ]
    if len(rows) > TOLD:
        told.append(_("and %(n)s more", n=len(rows) - TOLD))
    return ", ".join(told)
