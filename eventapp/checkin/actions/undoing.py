"""A scan is taken back on the page of staff; at a desk it is one of the events of its queue."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from flask_babel import gettext as _

from eventapp.checkin import policy
from eventapp.checkin.actions.events import receive_events
from eventapp.checkin.models import Scan
from eventapp.checkin.readings import Undo
from eventapp.core.actors import Actor
from eventapp.core.db import session
from eventapp.core.errors import Denied, Missing, UserError

UNDO_WITHIN = timedelta(hours=1)
"""Later it is no slip of the hand any more, but a correction of the attendance, which needs a reason."""


def undo_scan(workshop_id: int, scan_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Take a scan of the last hour back; doing it again changes nothing. Raises Denied, Missing, UserError."""
    if not policy.can_scan(actor, workshop_id):
        raise Denied(_("You do not check people in at this workshop."))
    scan = session.get(Scan, scan_id)
    if scan is None or scan.workshop_id != workshop_id:
        raise Missing(_("There is no such scan at this workshop."))
    if now - scan.received_at > UNDO_WITHIN:
        raise UserError(_("This scan is more than an hour old. Correct the attendance instead, with a reason."))
    receive_events(workshop_id, [Undo(uuid4(), scan_id, now)], actor=actor, now=now)
