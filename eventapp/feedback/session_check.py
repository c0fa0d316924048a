"""A session whose form was answered stays in the agenda: its responses would go with it."""

from flask_babel import ngettext
from sqlalchemy import func, select

from eventapp.agenda import removal
from eventapp.core.db import session
from eventapp.feedback.models import Form, Response


@removal.register
def responses_about_the_session(session_id: int) -> str | None:
    """The reason against removing a session, or None (see `agenda.removal.register`)."""
    count = session.scalar(
        select(func.count())
        .select_from(Response)
        .join(Form, Form.id == Response.form_id)
        .where(Form.session_id == session_id)
    )
    if not count:
        return None
    reason: str = ngettext("%(num)d response was given about it.", "%(num)d responses were given about it.", count)
    return reason
