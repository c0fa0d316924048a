"""What is known about attendance beside scans: corrections, signed sheets, lists from elsewhere."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.core.db import Base


class AttendanceBatch(Base):
    """Marks that came together: a list from elsewhere (looked at first), a sheet ticked off, many at once."""

    __tablename__ = "attendance_batch"
    __table_args__ = (
        CheckConstraint("kind IN ('list', 'paper', 'many')", name="kind"),
        CheckConstraint("state IN ('draft', 'applied', 'undone')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10))
    checkpoint: Mapped[str] = mapped_column(String(60), default="")  # "": each row of the list names its own
    filename: Mapped[str] = mapped_column(String(300), default="")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id", ondelete="SET NULL"))
    sheet_id: Mapped[int | None] = mapped_column(ForeignKey("attendance_sheet.id", ondelete="SET NULL"))
    report: Mapped[dict[str, Any]] = mapped_column(default=dict)  # the rows as they were understood
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(200))


class AttendanceMark(Base):
    """Somebody says that a person was, or was not, at a checkpoint. Apart from scans; never changed, only voided."""

    __tablename__ = "attendance_mark"
    __table_args__ = (
        CheckConstraint("source IN ('correction', 'paper', 'list', 'many')", name="source"),
        Index("ix_attendance_mark_workshop_id_checkpoint", "workshop_id", "checkpoint"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    checkpoint: Mapped[str] = mapped_column(String(60))
    present: Mapped[bool]
    source: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(String(500), default="")  # a correction always has one
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("attendance_batch.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime | None]  # when the person was there, where that is known
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(200))
    voided_at: Mapped[datetime | None]
    voided_by: Mapped[str] = mapped_column(String(200), default="")


class AttendanceSheet(Base):
    """A sheet that was printed for signatures: who stands on which line, so that paper is ticked off by number."""

    __tablename__ = "attendance_sheet"
    __table_args__ = (
        UniqueConstraint("workshop_id", "number"),
        CheckConstraint("part IN ('', 'local', 'international')", name="part"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    number: Mapped[int]  # of the workshop's sheets, from 1; printed on it
    checkpoint: Mapped[str] = mapped_column(String(60))
    part: Mapped[str] = mapped_column(String(16), default="")  # local or international, where they have own lists
    lines: Mapped[list[int]] = mapped_column(default=list)  # registration ids as printed; -id of a speaker without one
    blank: Mapped[int] = mapped_column(default=0)  # empty lines after them
    language: Mapped[str] = mapped_column(String(10))  # codes joined by "+"
    printed_at: Mapped[datetime]
    printed_by: Mapped[str] = mapped_column(String(200))


class SheetEvidence(Base):
    """A scanned or photographed page of signatures, as it was handed in."""

    __tablename__ = "sheet_evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    public_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    checkpoint: Mapped[str] = mapped_column(String(60))
    sheet_id: Mapped[int | None] = mapped_column(ForeignKey("attendance_sheet.id", ondelete="SET NULL"))
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    note: Mapped[str] = mapped_column(String(500), default="")
    added_at: Mapped[datetime]
    added_by: Mapped[str] = mapped_column(String(200))
