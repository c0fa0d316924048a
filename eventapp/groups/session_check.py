"""A working group that people are in stays in the agenda."""

from flask_babel import ngettext
from sqlalchemy import func, select

from eventapp.agenda import removal
from eventapp.core.db import session
from eventapp.groups.models import GroupMember


@removal.register
def people_in_the_group(session_id: int) -> str | None:
    """The reason against removing a session, or None (see `agenda.removal.register`)."""
    count = session.scalar(select(func.count()).select_from(GroupMember).where(GroupMember.session_id == session_id))
    if not count:
        return None
    reason: str = ngettext(
        "%(num)d person is in this working group.", "%(num)d people are in this working group.", count
    )
    return reason
