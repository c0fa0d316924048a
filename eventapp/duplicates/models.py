"""The same person met twice: what was merged, so that it can be undone, and who was found to be two people."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.core.db import Base


class PersonMerge(Base):
    """One merge: what was of `gone_id` (kept in `before`; its id is no foreign key) belongs to `kept_id` now."""

    __tablename__ = "person_merge"

    id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("series.id", ondelete="CASCADE"), index=True)
    workshop_id: Mapped[int | None] = mapped_column(ForeignKey("workshop.id", ondelete="SET NULL"))
    kept_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    gone_id: Mapped[int]
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    merged_by: Mapped[str] = mapped_column(String(200))
    merged_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]


class PeopleApart(Base):
    """Two people who look alike and are not the same; they are not shown as a pair again."""

    __tablename__ = "people_apart"
    __table_args__ = (UniqueConstraint("first_id", "second_id"), CheckConstraint("first_id < second_id", name="order"))

    id: Mapped[int] = mapped_column(primary_key=True)
    first_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    second_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    told_by: Mapped[str] = mapped_column(String(200))
    told_at: Mapped[datetime]
