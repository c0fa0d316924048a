"""A session at which somebody was marked present, or of which a signed sheet is kept, stays: that is evidence."""

from flask_babel import ngettext
from sqlalchemy import distinct, func, select

from eventapp.agenda import removal
from eventapp.agenda.models import Session
from eventapp.attendance.models import AttendanceMark, SheetEvidence
from eventapp.checkin import queries as checkin
from eventapp.core.db import session
from eventapp.workshops.models import Workshop


@removal.register
def marks_at_the_session(session_id: int) -> str | None:
    """The reason against removing a session, or None (see `agenda.removal.register`)."""
    workshop_id, key = _checkpoint(session_id)
    count = session.scalar(
        select(func.count(distinct(AttendanceMark.registration_id))).where(
            AttendanceMark.workshop_id == workshop_id,
            AttendanceMark.checkpoint == key,
            AttendanceMark.voided_at.is_(None),
        )
    )
    if not count:
        return None
    reason: str = ngettext("%(num)d person was marked at it.", "%(num)d people were marked at it.", count)
    return reason


@removal.register
def signed_sheets_of_the_session(session_id: int) -> str | None:
    """The reason against removing a session, or None (see `agenda.removal.register`)."""
    workshop_id, key = _checkpoint(session_id)
    count = session.scalar(
        select(func.count(SheetEvidence.id)).where(
            SheetEvidence.workshop_id == workshop_id, SheetEvidence.checkpoint == key
        )
    )
    if not count:
        return None
    reason: str = ngettext(
        "%(num)d scan of a signed sheet belongs to it.", "%(num)d scans of signed sheets belong to it.", count
    )
    return reason


def _checkpoint(session_id: int) -> tuple[int, str | None]:
    """(id of the workshop, key of the session's checkpoint; None for a session at which nobody is checked in)."""
    item = session.get_one(Session, session_id)
    places = checkin.checkpoints(session.get_one(Workshop, item.workshop_id))
    return item.workshop_id, next((place.key for place in places if place.session_id == session_id), None)
