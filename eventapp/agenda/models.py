"""The agenda: sessions, each on one day in one room, possibly in parallel."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.core.db import Base
from eventapp.core.texts import Texts
from eventapp.workshops.models import Room, Theme


class SessionType(StrEnum):
    """product.md, Words."""

    REGISTRATION = "registration"
    OPENING = "opening"
    PLENARY = "plenary"
    PANEL = "panel"
    GUIDED_DISCUSSION = "guided-discussion"
    INTERACTIVE_PRESENTATION = "interactive-presentation"
    CAPACITY_BUILDING = "capacity-building"
    WORKING_GROUP = "working-group"
    BREAK = "break"
    CLOSING = "closing"


SUBSTANTIVE = frozenset(SessionType) - {
    SessionType.REGISTRATION,
    SessionType.OPENING,
    SessionType.BREAK,
    SessionType.CLOSING,
}
_TYPES = ", ".join(f"'{kind}'" for kind in SessionType)


class Session(Base):
    """One item of the agenda. Instants are UTC; the workshop's zone shows them."""

    __tablename__ = "session"
    __table_args__ = (
        UniqueConstraint("workshop_id", "key"),
        CheckConstraint("ends_at > starts_at", name="times"),
        CheckConstraint(f"type IN ({_TYPES})", name="type"),
        Index("ix_session_room_id_starts_at", "room_id", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(String(60))
    uid: Mapped[uuid.UUID] = mapped_column(unique=True)  # of the calendar entry; never changes
    sequence: Mapped[int] = mapped_column(default=0)  # rises with each change, for calendars (RFC 5545)
    type: Mapped[str] = mapped_column(String(30))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    room_id: Mapped[int] = mapped_column(ForeignKey("room.id"))
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id", ondelete="SET NULL"), index=True)
    title: Mapped[Texts] = mapped_column(default=Texts)
    description: Mapped[Texts] = mapped_column(default=Texts)
    interpretation: Mapped[bool] = mapped_column(default=False)
    documents: Mapped[list[dict[str, Any]]] = mapped_column(default=list)  # [{"title": str, "languages": [code]}]
    changed_at: Mapped[datetime]

    room: Mapped[Room] = relationship()
    theme: Mapped[Theme | None] = relationship()
    speakers: Mapped[list["Speaker"]] = relationship(order_by="Speaker.position", cascade="all, delete-orphan")

    @property
    def substantive(self) -> bool:
        """Whether it has content to give feedback on and to take notes of."""
        return self.type in SUBSTANTIVE


class Speaker(Base):
    """Who speaks in a session: an organization, a function there, a name; at least one of them."""

    __tablename__ = "speaker"
    __table_args__ = (CheckConstraint("organization <> '' OR name <> ''", name="somebody"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    organization: Mapped[str] = mapped_column(String(300), default="")
    function: Mapped[str] = mapped_column(String(300), default="")
    name: Mapped[str] = mapped_column(Text, default="")

    @property
    def line(self) -> str:
        """ "Name, function, organization", as far as known."""
        return ", ".join(part for part in (self.name, self.function, self.organization) if part)
