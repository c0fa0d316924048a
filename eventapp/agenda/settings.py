"""What a workshop set about its days: the column `Workshop.agenda`, read with defaults.

Days are kept by their number, so that a copied or postponed workshop takes everything along.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from eventapp.core.errors import Invalid
from eventapp.core.texts import Texts
from eventapp.core.timezones import instant
from eventapp.workshops.models import Workshop

MEAL, PRAYER, OTHER = KINDS = ("meal", "prayer", "other")
MOST_MINUTES = 720


@dataclass(frozen=True, slots=True)
class Hours:
    """When the venue is open, on its clock."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Pause:
    """A time that is to be kept free: a meal, a prayer. `days`: numbers from 1; none: every day."""

    kind: str
    name: Texts
    starts: time
    ends: time
    days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time on the workshop's clock, so many days before it begins."""

    days_before: int
    at: time


@dataclass(frozen=True, slots=True)
class AgendaSettings:
    """`hours` by the number of the day. `teams` of interpreters: None where nobody counts. `longest`: minutes after
    which a break is due, 0 where nobody asks. Breaks that take in a delay stay `shortest_break` minutes long, meals
    (breaks of more than `meal_from` minutes) `shortest_meal`. `between_rooms`: minutes that somebody needs from one
    room to the next. `presentations`: until when speakers hand them in."""

    hours: Mapping[int, Hours] = field(default_factory=dict)
    pauses: tuple[Pause, ...] = ()
    teams: int | None = None
    longest: int = 180
    shortest_break: int = 10
    shortest_meal: int = 30
    meal_from: int = 45
    between_rooms: int = 5
    presentations: Deadline | None = None

    def shortest(self, minutes: float) -> int:
        """To how many minutes a break of so many may shrink."""
        least = self.shortest_meal if minutes > self.meal_from else self.shortest_break
        return min(least, int(minutes))

    def stored(self) -> dict[str, Any]:
        """As the column keeps it."""
        due = self.presentations
        return {
            "hours": {str(number): [_told(each.opens), _told(each.closes)] for number, each in self.hours.items()},
            "pauses": [
                {
                    "kind": each.kind,
                    "name": dict(each.name),
                    "starts": _told(each.starts),
                    "ends": _told(each.ends),
                    "days": list(each.days),
                }
                for each in self.pauses
            ],
            "teams": self.teams,
            **{name: getattr(self, name) for name in NUMBERS},
            "presentations": {"days_before": due.days_before, "at": _told(due.at)} if due else None,
        }


NUMBERS = ("longest", "shortest_break", "shortest_meal", "meal_from", "between_rooms")


def settings_of(workshop: Workshop) -> AgendaSettings:
    """The workshop's settings; what was never set, or is not understood, is as we ship it."""
    kept = workshop.agenda or {}
    usual = AgendaSettings()
    due = kept.get("presentations") or {}
    at = _time(due.get("at"))
    return AgendaSettings(
        hours=dict(_hours(kept.get("hours") or {})),
        pauses=tuple(_pauses(kept.get("pauses") or ())),
        teams=_number(kept.get("teams"), None),
        **{name: _number(kept.get(name), getattr(usual, name)) for name in NUMBERS},
        presentations=Deadline(_number(due.get("days_before"), 0) or 0, at) if at else None,
    )


def presentations_due_at(workshop: Workshop) -> datetime | None:
    """Until when speakers hand in their presentations, in UTC; None where no time was set."""
    due = settings_of(workshop).presentations
    if due is None:
        return None
    return on_clock(workshop, workshop.starts_on - timedelta(days=due.days_before), due.at)


def on_clock(workshop: Workshop, day: date, at: time) -> datetime:
    """A time of the settings as an instant; where the clocks skip it, an hour later."""
    try:
        return instant(day, at, workshop.timezone)
    except Invalid:
        return instant(day, at, "UTC") - (instant(day, time(12), "UTC") - instant(day, time(12), workshop.timezone))


def _hours(kept: Mapping[str, Any]) -> Iterator[tuple[int, Hours]]:
    for number, pair in kept.items():
        opens, closes = (_time(each) for each in pair)
        if number.isdecimal() and opens and closes and opens < closes:
            yield int(number), Hours(opens, closes)


def _pauses(kept: Any) -> Iterator[Pause]:
    for each in kept:
        starts, ends = _time(each.get("starts")), _time(each.get("ends"))
        if starts and ends and starts < ends:
            kind = each.get("kind") if each.get("kind") in KINDS else OTHER
            yield Pause(kind, Texts(each.get("name") or {}), starts, ends, tuple(each.get("days") or ()))


def _told(value: time) -> str:
    return value.strftime("%H:%M")


def _time(value: object) -> time | None:
    try:
        return time.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _number(value: object, usual: Any) -> Any:
    fits = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_MINUTES
    return value if fits else usual
