"""The desks of a workshop: which there are, how they are, and who speaks with a desk's token."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from sqlalchemy import select

from eventapp.accounts import queries as accounts
from eventapp.checkin import policy
from eventapp.checkin.models import Desk
from eventapp.core import i18n
from eventapp.core.actors import Actor, Role
from eventapp.core.db import session
from eventapp.core.errors import Missing, Revoked
from eventapp.core.tokens import fingerprint
from eventapp.workshops.models import Workshop

KEPT_AFTER_THE_END = timedelta(hours=48)
QUIET_AFTER = timedelta(minutes=5)
"""An open desk speaks up every minute; after five without a word it is asleep, off, or without a network."""


class DeskState(StrEnum):
    """How a desk is, at one moment."""

    OK = "ok"
    QUIET = "quiet"  # not heard of for QUIET_AFTER
    NEVER = "never"  # no device has become this desk yet
    REVOKED = "revoked"
    ENDED = "ended"  # the workshop is over, and its time with it


@dataclass(frozen=True, slots=True)
class DeskHealth:
    """A desk as it is watched. Instants in UTC; `places`: keys of checkpoints, empty for all; texts in the language
    in force. `battery` in percent; `waiting`: scans it had not sent when last heard of; `clock_offset`: seconds by
    which its clock is ahead of ours. `own`: made by somebody of the staff for the device in their hand.
    """

    id: int
    public_id: UUID
    name: str
    places: tuple[str, ...]
    room_id: int | None
    room: str
    own: bool
    user_id: int | None
    paired_at: datetime | None
    pairing_until: datetime | None
    expires_at: datetime
    revoked_at: datetime | None
    seen_at: datetime | None
    list_at: datetime | None
    battery: int | None
    charging: bool | None
    waiting: int
    clock_offset: int
    agent: str

    def state(self, now: datetime) -> DeskState:
        if self.revoked_at is not None:
            return DeskState.REVOKED
        if self.expires_at <= now:
            return DeskState.ENDED
        if self.paired_at is None:
            return DeskState.NEVER
        last = max(self.paired_at, self.seen_at or self.paired_at)
        return DeskState.QUIET if now - last > QUIET_AFTER else DeskState.OK

    def seen_ago(self, now: datetime) -> timedelta | None:
        """Since when nothing has been heard of it; None if nothing ever was."""
        return now - self.seen_at if self.seen_at else None

    def list_age(self, now: datetime) -> timedelta | None:
        """How old the list is that it works with; None if it has none."""
        return now - self.list_at if self.list_at else None

    def waits_for_device(self, now: datetime) -> bool:
        """Whether a pairing code is being shown for it that still works."""
        return self.revoked_at is None and self.pairing_until is not None and self.pairing_until > now


def desks(workshop: Workshop) -> list[DeskHealth]:
    """Every desk of the workshop in the order in which they were made, revoked ones last."""
    rooms = {room.id: room.name.pick(i18n.language(), workshop.languages) for room in workshop.rooms}
    rows = session.scalars(select(Desk).where(Desk.workshop_id == workshop.id).order_by(Desk.id))
    found = [_health(row, rooms.get(row.room_id or 0, "")) for row in rows]
    return sorted(found, key=lambda each: each.revoked_at is not None)


def _health(row: Desk, room: str) -> DeskHealth:
    return DeskHealth(
        id=row.id,
        public_id=row.public_id,
        name=row.name,
        places=tuple(row.places),
        room_id=row.room_id,
        room=room,
        own=row.user_id is not None,
        user_id=row.user_id,
        paired_at=row.paired_at,
        pairing_until=row.pairing_until,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        seen_at=row.seen_at,
        list_at=row.list_at,
        battery=row.battery,
        charging=row.charging,
        waiting=row.waiting,
        clock_offset=row.clock_offset,
        agent=row.agent,
    )


def desk(workshop_id: int, desk_id: int) -> Desk:
    """The workshop's desk with this id. Raises Missing."""
    found = session.get(Desk, desk_id)
    if found is None or found.workshop_id != workshop_id:
        raise Missing(_("There is no such desk at this workshop."))
    return found


def desk_actor(token: str, now: datetime) -> tuple[Actor, int, str] | None:
    """(actor, workshop id, "desk") of a paired desk; None for a token that is no desk's.

    Raises Revoked for a desk that was revoked, whose time is over, or whose owner's role was taken away.
    """
    found = session.scalar(select(Desk).where(Desk.token_hash == fingerprint(token)))
    if found is None:
        return None
    if found.revoked_at is not None or found.expires_at <= now or not _owner_stands(found):
        raise Revoked(_("This desk was switched off by the organizer, or its time is over."))
    return actor_of(found), found.workshop_id, "desk"


def actor_of(found: Desk) -> Actor:
    """Who a desk is to actions and history."""
    return Actor(found.name, desk_id=found.id, roles=frozenset({(found.workshop_id, Role.CHECK_IN)}))


def _owner_stands(found: Desk) -> bool:
    """A desk that somebody made of their own device goes with their role; one that was paired stands by itself."""
    if found.user_id is None:
        return True
    owner = accounts.user(found.user_id)
    return owner is not None and owner.active and policy.can_scan(owner.actor(), found.workshop_id)


def desk_ends_at(workshop: Workshop, now: datetime) -> datetime:
    """When a desk that is made now stops: 48 hours after the workshop's last day is over on its own clock (UTC).

    Where the workshop is over already (late scans, a rehearsal with old dates): 48 hours from now.
    """
    midnight = datetime.combine(workshop.ends_on + timedelta(days=1), time(), ZoneInfo(workshop.timezone))
    return max(midnight.astimezone(UTC), now) + KEPT_AFTER_THE_END
