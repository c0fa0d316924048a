"""The organizer's words, where there are any."""

from sqlalchemy import select

from eventapp.core.db import session
from eventapp.messages.models import MessageTemplate
from eventapp.messages.occasions import BY_KEY


def template(workshop_id: int, occasion: str) -> MessageTemplate | None:
    """The organizer's own words for an occasion; None: ours are used."""
    return session.scalar(
        select(MessageTemplate).where(MessageTemplate.workshop_id == workshop_id, MessageTemplate.occasion == occasion)
    )


def templates(workshop_id: int) -> dict[str, MessageTemplate]:
    """All of the organizer's own words, by occasion."""
    rows = session.scalars(select(MessageTemplate).where(MessageTemplate.workshop_id == workshop_id))
    return {row.occasion: row for row in rows}


def words(workshop_id: int, occasion: str, language: str) -> tuple[str, str]:
    """Subject and body with placeholders: the organizer's, where this language has them, else ours."""
    own = template(workshop_id, occasion)
    subject, body = BY_KEY[occasion].standard(language)
    if own is None:
        return subject, body
    return own.subject.get(language) or subject, own.body.get(language) or body
