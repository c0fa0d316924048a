"""Changing the facts of a workshop, its dates and time zone among them."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import Any

from flask_babel import gettext as _

from eventapp.agenda import queries as agenda
from eventapp.core import audit
from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid
from eventapp.core.i18n import LANGUAGES
from eventapp.core.timezones import instant
from eventapp.planning import policy, rescheduling
from eventapp.planning.checks import general_errors, refuse
from eventapp.planning.facts import General
from eventapp.planning.held_seats import over_capacity
from eventapp.planning.rescheduling import Shift
from eventapp.planning.stops import move_stops
from eventapp.registration import seats
from eventapp.registration.actions import fill_freed_seats
from eventapp.workshops.models import Workshop

DEADLINES = {
    "registration_closes": "registration_closes_at",
    "nominations_close": "nominations_close_at",
    "details_close": "details_close_at",
}


def change_workshop(
    workshop_id: int, facts: General, *, move_sessions: bool = False, actor: Actor, now: datetime
) -> None:
    """Change the facts of a workshop. Saying what is so already changes nothing.

    Sessions keep their clock times when the time zone changes; with `move_sessions` they keep their day of the
    workshop when the first day changes, else their date. Raises Invalid, field by field, among others if a session
    would fall outside the dates, or if more seats are held than the new capacity.
    A larger capacity lets people move up from the waiting list.
    """
    if not policy.can_change(actor, workshop_id):
        raise Denied(_("Only organizers may change the set-up."))
    with transaction():
        workshop = seats.lock(workshop_id)
        refuse(_errors(workshop, facts))
        wanted = _columns(facts)
        changes = audit.diff({name: getattr(workshop, name) for name in wanted}, wanted)
        moved = _reschedule(workshop, facts, move_sessions=move_sessions, now=now)
        for name in changes:
            setattr(workshop, name, wanted[name])
        session.flush()
        if changes:
            extra = {"sessions_moved": moved} if moved else {}
            fill_freed_seats(workshop_id, actor=actor, now=now)
            audit.record(actor, "workshops.changed", now, workshop=workshop_id, subject=workshop, **changes, **extra)


def _errors(workshop: Workshop, facts: General) -> dict[str, str]:
    errors = general_errors(
        title=facts.title,
        city=facts.city,
        country=facts.country,
        starts_on=facts.starts_on,
        ends_on=facts.ends_on,
        timezone=facts.timezone,
    )
    if not facts.languages or not set(facts.languages) <= set(LANGUAGES):
        errors["languages"] = _("Choose at least one language.")
    if facts.capacity is not None and facts.capacity < 0:
        errors["capacity"] = _("A capacity is a number from 0.")
    elif reason := over_capacity(workshop, facts.capacity):
        errors["capacity"] = reason
    return errors


def _columns(facts: General) -> dict[str, Any]:
    columns = {part.name: getattr(facts, part.name) for part in fields(facts)}
    for name, column in DEADLINES.items():
        closes = columns.pop(name)
        try:
            columns[column] = closes and instant(closes.date(), closes.time(), facts.timezone)
        except Invalid as error:
            raise Invalid(error.message, {name: error.message}) from error
    return columns


def _reschedule(workshop: Workshop, facts: General, *, move_sessions: bool, now: datetime) -> int:
    """Move what must move; how many sessions did. Raises Invalid if one would fall outside the dates."""
    days = (facts.starts_on - workshop.starts_on).days if move_sessions else 0
    rows = agenda.sessions(workshop.id)
    shift = Shift(days, workshop.timezone, facts.timezone)
    times = rescheduling.shifted(rows, shift)
    moved = [row for row in rows if (row.starts_at, row.ends_at) != times[row.id]]
    for row in moved:
        row.starts_at, row.ends_at = (when.astimezone(UTC) for when in times[row.id])
        row.sequence += 1
        row.changed_at = now
    away = rescheduling.beyond(rows, facts.timezone, facts.starts_on, facts.ends_on)
    if away:
        message = _(
            "Outside these dates there would be: %(sessions)s. Move or remove them first.",
            sessions=rescheduling.named(away, workshop),
        )
        first = any(row.starts_at < away[0].starts_at for row in rows if row not in away)
        raise Invalid(message, {"ends_on" if first else "starts_on": message})
    length = (facts.ends_on - facts.starts_on).days
    move_stops(workshop, shift, [facts.starts_on + timedelta(days=number) for number in range(length + 1)])
    return len(moved)
