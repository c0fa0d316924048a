"""The organizer's words, where there are any."""

from sqlalchemy import select

from eventapp.core.db import read_once, session
from eventapp.messages.models import MessageTemplate


def template(workshop_id: int, occasion: str) -> MessageTemplate | None:
    """The organizer's own words for an occasion; None: ours are used. Read once in a transaction."""
    known = read_once()
    if ("message templates", workshop_id) not in known:
        known["message templates", workshop_id] = templates(workshop_id)
    found: dict[str, MessageTemplate] = known["message templates", workshop_id]
    return found.get(occasion)


def templates(workshop_id: int) -> dict[str, MessageTemplate]:
    """All of the organizer's own words, by occasion."""
    rows = session.scalars(select(MessageTemplate).where(MessageTemplate.workshop_id == workshop_id))
    return {row.occasion: row for row in rows}
