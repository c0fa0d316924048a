"""A session at which badges were scanned stays in the agenda: its attendance is evidence."""

from flask_babel import ngettext
from sqlalchemy import func, select

from eventapp.agenda import removal
from eventapp.checkin.models import Scan
from eventapp.core.db import session


@removal.register
def scans_at_the_session(session_id: int) -> str | None:
    """The reason against removing a session, or None (see `agenda.removal.register`)."""
    count = session.scalar(select(func.count()).select_from(Scan).where(Scan.session_id == session_id))
    if not count:
        return None
    reason: str = ngettext("%(num)d badge was scanned at it.", "%(num)d badges were scanned at it.", count)
    return reason
