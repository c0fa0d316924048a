"""Letters to participants: the organizer's Word templates, and what was issued under which number."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.core.db import Base


class LetterTemplate(Base):
    """A Word template that replaces ours for one kind of letter in one language."""

    __tablename__ = "letter_template"
    __table_args__ = (UniqueConstraint("workshop_id", "kind", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(10))
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    changed_at: Mapped[datetime]


class Letter(Base):
    """One letter as it was issued: number, date and facts stay as they were; a new issue is a new letter."""

    __tablename__ = "letter"
    __table_args__ = (
        UniqueConstraint("workshop_id", "kind", "number"),
        CheckConstraint("kind IN ('invitation', 'visa')", name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    number: Mapped[int]
    language: Mapped[str] = mapped_column(String(10))
    dated: Mapped[date]
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    template_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id", ondelete="SET NULL"))
    issued_at: Mapped[datetime]
    issued_by: Mapped[str] = mapped_column(String(200))
