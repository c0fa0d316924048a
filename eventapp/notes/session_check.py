"""A session about which notes were taken stays in the agenda until they are moved or removed."""

from flask_babel import ngettext
from sqlalchemy import func, select

from eventapp.agenda import removal
from eventapp.core.db import session
from eventapp.notes.models import Note


@removal.register
def notes_of_the_session(session_id: int) -> str | None:
    """The reason against removing a session, or None (see `agenda.removal.register`)."""
    count = session.scalar(
        select(func.count()).where(Note.session_id == session_id, Note.removed_at.is_(None)).select_from(Note)
    )
    if not count:
        return None
    reason: str = ngettext("%(num)d note was taken in it.", "%(num)d notes were taken in it.", count)
    return reason
