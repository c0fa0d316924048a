"""A session at which somebody was marked present stays in the agenda: its attendance is evidence."""

from flask_babel import ngettext
from sqlalchemy import distinct, func, select

from eventapp.agenda import removal
from eventapp.agenda.models import Session
from eventapp.attendance.models import AttendanceMark
from eventapp.checkin import queries as checkin
from eventapp.core.db import session
from eventapp.workshops.models import Workshop


@removal.register
def marks_at_the_session(session_id: int) -> str | None:
    """The reason against removing a session, or None (see `agenda.removal.register`)."""
    item = session.get_one(Session, session_id)
    places = checkin.checkpoints(session.get_one(Workshop, item.workshop_id))
    key = next((place.key for place in places if place.session_id == session_id), None)
    count = session.scalar(
        select(func.count(distinct(AttendanceMark.registration_id))).where(
            AttendanceMark.workshop_id == item.workshop_id,
            AttendanceMark.checkpoint == key,
            AttendanceMark.voided_at.is_(None),
        )
    )
    if not count:
        return None
    reason: str = ngettext("%(num)d person was marked at it.", "%(num)d people were marked at it.", count)
    return reason
