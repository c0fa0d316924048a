"""Reading the agenda."""

import hashlib
from dataclasses import astuple
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from eventapp.agenda import published
from eventapp.agenda.models import ProgrammeVersion, Session
from eventapp.agenda.published import Live, Programme, PublishedSession
from eventapp.core.audit import AuditEntry
from eventapp.core.db import session
from eventapp.core.texts import Texts
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


def last_version(workshop_id: int) -> ProgrammeVersion | None:
    """What was published last."""
    return session.scalar(
        select(ProgrammeVersion)
        .where(ProgrammeVersion.workshop_id == workshop_id)
        .order_by(ProgrammeVersion.number.desc())
        .limit(1)
    )


def programme(workshop_id: int) -> Programme:
    """What the public reads: the last version with the state of the day; the agenda as it stands before the first."""
    version = last_version(workshop_id)
    live = _live(workshop_id)
    if version is None:
        rows = sessions(workshop_id)
        shown = tuple(published.read([published.kept(row) for row in rows], live))
        return Programme(None, None, Texts(), shown, (), _stamp(None, live))
    return Programme(
        version.number,
        version.published_at,
        version.note,
        tuple(published.read(version.sessions, live)),
        _gone(version, live),
        _stamp(version.number, live),
    )


def programme_stamp(workshop_id: int) -> str:
    """The stamp of `programme`, without reading it: two small statements."""
    newest = select(func.max(ProgrammeVersion.number)).where(ProgrammeVersion.workshop_id == workshop_id)
    return _stamp(session.scalar(newest), _live(workshop_id))


def _live(workshop_id: int) -> dict[int, Live]:
    columns = (Session.sequence, Session.state, Session.actual_starts_at, Session.actual_ends_at, Session.notice)
    rows = session.execute(select(Session.id, *columns).where(Session.workshop_id == workshop_id))
    return {row.id: Live(*row[1:]) for row in rows}


def _stamp(number: int | None, live: dict[int, Live]) -> str:
    told = [number, sorted((key, *astuple(day)) for key, day in live.items())]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def _gone(version: ProgrammeVersion, live: dict[int, Live]) -> tuple[PublishedSession, ...]:
    """Sessions of earlier versions that are in this one no more, as the last version that had them kept them."""
    here = {each["uid"] for each in version.sessions}
    earlier: dict[str, dict[str, Any]] = {}
    rows = session.scalars(
        select(ProgrammeVersion.sessions)
        .where(ProgrammeVersion.workshop_id == version.workshop_id, ProgrammeVersion.number < version.number)
        .order_by(ProgrammeVersion.number)
    )
    for kept in rows:
        earlier |= {each["uid"]: each for each in kept if each["uid"] not in here}
    return tuple(published.read(earlier.values(), live))
