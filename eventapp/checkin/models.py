"""A scan is a fact that happened at a checkpoint. Attendance is read from scans, never stored."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.core.db import Base


class Outcome(StrEnum):
    """What the reader was told (product.md, HTTP interface)."""

    ADMITTED = "admitted"
    ALREADY = "already"
    REVOKED = "revoked"
    UNKNOWN = "unknown"
    NOT_CONFIRMED = "not-confirmed"
    FULL = "full"


_OUTCOMES = ", ".join(f"'{outcome}'" for outcome in Outcome)


class Scan(Base):
    """One reading of a badge. Only ever added; refused readings are kept as well.

    `checkpoint` is the key as sent (see checkin.queries.checkpoints); for a session `session_id` is set,
    for the venue `day`.
    """

    __tablename__ = "scan"
    __table_args__ = (
        CheckConstraint(f"outcome IN ({_OUTCOMES})", name="outcome"),
        Index("ix_scan_workshop_id_checkpoint", "workshop_id", "checkpoint", "registration_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)  # chosen by the device: sending twice is harmless
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    checkpoint: Mapped[str] = mapped_column(String(60))
    day: Mapped[date | None]
    session_id: Mapped[int | None] = mapped_column(ForeignKey("session.id", ondelete="SET NULL"), index=True)
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str | None] = mapped_column(String(64))  # of what was read; None for a search by name
    outcome: Mapped[str] = mapped_column(String(20))
    scanned_at: Mapped[datetime]  # the device's clock
    received_at: Mapped[datetime]  # ours
    device: Mapped[str] = mapped_column(String(100), default="")
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
