"""Desks as a page shows them: every figure in words, in the language in force."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import format_timedelta
from flask_babel import gettext as _

from eventapp.checkin.labels import DESK_LABELS, DESK_TONES
from eventapp.checkin.queries import Checkpoint, DeskHealth

CLOCK_TOLERANCE = timedelta(minutes=5)
LIST_AGES = ((timedelta(hours=2), "bad"), (timedelta(minutes=15), "warn"))
"""From which age on the list of a desk is to be worried about (reliability.md, part 3)."""


@dataclass(frozen=True, slots=True)
class DeskLine:
    """One desk. `tone`s are those of the macro `badge`; texts may be empty. `alive`: neither switched off nor over."""

    desk: DeskHealth
    state: str
    tone: str
    alive: bool
    waits: bool
    where: str
    seen: str
    list_age: str
    list_tone: str
    battery: str
    battery_tone: str
    clock: str


def desk_line(desk: DeskHealth, places: Mapping[str, Checkpoint], now: datetime) -> DeskLine:
    """`places`: the workshop's checkpoints by key."""
    state, age = desk.state(now), desk.list_age(now)
    return DeskLine(
        desk=desk,
        state=str(DESK_LABELS[state]),
        tone=DESK_TONES[state],
        alive=state not in ("revoked", "ended"),
        waits=desk.waits_for_device(now),
        where=_where(desk, places),
        seen=ago(desk.seen_ago(now)),
        list_age=ago(age),
        list_tone=next((tone for bound, tone in LIST_AGES if age is not None and age >= bound), "quiet"),
        battery=_battery(desk),
        battery_tone="bad" if desk.battery is not None and desk.battery < 15 and not desk.charging else "quiet",
        clock=_clock(timedelta(seconds=desk.clock_offset)),
    )


def ago(age: timedelta | None) -> str:
    """ "3 minutes ago"; "" for what never was."""
    if age is None:
        return ""
    if age < timedelta(minutes=1):
        return str(_("just now"))
    return str(format_timedelta(-age, add_direction=True, threshold=1.2))


def _where(desk: DeskHealth, places: Mapping[str, Checkpoint]) -> str:
    named = [places[key].name for key in desk.places if key in places]
    parts = [_("%(room)s, by the agenda", room=desk.room)] if desk.room else []
    if named:
        parts.append(", ".join(named[:3]) + (" …" if len(named) > 3 else ""))
    return " · ".join(parts) or _("Everywhere")


def _battery(desk: DeskHealth) -> str:
    if desk.battery is None:
        return ""
    return _("%(number)s%%, charging", number=desk.battery) if desk.charging else f"{desk.battery}%"


def _clock(offset: timedelta) -> str:
    """What is wrong with the device's clock; "" up to CLOCK_TOLERANCE."""
    if abs(offset) <= CLOCK_TOLERANCE:
        return ""
    words = _("Its clock is %(amount)s fast") if offset > timedelta() else _("Its clock is %(amount)s slow")
    return str(words) % {"amount": format_timedelta(abs(offset), threshold=1.2)}
