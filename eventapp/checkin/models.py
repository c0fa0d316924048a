"""A scan is a fact that happened at a checkpoint. Attendance is read from scans, never stored."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.core.db import Base
from eventapp.core.texts import Texts


class Outcome(StrEnum):
    """What the reader was told (product.md, HTTP interface; the last two are told to desks that ask for them)."""

    ADMITTED = "admitted"
    ALREADY = "already"
    REVOKED = "revoked"
    UNKNOWN = "unknown"
    NOT_CONFIRMED = "not-confirmed"
    FULL = "full"
    OTHER_GROUP = "other-group"  # a working group of others
    LEFT = "left"  # read on the way out


class Way(StrEnum):
    """How a person was recognised."""

    BADGE = "badge"
    NAME = "name"
    SELF = "self"  # by themselves, with the code on the room's screen
    WALK_IN = "walk-in"


class Flag(StrEnum):
    """What is odd about a scan that was made without a network; it counts once a person says so (ScanReview)."""

    REVOKED = "revoked"  # the badge had been revoked when it was read, and the desk did not know
    CLOCK = "clock"  # the device's clock was more than a day off


def _list(values: type[StrEnum]) -> str:
    return ", ".join(f"'{value}'" for value in values)


_OUTCOMES, _WAYS, _FLAGS = _list(Outcome), _list(Way), _list(Flag)
_OF_NOBODY = text("registration_id IS NULL")


class Scan(Base):
    """One reading of a badge. Only ever added; refused readings are kept as well.

    `checkpoint` is the key as sent (see checkin.queries.checkpoints); for a session `session_id` is set,
    for the venue `day`. `told` is what a desk without a network said by itself: that has happened, whatever
    `outcome` the server would have given. `scanned_at` is corrected by the offset of the device's clock.
    """

    __tablename__ = "scan"
    __table_args__ = (
        CheckConstraint(f"outcome IN ({_OUTCOMES})", name="outcome"),
        CheckConstraint(f"told IS NULL OR told IN ({_OUTCOMES})", name="told"),
        CheckConstraint("direction IN ('in', 'out')", name="direction"),
        CheckConstraint(f"way IN ({_WAYS})", name="way"),
        CheckConstraint(f"flag IN ('', {_FLAGS})", name="flag"),
        Index("ix_scan_workshop_id_checkpoint", "workshop_id", "checkpoint", "registration_id"),
        Index("ix_scan_of_nobody", "workshop_id", "scanned_at", sqlite_where=_OF_NOBODY, postgresql_where=_OF_NOBODY),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)  # chosen by the device: sending twice is harmless
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    checkpoint: Mapped[str] = mapped_column(String(60))
    day: Mapped[date | None]
    session_id: Mapped[int | None] = mapped_column(ForeignKey("session.id", ondelete="SET NULL"), index=True)
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str | None] = mapped_column(String(64))  # of what was read; None for a search by name
    outcome: Mapped[str] = mapped_column(String(20))
    scanned_at: Mapped[datetime]  # by our clock: the device's, corrected; never later than received
    received_at: Mapped[datetime]  # ours
    device_at: Mapped[datetime | None]  # what the device's clock said; None: the same as scanned_at
    clock_offset: Mapped[int] = mapped_column(default=0)  # seconds by which the device's clock was ahead
    direction: Mapped[str] = mapped_column(String(3), default="in")
    way: Mapped[str] = mapped_column(String(12), default=Way.BADGE)
    told: Mapped[str | None] = mapped_column(String(20))
    forced: Mapped[bool] = mapped_column(default=False)  # let in by the person at the desk although the rule says no
    flag: Mapped[str] = mapped_column(String(12), default="")
    desk_id: Mapped[int | None] = mapped_column(ForeignKey("desk.id", ondelete="SET NULL"), index=True)
    device: Mapped[str] = mapped_column(String(100), default="")
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    walk_in_id: Mapped[UUID | None]  # no foreign key: the walk-in may come in later, or have become nobody


class ScanUndo(Base):
    """Taken back at the desk. A row of its own, since scans are only ever added, and since it may come in first."""

    __tablename__ = "scan_undo"

    scan_id: Mapped[UUID] = mapped_column(primary_key=True)  # no foreign key: the scan itself may still be on a phone
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    undone_at: Mapped[datetime]
    received_at: Mapped[datetime]
    desk_id: Mapped[int | None] = mapped_column(ForeignKey("desk.id", ondelete="SET NULL"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))


class ScanReview(Base):
    """A person's decision on a flagged scan: does it count? The last one holds."""

    __tablename__ = "scan_review"

    id: Mapped[int] = mapped_column(primary_key=True)
    scan_id: Mapped[UUID] = mapped_column(ForeignKey("scan.id", ondelete="CASCADE"), index=True)
    counts: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(500), default="")
    reviewed_at: Mapped[datetime]
    reviewed_by: Mapped[str] = mapped_column(String(200))


class Desk(Base):
    """A phone or a computer that checks people in, paired by a code that the organizer showed.

    Its token works for its workshop's check-in only, until `expires_at` or until it is revoked. `places`: keys of the
    checkpoints it serves (empty: all); `room_id`: it follows the agenda in that room. The last seven: what the device
    said of itself when it was last heard of.
    """

    __tablename__ = "desk"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[UUID] = mapped_column(unique=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    places: Mapped[list[str]] = mapped_column(default=list)
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id", ondelete="SET NULL"))
    pairing_hash: Mapped[str | None] = mapped_column(String(64), unique=True)  # of the code shown; gone once used
    pairing_until: Mapped[datetime | None]
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(200))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    paired_at: Mapped[datetime | None]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    list_at: Mapped[datetime | None]  # when it last had the list
    battery: Mapped[int | None]  # percent
    charging: Mapped[bool | None]
    waiting: Mapped[int] = mapped_column(default=0)  # scans not sent yet
    clock_offset: Mapped[int] = mapped_column(default=0)  # seconds ahead of ours
    agent: Mapped[str] = mapped_column(String(200), default="")


class Stop(Base):
    """A checkpoint that the organizer added beside venue and sessions: the bus, a lunch, documents handed out."""

    __tablename__ = "checkpoint"
    __table_args__ = (
        UniqueConstraint("workshop_id", "key"),
        CheckConstraint("kind IN ('transport', 'meal', 'documents', 'other')", name="kind"),
        CheckConstraint("capacity IS NULL OR capacity >= 0", name="capacity"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(60))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(12))
    name: Mapped[Texts] = mapped_column(default=Texts)
    day: Mapped[date]
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    capacity: Mapped[int | None]
    type_ids: Mapped[list[int]] = mapped_column(default=list)  # delegation types it is for; empty: everybody
    repeats: Mapped[bool] = mapped_column(default=False)  # may be passed again and again
    in_and_out: Mapped[bool] = mapped_column(default=False)


class WalkIn(Base):
    """Somebody registered at a desk, perhaps without a network; `id` is chosen by the device, so twice is once.

    `problem`: why no registration came of it; then `facts` keep what was typed until the organizer has dealt with it.
    """

    __tablename__ = "walk_in"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id", ondelete="SET NULL"), index=True)
    desk_id: Mapped[int | None] = mapped_column(ForeignKey("desk.id", ondelete="SET NULL"))
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    problem: Mapped[str] = mapped_column(String(500), default="")
    made_at: Mapped[datetime]
    received_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]  # the organizer has seen it
