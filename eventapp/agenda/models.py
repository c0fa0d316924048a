"""The agenda: sessions, each on one day in one room, possibly in parallel.

The tables from `Unscheduled` on, and the state and the actual times of a session, wait for the agenda's own work.
"""

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


class SessionState(StrEnum):
    """How a session stands on the day. That it was moved follows from the published versions."""

    PLANNED = "planned"
    RUNNING = "running"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class SpeakerRole(StrEnum):
    """What a person or an organization does in a session; the order is that of a programme."""

    CHAIR = "chair"
    SPEAKER = "speaker"
    PANELLIST = "panellist"
    FACILITATOR = "facilitator"
    RAPPORTEUR = "rapporteur"
    INTERPRETER = "interpreter"


class SpeakerState(StrEnum):
    """Whether somebody has agreed to their part; planned: nobody was asked yet."""

    PLANNED = "planned"
    INVITED = "invited"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


class Audience(StrEnum):
    """Who may read a document of a session."""

    PUBLIC = "public"
    PARTICIPANTS = "participants"
    STAFF = "staff"


class Seating(StrEnum):
    """How a room is set, by the words of hotels; OPEN: nothing was said."""

    OPEN = ""
    THEATRE = "theatre"
    CLASSROOM = "classroom"
    U_SHAPE = "u-shape"
    BOARDROOM = "boardroom"
    TABLES = "tables"


def _one_of(column: str, kinds: type[StrEnum]) -> str:
    return f"{column} IN ({', '.join(repr(str(kind)) for kind in kinds)})"


_TYPES = ", ".join(f"'{kind}'" for kind in SessionType)


