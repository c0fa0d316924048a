"""Reading the agenda."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from eventapp.agenda.models import Session
from eventapp.core.audit import AuditEntry
from eventapp.core.db import session
from eventapp.workshops.models import Room


def select_sessions(workshop_id: int) -> Select[Session]:
    """The workshop's sessions with room, theme and speakers, not yet in any order: four statements in all."""
    return (
        select(Session)
        .where(Session.workshop_id == workshop_id)
        .options(
            joinedload(Session.room),
            joinedload(Session.theme),
            selectinload(Session.speakers),
            selectinload(Session.documents),
        )
    )


def sessions(workshop_id: int) -> list[Session]:
    """The whole agenda in order of time, then of rooms."""
    return list(
        session.scalars(
            select_sessions(workshop_id)
            .join(Room, Room.id == Session.room_id)
            .order_by(Session.starts_at, Room.position, Session.id)
        )
    )


def by_id(workshop_id: int, session_id: int) -> Session | None:
    """A session of this workshop; one of another workshop is none."""
    return session.scalar(select_sessions(workshop_id).where(Session.id == session_id))


def by_key(workshop_id: int, key: str) -> Session | None:
    return session.scalar(select_sessions(workshop_id).where(Session.key == key))


def overlapping(room_id: int, starts_at: datetime, ends_at: datetime, except_id: int | None = None) -> Session | None:
    """The first session in the room that shares time with [starts_at, ends_at), `except_id` aside."""
    found = select(Session).where(Session.room_id == room_id, Session.starts_at < ends_at, Session.ends_at > starts_at)
    if except_id is not None:
        found = found.where(Session.id != except_id)
    return session.scalar(found.order_by(Session.starts_at).limit(1))


def keys(workshop_id: int) -> set[str]:
    """The keys in use at this workshop."""
    return set(session.scalars(select(Session.key).where(Session.workshop_id == workshop_id)))


def removal(workshop_id: int, entry_id: int) -> AuditEntry | None:
    """The line of history about a removed session of this workshop."""
    return session.scalar(
        select(AuditEntry).where(
            AuditEntry.id == entry_id,
            AuditEntry.workshop_id == workshop_id,
            AuditEntry.tag == "agenda.session_removed",
        )
    )


def last_removal(workshop_id: int, session_id: int) -> int:
    """The id of the latest line of history about the removal of this session."""
    return session.scalars(
        select(AuditEntry.id)
        .where(
            AuditEntry.workshop_id == workshop_id,
            AuditEntry.tag == "agenda.session_removed",
            AuditEntry.subject_id == session_id,
        )
        .order_by(AuditEntry.id.desc())
        .limit(1)
    ).one()


def room_of(workshop_id: int, room_id: int) -> Room | None:
    return session.scalar(select(Room).where(Room.id == room_id, Room.workshop_id == workshop_id))
