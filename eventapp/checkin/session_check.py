"""What scans keep in place: a session at which badges were scanned, and people who were scanned. Both are evidence."""

from collections.abc import Collection

from flask_babel import ngettext
from sqlalchemy import func, select

from eventapp.agenda import removal
from eventapp.checkin.models import Scan
from eventapp.core.db import session
from eventapp.registration import evidence


@removal.register
def scans_at_the_session(session_id: int) -> str | None:
    """The reason against removing a session, or None (see `agenda.removal.register`)."""
    count = session.scalar(select(func.count()).select_from(Scan).where(Scan.session_id == session_id))
    if not count:
        return None
    reason: str = ngettext("%(num)d badge was scanned at it.", "%(num)d badges were scanned at it.", count)
    return reason


@evidence.register
def people_scanned(registration_ids: Collection[int]) -> set[int]:
    """Those of these registrations that were scanned, whatever the answer was (see `registration.evidence`)."""
    found = session.scalars(select(Scan.registration_id).where(Scan.registration_id.in_(registration_ids)).distinct())
    return {owner for owner in found if owner is not None}