class Session(Base):
    """One item of the agenda. Instants are UTC; the workshop's zone shows them."""

    __tablename__ = "session"
    __table_args__ = (
        UniqueConstraint("workshop_id", "key"),
        CheckConstraint("ends_at > starts_at", name="times"),
        CheckConstraint(f"type IN ({_TYPES})", name="type"),
        CheckConstraint(_one_of("state", SessionState), name="state"),
        CheckConstraint(_one_of("seating", Seating), name="seating"),
        CheckConstraint("capacity IS NULL OR capacity > 0", name="capacity"),
        CheckConstraint("expected IS NULL OR expected >= 0", name="expected"),
        CheckConstraint(
            "actual_ends_at IS NULL OR (actual_starts_at IS NOT NULL AND actual_ends_at >= actual_starts_at)",
            name="actual_times",
        ),
        Index("ix_session_room_id_starts_at", "room_id", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(String(60))
    uid: Mapped[uuid.UUID] = mapped_column(unique=True)  # of the calendar entry; never changes
    sequence: Mapped[int] = mapped_column(default=0)  # rises with each change: for calendars (RFC 5545), and for forms
    type: Mapped[str] = mapped_column(String(30))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    room_id: Mapped[int] = mapped_column(ForeignKey("room.id"))
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id", ondelete="SET NULL"), index=True)
    title: Mapped[Texts] = mapped_column(default=Texts)
    objectives: Mapped[Texts] = mapped_column(default=Texts)
    description: Mapped[Texts] = mapped_column(default=Texts)
    outputs: Mapped[Texts] = mapped_column(default=Texts)  # what is expected to come out
    staff_notes: Mapped[str] = mapped_column(Text, default="")  # never leaves the staff's pages
    interpretation: Mapped[bool] = mapped_column(default=False)
    interpretation_languages: Mapped[list[str]] = mapped_column(default=list)  # codes; empty: the workshop's
    seating: Mapped[str] = mapped_column(String(12), default=Seating.OPEN)
    capacity: Mapped[int | None]  # of this session; None: that of the room
    expected: Mapped[int | None]  # people; None: all who are confirmed, or the members of the group
    state: Mapped[str] = mapped_column(String(10), default=SessionState.PLANNED)
    actual_starts_at: Mapped[datetime | None]
    actual_ends_at: Mapped[datetime | None]
    notice: Mapped[Texts] = mapped_column(default=Texts)  # a line for everybody on the day
    changed_at: Mapped[datetime]

    room: Mapped[Room] = relationship()
    theme: Mapped[Theme | None] = relationship()
    speakers: Mapped[list["Speaker"]] = relationship(order_by="Speaker.position", cascade="all, delete-orphan")
    documents: Mapped[list["SessionDocument"]] = relationship(
        order_by="SessionDocument.position", cascade="all, delete-orphan"
    )

    @property
    def substantive(self) -> bool:
        """Whether it has content to give feedback on and to take notes of."""
        return self.type in SUBSTANTIVE

    @property
    def seats(self) -> int | None:
        """How many it takes; None: nobody counts."""
        return self.capacity if self.capacity is not None else self.room.capacity


class Speaker(Base):
    """Who has a part in a session: an organization, a function there, a name; at least one of the outer two.

    `profile_id`: the person in the room `speakers`, who can be asked; none for an organization alone.
    """

    __tablename__ = "speaker"
    __table_args__ = (
        CheckConstraint("organization <> '' OR name <> ''", name="somebody"),
        CheckConstraint(_one_of("role", SpeakerRole), name="role"),
        CheckConstraint(_one_of("state", SpeakerState), name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    role: Mapped[str] = mapped_column(String(12), default=SpeakerRole.SPEAKER)
    organization: Mapped[str] = mapped_column(String(300), default="")
    function: Mapped[str] = mapped_column(String(300), default="")
    name: Mapped[str] = mapped_column(Text, default="")
    profile_id: Mapped[int | None] = mapped_column(ForeignKey("speaker_profile.id", ondelete="SET NULL"), index=True)
    state: Mapped[str] = mapped_column(String(10), default=SpeakerState.PLANNED)
    answered_at: Mapped[datetime | None]

    @property
    def line(self) -> str:
        """ "Name, function, organization", as far as known."""
        return ", ".join(part for part in (self.name, self.function, self.organization) if part)


class SessionDocument(Base):
    """A document of a session: a title alone (it was presented), a link, or a file of ours."""

    __tablename__ = "session_document"
    __table_args__ = (
        CheckConstraint("title <> ''", name="title"),
        CheckConstraint(_one_of("audience", Audience), name="audience"),
        CheckConstraint("url = '' OR file_id IS NULL", name="one_place"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    languages: Mapped[list[str]] = mapped_column(default=list)  # codes
    url: Mapped[str] = mapped_column(Text, default="")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id", ondelete="SET NULL"), index=True)
    audience: Mapped[str] = mapped_column(String(12), default=Audience.PUBLIC)
    profile_id: Mapped[int | None] = mapped_column(ForeignKey("speaker_profile.id", ondelete="SET NULL"), index=True)
    added_at: Mapped[datetime]


class Unscheduled(Base):
    """A session that has no place yet, or lost it. It keeps its key, uid and sequence, so that devices and calendars
    know it again; `facts` in the shape of `facts.snapshot`, without time and room."""

    __tablename__ = "unscheduled"
    __table_args__ = (
        UniqueConstraint("workshop_id", "key"),
        CheckConstraint("minutes > 0 AND minutes <= 1440", name="minutes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(String(60))
    uid: Mapped[uuid.UUID] = mapped_column(unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    minutes: Mapped[int]
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    changed_at: Mapped[datetime]


class AgendaEdit(Base):
    """One thing somebody did to the agenda, whole: what it changed as it was before and after, for undo and redo.

    `before` and `after`: {session id: `facts.snapshot` or None for "not there"}; `tray_before` and `tray_after` the
    same for what is unscheduled. The ids rise; those who look at the agenda ask for what is newer than what they have.
    """

    __tablename__ = "agenda_edit"
    __table_args__ = (Index("ix_agenda_edit_workshop_id_id", "workshop_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))  # the verb: added, changed, moved, removed, …
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), index=True)
    actor: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(default=dict)
    tray_before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    tray_after: Mapped[dict[str, Any]] = mapped_column(default=dict)
    undone: Mapped[bool] = mapped_column(default=False)
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_edit.id", ondelete="SET NULL"))


class ProgrammeVersion(Base):
    """What was published, whole: the programme as it stood, and what was different from the version before."""

    __tablename__ = "programme_version"
    __table_args__ = (UniqueConstraint("workshop_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    published_at: Mapped[datetime]
    published_by: Mapped[str] = mapped_column(String(200))
    note: Mapped[Texts] = mapped_column(default=Texts)
    sessions: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    changes: Mapped[list[dict[str, Any]]] = mapped_column(default=list)


class DayTemplate(Base):
    """A day's skeleton that an organizer kept, for any workshop of the series.

    `lines`: [{"type", "title": {language: text}, "starts": "09:00", "minutes": 90}].
    """

    __tablename__ = "day_template"
    __table_args__ = (UniqueConstraint("series_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("series.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    lines: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
