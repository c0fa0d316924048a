"""Reading what planning needs to know of a workshop's agenda."""

from sqlalchemy import func, select

from eventapp.agenda.models import Session
from eventapp.core.db import session
from eventapp.notes.models import Note
from eventapp.planning.agenda_fit import Slot


def slots(workshop_id: int) -> list[Slot]:
    """Room and time of each session, in order of time."""
    rows = session.execute(
        select(Session.key, Session.room_id, Session.starts_at, Session.ends_at)
        .where(Session.workshop_id == workshop_id)
        .order_by(Session.starts_at, Session.key)
    )
    return [Slot(key, room_id, starts_at, ends_at) for key, room_id, starts_at, ends_at in rows]


def sessions_in(room_id: int) -> list[Session]:
    """The sessions held in a room, in order of time."""
    return list(session.scalars(select(Session).where(Session.room_id == room_id).order_by(Session.starts_at)))


def sessions_about(theme_id: int) -> list[Session]:
    """The sessions on a theme, in order of time."""
    return list(session.scalars(select(Session).where(Session.theme_id == theme_id).order_by(Session.starts_at)))


def notes_about(theme_id: int) -> int:
    """How many notes are on a theme, removed ones aside."""
    found = select(func.count()).select_from(Note).where(Note.theme_id == theme_id, Note.removed_at.is_(None))
    return session.scalar(found) or 0
