"""Reading what planning needs to know of a workshop's agenda."""

from sqlalchemy import select

from eventapp.agenda.models import Session
from eventapp.core.db import session
from eventapp.planning.agenda_fit import Slot


def slots(workshop_id: int) -> list[Slot]:
    """Room and time of each session, in order of time."""
    rows = session.execute(
        select(Session.key, Session.room_id, Session.starts_at, Session.ends_at)
        .where(Session.workshop_id == workshop_id)
        .order_by(Session.starts_at, Session.key)
    )
    return [Slot(key, room_id, starts_at, ends_at) for key, room_id, starts_at, ends_at in rows]
