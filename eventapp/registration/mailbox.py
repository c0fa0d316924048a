"""The messages that were sent to a participant."""

from sqlalchemy import select

from eventapp.core.db import session
from eventapp.core.outbox import Message


def of_registration(registration_id: int, most: int = 50) -> list[Message]:
    """The latest first."""
    query = select(Message).where(Message.registration_id == registration_id).order_by(Message.created_at.desc())
    return list(session.scalars(query.limit(most)))
