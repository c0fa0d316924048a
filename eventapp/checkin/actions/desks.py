"""Desks: added, paired with a device, renamed, moved, switched off."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from eventapp.accounts.actions import note_failure, refuse_after
from eventapp.checkin import policy, queries
from eventapp.checkin.desk_codes import pairing_code
from eventapp.checkin.models import Desk
from eventapp.core import audit
from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, Missing
from eventapp.core.tokens import fingerprint, new_token
from eventapp.workshops.models import Workshop

PAIRING_LIFE = timedelta(minutes=30)
_AS_MEANT = str.maketrans({"-": None, "0": "O", "1": "I"})
"""Base32 has neither nought nor one, so whoever types them means the letters (RFC 4648, 3.3)."""
WRONG_CODES = 30
"""Wrong pairing codes from one address in a quarter of an hour: a hall full of phones behind one router has room."""


@dataclass(frozen=True, slots=True)
class Paired:
    """A device that has become a desk; `token` can be read this once."""

    desk: Desk
    token: str
    slug: str


def add_desk(
    workshop_id: int, name: str, places: Sequence[str], room_id: int | None, *, actor: Actor, now: datetime
) -> Desk:
    """A desk that waits for its device for PAIRING_LIFE. `places`: keys of checkpoints; empty: all.

    Raises Denied, Missing, Invalid (an empty name; a checkpoint or a room that is not the workshop's).
    """
    if not policy.can_prepare(actor, workshop_id):
        raise Denied(_("Only organizers prepare desks."))
    with transaction():
        workshop = _workshop(workshop_id)
        checked = _checked(workshop, name, places, room_id)
        return _added(workshop, *checked, user_id=None, actor=actor, now=now)


def use_here(workshop_id: int, name: str, *, actor: Actor, now: datetime) -> Desk:
    """A desk for everywhere on the device of whoever asks; it works as long as they may let people in.

    One that they asked for before and that no device became is used again. Raises Denied.
    """
    if actor.user_id is None or not policy.can_scan(actor, workshop_id):
        raise Denied(_("You do not check people in at this workshop."))
    with transaction():
        workshop = _workshop(workshop_id)
        waiting = session.scalar(
            select(Desk).where(
                Desk.workshop_id == workshop_id,
                Desk.user_id == actor.user_id,
                Desk.paired_at.is_(None),
                Desk.revoked_at.is_(None),
                Desk.expires_at > now,
            )
        )
        if waiting is not None:
            _show_code(waiting, now)
            return waiting
        checked = _checked(workshop, name, (), None)
        return _added(workshop, *checked, user_id=actor.user_id, actor=actor, now=now)


def change_desk(
    desk_id: int,
    workshop_id: int,
    name: str,
    places: Sequence[str],
    room_id: int | None,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Rename a desk, or give it other places or another room; it learns of it at its next contact. As `add_desk`."""
    if not policy.can_prepare(actor, workshop_id):
        raise Denied(_("Only organizers prepare desks."))
    with transaction():
        row = queries.desk(workshop_id, desk_id)
        before = {"name": row.name, "places": row.places, "room_id": row.room_id}
        row.name, row.places, row.room_id = _checked(_workshop(workshop_id), name, places, room_id)
        after = {"name": row.name, "places": row.places, "room_id": row.room_id}
        if changes := audit.diff(before, after):
            audit.record(actor, "checkin.desk_changed", now, workshop=workshop_id, subject=row, **changes)


def show_code(desk_id: int, workshop_id: int, *, actor: Actor, now: datetime) -> Desk:
    """A new pairing code: for a desk whose time ran out, or whose device is replaced. The device it has works on until
    another one is paired. Raises Denied, Missing, Invalid for a desk that is revoked.
    """
    if not policy.can_prepare(actor, workshop_id):
        raise Denied(_("Only organizers prepare desks."))
    with transaction():
        row = queries.desk(workshop_id, desk_id)
        if row.revoked_at is not None:
            raise Invalid(_("This desk is switched off. Add a new one."))
        row.expires_at = max(row.expires_at, queries.desk_ends_at(_workshop(workshop_id), now))
        _show_code(row, now)
        audit.record(actor, "checkin.desk_changed", now, workshop=workshop_id, subject=row, pairing="shown")
        return row


def revoke_desk(desk_id: int, workshop_id: int, *, actor: Actor, now: datetime) -> None:
    """Switch a desk off: its device may do nothing any more, and forgets the list when it next asks.

    Organizers any, others their own. Raises Denied, Missing.
    """
    with transaction():
        row = queries.desk(workshop_id, desk_id)
        own = actor.user_id is not None and row.user_id == actor.user_id
        if not (policy.can_prepare(actor, workshop_id) or own):
            raise Denied(_("Only organizers switch desks off."))
        if row.revoked_at is None:
            row.revoked_at, row.pairing_hash, row.pairing_until = now, None, None
            audit.record(actor, "checkin.desk_revoked", now, workshop=workshop_id, subject=row, name=row.name)


def pair(code: str, agent: str, address: str, *, now: datetime) -> Paired:
    """Make the device that holds this code the desk it was shown for; a code works once, and a desk has one device.

    `agent`: what the device says it is; `address`: where it calls from. Raises Missing for a code that is none, was
    used or is too old, TooManyTries after WRONG_CODES of them.
    """
    key = f"pair:{address}"
    refuse_after(WRONG_CODES, key, now=now)
    with transaction():
        row = session.scalar(
            select(Desk)
            .where(Desk.pairing_hash == fingerprint(code.translate(_AS_MEANT)), Desk.revoked_at.is_(None))
            .with_for_update()
        )
        if row is not None and row.pairing_until is not None and row.pairing_until > now and row.expires_at > now:
            return _paired(row, agent, now)
    note_failure(key, now=now)
    raise Missing(_("This pairing code was used already, or is too old. Ask the organizer to show a new one."))


def _paired(row: Desk, agent: str, now: datetime) -> Paired:
    token = new_token()
    row.token_hash, row.pairing_hash, row.pairing_until = fingerprint(token), None, None
    row.paired_at, row.seen_at, row.agent = now, now, agent[:200]
    row.battery, row.charging, row.waiting, row.list_at, row.clock_offset = None, None, 0, None, 0
    session.flush()
    audit.record(queries.actor_of(row), "checkin.desk_paired", now, workshop=row.workshop_id, subject=row)
    return Paired(row, token, _workshop(row.workshop_id).slug)


def _added(
    workshop: Workshop,
    name: str,
    places: list[str],
    room_id: int | None,
    *,
    user_id: int | None,
    actor: Actor,
    now: datetime,
) -> Desk:
    row = Desk(
        public_id=uuid.uuid4(),
        workshop_id=workshop.id,
        name=name,
        places=places,
        room_id=room_id,
        created_at=now,
        created_by=actor.label,
        user_id=user_id,
        expires_at=queries.desk_ends_at(workshop, now),
    )
    _show_code(row, now)
    session.add(row)
    session.flush()
    audit.record(actor, "checkin.desk_added", now, workshop=workshop.id, subject=row, name=name)
    return row


def _show_code(row: Desk, now: datetime) -> None:
    row.pairing_until = now + PAIRING_LIFE
    row.pairing_hash = fingerprint(pairing_code(row))


def _checked(
    workshop: Workshop, name: str, places: Sequence[str], room_id: int | None
) -> tuple[str, list[str], int | None]:
    """Name, places in the order of the list of checkpoints, room. Raises Invalid, naming the field."""
    if not name.strip():
        raise Invalid(_("Give the desk a name."), {"name": _("Give the desk a name.")})
    known = [place.key for place in queries.checkpoints(workshop)]
    if gone := [key for key in places if key not in known]:
        message = _("There is no checkpoint “%(key)s” at this workshop.", key=gone[0])
        raise Invalid(message, {"places": message})
    if room_id is not None and room_id not in {room.id for room in workshop.rooms}:
        message = _("There is no such room at this workshop.")
        raise Invalid(message, {"room_id": message})
    return name.strip()[:100], [key for key in known if key in places], room_id


def _workshop(workshop_id: int) -> Workshop:
    found = session.get(Workshop, workshop_id)
    if found is None:
        raise Missing(_("There is no such workshop."))
    return found
