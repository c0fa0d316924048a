"""The series, its workshops, and what a workshop consists of before anybody comes."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.core.db import Base
from eventapp.core.texts import Texts
from exports.model import OUTLINE

DEFAULT_OUTLINE = OUTLINE


class Series(Base):
    """A programme of workshops."""

    __tablename__ = "series"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[Texts] = mapped_column(default=Texts)
    summary: Mapped[Texts] = mapped_column(default=Texts)
    started: Mapped[str] = mapped_column(String(10), default="")  # year or year-month, as its documents say
    organizers: Mapped[list[str]] = mapped_column(default=list)
    funders: Mapped[list[str]] = mapped_column(default=list)
    signatories: Mapped[list[str]] = mapped_column(default=list)  # country codes
    earlier_topics: Mapped[list[str]] = mapped_column(default=list)


class Workshop(Base):
    """One event of a series. Days are dates in `timezone`; `languages` are in order, the first is the fallback."""

    __tablename__ = "workshop"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="dates"),
        CheckConstraint("capacity IS NULL OR capacity >= 0", name="capacity"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("series.id"), index=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    title: Mapped[Texts] = mapped_column(default=Texts)
    city: Mapped[str] = mapped_column(String(120))
    country: Mapped[str] = mapped_column(String(2))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    timezone: Mapped[str] = mapped_column(String(60))
    languages: Mapped[list[str]] = mapped_column(default=list)
    capacity: Mapped[int | None]
    host: Mapped[str] = mapped_column(String(300), default="")
    attribution_rule: Mapped[Texts] = mapped_column(default=Texts)
    disclaimer: Mapped[Texts] = mapped_column(default=Texts)
    outline: Mapped[list[str]] = mapped_column(default=list)
    published: Mapped[bool] = mapped_column(default=True)
    registration_closes_at: Mapped[datetime | None]
    nominations_close_at: Mapped[datetime | None]  # for focal points; after it they ask the organizer
    details_close_at: Mapped[datetime | None]  # of the second form, after confirmation
    reply_to: Mapped[str] = mapped_column(String(254), default="")  # the secretariat's mailbox, for answers to mails
    retention: Mapped[dict[str, Any]] = mapped_column(default=dict)  # by class of data, see privacy.retention
    subsistence: Mapped[dict[str, Any]] = mapped_column(default=dict)  # rate and reductions, see logistics.subsistence
    checkin: Mapped[dict[str, Any]] = mapped_column(default=dict)  # in and out, walk-ins, see checkin.rules
    presence: Mapped[dict[str, Any]] = mapped_column(default=dict)  # what counts as attended, see attendance.rules
    sheets: Mapped[dict[str, Any]] = mapped_column(default=dict)  # head and foot of attendance sheets
    agenda: Mapped[dict[str, Any]] = mapped_column(default=dict)  # settings of the agenda: hours, meals
    rehearsal_of: Mapped[int | None] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]

    series: Mapped[Series] = relationship()
    rooms: Mapped[list["Room"]] = relationship(order_by="Room.position", cascade="all, delete-orphan")
    themes: Mapped[list["Theme"]] = relationship(order_by="Theme.position", cascade="all, delete-orphan")
    partners: Mapped[list["Partner"]] = relationship(order_by="Partner.position", cascade="all, delete-orphan")

    @property
    def days(self) -> list[date]:
        """The dates of the workshop, first to last."""
        return [date.fromordinal(number) for number in range(self.starts_on.toordinal(), self.ends_on.toordinal() + 1)]

    @property
    def organizers(self) -> list["Partner"]:
        return [partner for partner in self.partners if partner.role == "organizer"]

    @property
    def funders(self) -> list["Partner"]:
        return [partner for partner in self.partners if partner.role == "funder"]


class Room(Base):
    """A room of the venue; `capacity` bounds who is admitted to a session in it."""

    __tablename__ = "room"
    __table_args__ = (CheckConstraint("capacity IS NULL OR capacity > 0", name="capacity"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[Texts] = mapped_column(default=Texts)
    capacity: Mapped[int | None]


class Theme(Base):
    """What sessions are about, and where their notes go in the report."""

    __tablename__ = "theme"
    __table_args__ = (UniqueConstraint("workshop_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(60))
    position: Mapped[int]
    title: Mapped[Texts] = mapped_column(default=Texts)


class Partner(Base):
    """An organizer or a funder of the workshop."""

    __tablename__ = "partner"
    __table_args__ = (CheckConstraint("role IN ('organizer', 'funder')", name="role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    role: Mapped[str] = mapped_column(String(20))
    short: Mapped[str] = mapped_column(String(40), default="")
    name: Mapped[str] = mapped_column(Text)
    logo_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id", ondelete="SET NULL"))

    def facts(self) -> dict[str, Any]:
        return {"role": self.role, "short": self.short, "name": self.name}
