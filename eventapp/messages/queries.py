"""The organizer's words, where there are any."""

from sqlalchemy import select

from eventapp.core.db import session
from eventapp.messages.models import MessageTemplate


def template(workshop_id: int, occasion: str) -> MessageTemplate | None:
    """The organizer's own words for an occasion; None: ours are used."""
    return session.scalar(
        select(MessageTemplate).where(MessageTemplate.workshop_id == workshop_id, MessageTemplate.occasion == occasion)
    )


def templates(workshop_id: int) -> dict[str, MessageTemplate]:
    """All of the organizer's own words, by occasion."""
    rows = session.scalars(select(MessageTemplate).where(MessageTemplate.workshop_id == workshop_id))
    return {row.occasion: row for row in rows}
