"""Checkpoints beside venue and sessions, and how people are let in."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from eventapp.agenda import queries as agenda
from eventapp.checkin import policy, queries
from eventapp.checkin.models import Stop
from eventapp.checkin.rules import CheckinSettings, settings_of
from eventapp.core import audit
from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, Missing, UserError
from eventapp.core.texts import Texts
from eventapp.core.timezones import instant
from eventapp.registration import type_uses
from eventapp.registration.models import DelegationType
from eventapp.workshops import keys
from eventapp.workshops.models import Workshop

LONGEST_OPENING = timedelta(hours=12)
"""A checkpoint that closes earlier than it opens closes after midnight (a bus at 23:30); longer is a slip."""


@dataclass(frozen=True, slots=True)
class StopFacts:
    """What is said of a checkpoint. `opens` and `closes`: on the workshop's clock, on `day` or in the night after it;
    `type_ids`: delegation types it is for, none for everybody; `capacity`: how many may pass, None for no bound."""

    kind: str
    name: Texts
    day: date
    opens: time | None = None
    closes: time | None = None
    capacity: int | None = None
    type_ids: tuple[int, ...] = ()
    repeats: bool = False
    in_and_out: bool = False


def add_stop(workshop_id: int, facts: StopFacts, *, each_day: bool = False, actor: Actor, now: datetime) -> list[Stop]:
    """Add a checkpoint; with `each_day` one for every day of the workshop.

    Raises Denied, Missing, Invalid (fields: name, day, opens, closes, type_ids).
    """
    _check_may(actor, workshop_id)
    with transaction() as current:
        workshop = _workshop(workshop_id)
        days = workshop.days if each_day else [facts.day]
        position = current.scalar(select(func.max(Stop.position)).where(Stop.workshop_id == workshop_id)) or 0
        added = []
        for number, day in enumerate(days, start=1):
            values = _values(workshop, replace(facts, day=day))
            key = _key(workshop, facts.name, day if each_day else None)
            added.append(Stop(workshop_id=workshop_id, key=key, position=position + number, **values))
            current.add(added[-1])
            current.flush()
            audit.record(actor, "checkin.checkpoint_added", now, workshop=workshop_id, subject=added[-1], key=key)
        return added


def change_stop(stop_id: int, workshop_id: int, facts: StopFacts, *, actor: Actor, now: datetime) -> None:
    """Say something else of a checkpoint; its key stays. Its day too, once somebody was scanned there.

    Raises as `add_stop`.
    """
    _check_may(actor, workshop_id)
    with transaction():
        workshop, row = _workshop(workshop_id), queries.stop(workshop_id, stop_id)
        if facts.day != row.day and queries.scans_at(workshop_id, row.key):
            message = _("People were scanned here on that day; it cannot be moved to another.")
            raise Invalid(message, {"day": message})
        after = _values(workshop, facts)
        before = {name: getattr(row, name) for name in after}
        for name, value in after.items():
            setattr(row, name, value)
        if changes := audit.diff(before, after):
            audit.record(actor, "checkin.checkpoint_changed", now, workshop=workshop_id, subject=row, **changes)


def remove_stop(stop_id: int, workshop_id: int, *, actor: Actor, now: datetime) -> None:
    """Remove a checkpoint at which nobody was scanned. Raises Denied, Missing, UserError with the number of scans."""
    _check_may(actor, workshop_id)
    with transaction() as current:
        _workshop(workshop_id)
        row = queries.stop(workshop_id, stop_id)
        if made := queries.scans_at(workshop_id, row.key):
            raise UserError(
                ngettext(
                    "%(num)s scan was made at this checkpoint, so it stays.",
                    "%(num)s scans were made at this checkpoint, so it stays.",
                    made,
                )
            )
        audit.record(
            actor, "checkin.checkpoint_removed", now, workshop=workshop_id, subject=row, key=row.key, name=row.name
        )
        current.delete(row)


def change_settings(workshop_id: int, wanted: CheckinSettings, *, actor: Actor, now: datetime) -> None:
    """How people are let in. Raises Denied, Missing, Invalid for a delegation type of another workshop."""
    _check_may(actor, workshop_id)
    with transaction():
        workshop = _workshop(workshop_id)
        _check_types(workshop_id, wanted.walk_in_type_ids, "walk_in_type_ids")
        before = settings_of(workshop).stored()
        workshop.checkin = {**workshop.checkin, **wanted.stored()}
        if changes := audit.diff(before, wanted.stored()):
            audit.record(actor, "checkin.settings_changed", now, workshop=workshop_id, subject=workshop, **changes)


@type_uses.add
def forget_type(workshop_id: int, type_id: int) -> None:
    """A delegation type was removed: what was for it alone is for everybody, as the forms then show it."""
    for row in queries.stops(workshop_id):
        if type_id in row.type_ids:
            row.type_ids = [each for each in row.type_ids if each != type_id]
    workshop = _workshop(workshop_id)
    kept = settings_of(workshop)
    if type_id in kept.walk_in_type_ids:
        left = tuple(each for each in kept.walk_in_type_ids if each != type_id)
        workshop.checkin = {**workshop.checkin, **replace(kept, walk_in_type_ids=left).stored()}


def _check_may(actor: Actor, workshop_id: int) -> None:
    if not policy.can_prepare(actor, workshop_id):
        raise Denied(_("Only organizers set checkpoints up."))


def _workshop(workshop_id: int) -> Workshop:
    """The workshop, held still, so that keys stay apart and no scan comes between a check and a removal."""
    found = session.scalar(select(Workshop).where(Workshop.id == workshop_id).with_for_update(key_share=True))
    if found is None:
        raise Missing(_("There is no such workshop."))
    return found


def _values(workshop: Workshop, facts: StopFacts) -> dict[str, Any]:
    """The columns, checked. Raises Invalid."""
    if not facts.name:
        raise Invalid(_("Give the checkpoint a name."), {"name": _("Give the checkpoint a name.")})
    if facts.day not in workshop.days:
        message = _("This is none of the workshop's days.")
        raise Invalid(message, {"day": message})
    _check_types(workshop.id, facts.type_ids, "type_ids")
    opens_at = _instant(workshop, facts.day, facts.opens, "opens")
    closes_at = _instant(workshop, facts.day, facts.closes, "closes")
    if opens_at and closes_at and closes_at <= opens_at:
        closes_at = _instant(workshop, facts.day + timedelta(days=1), facts.closes, "closes")
        if closes_at and closes_at - opens_at > LONGEST_OPENING:
            message = _("It ends before it begins.")
            raise Invalid(message, {"closes": message})
    return {
        "kind": facts.kind,
        "name": facts.name,
        "day": facts.day,
        "opens_at": opens_at,
        "closes_at": closes_at,
        "capacity": facts.capacity,
        "type_ids": list(facts.type_ids),
        "repeats": facts.repeats,
        "in_and_out": facts.in_and_out,
    }


def _instant(workshop: Workshop, day: date, clock: time | None, field: str) -> datetime | None:
    if clock is None:
        return None
    try:
        return instant(day, clock, workshop.timezone)
    except Invalid as error:
        raise Invalid(error.message, {field: error.message}) from error


def _check_types(workshop_id: int, type_ids: tuple[int, ...], field: str) -> None:
    known = set(session.scalars(select(DelegationType.id).where(DelegationType.workshop_id == workshop_id)))
    if set(type_ids) - known:
        message = _("There is no such delegation type at this workshop.")
        raise Invalid(message, {field: message})


def _key(workshop: Workshop, name: Texts, day: date | None) -> str:
    """A key that no other checkpoint has and no session."""
    venues = {f"day-{number}" for number in range(1, len(workshop.days) + 1)}
    stops = set(session.scalars(select(Stop.key).where(Stop.workshop_id == workshop.id)))
    ending = f"day-{workshop.days.index(day) + 1}" if day else ""
    return keys.from_title(name, venues | stops | agenda.keys(workshop.id), fallback="checkpoint", ending=ending)
