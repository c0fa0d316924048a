"""How a workshop's badges look, which were printed together, and blank ones for who comes unannounced."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.core.db import Base


class BadgeDesign(Base):
    """A workshop's badge. `settings`: see badges.design; without a row the design is the one we ship. `before`: what it
    was until the last change, for its "Undo"."""

    __tablename__ = "badge_design"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), unique=True)
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    changed_at: Mapped[datetime]
    changed_by: Mapped[str] = mapped_column(String(200))


class PrintRun(Base):
    """Badges that went to the printer together: a pile. `number` counts within the workshop from 1."""

    __tablename__ = "print_run"
    __table_args__ = (
        UniqueConstraint("workshop_id", "number"),
        CheckConstraint("kind IN ('badges', 'spares')", name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    layout: Mapped[str] = mapped_column(String(40))
    wanted: Mapped[dict[str, Any]] = mapped_column(default=dict)  # the choice that made the pile, to say what it was
    printed_at: Mapped[datetime]
    printed_by: Mapped[str] = mapped_column(String(200))


class PrintedBadge(Base):
    """A badge's place in a pile, from 1. Whoever was printed several times lies in several piles."""

    __tablename__ = "printed_badge"
    __table_args__ = (UniqueConstraint("run_id", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("print_run.id", ondelete="CASCADE"))
    place: Mapped[int]
    badge_id: Mapped[int | None] = mapped_column(ForeignKey("badge.id", ondelete="CASCADE"), index=True)
    spare_id: Mapped[int | None] = mapped_column(ForeignKey("spare_badge.id", ondelete="CASCADE"), index=True)


class SpareBadge(Base):
    """A blank badge of a delegation type with a code that stands for nobody until somebody is given it.

    Giving it makes a `Badge` with the same serial and hash; then it is a badge like any other.
    """

    __tablename__ = "spare_badge"
    __table_args__ = (UniqueConstraint("workshop_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    type_id: Mapped[int] = mapped_column(ForeignKey("delegation_type.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]  # printed on it, so that it can be spoken of
    serial: Mapped[str] = mapped_column(String(32), unique=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id", ondelete="SET NULL"), index=True)
    given_at: Mapped[datetime | None]
