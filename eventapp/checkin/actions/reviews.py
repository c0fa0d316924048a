"""Looking at scans that are odd, and forgetting codes that stand for nobody."""

from datetime import datetime, timedelta
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import delete, func

from eventapp.checkin import policy, queries
from eventapp.checkin.actions.scans import locked
from eventapp.checkin.models import Outcome, Scan, ScanReview
from eventapp.core import audit
from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid

UNKNOWN_CODES_KEPT = timedelta(days=30)
"""How long a scan of a code that is none of ours is kept, by its hash (reliability.md, part 1.2)."""


def review_scan(
    workshop_id: int, scan_id: UUID, counts: bool, reason: str, *, actor: Actor, now: datetime
) -> ScanReview:
    """Say whether a flagged scan counts, and why; the last word holds. Raises Denied, Missing, Invalid (reason)."""
    if not policy.can_prepare(actor, workshop_id):
        raise Denied(_("Only the organizers of this workshop may do this."))
    if not reason.strip():
        message = _("Say why: an auditor will ask.")
        raise Invalid(message, {"reason": message})
    with transaction():
        locked(workshop_id)
        scan = queries.flagged_scan(workshop_id, scan_id)
        row = ScanReview(
            scan_id=scan.id,
            counts=counts,
            reason=reason.strip()[:500],
            reviewed_at=now,
            reviewed_by=actor.label[:200],
        )
        session.add(row)
        session.flush()
        audit.record(
            actor, "checkin.scan_reviewed", now, workshop=workshop_id, scan=str(scan_id), counts=counts, reason=reason
        )
    return row


def forget_unknown_codes(*, now: datetime) -> int:
    """Remove the scans of codes that stand for nobody, UNKNOWN_CODES_KEPT after they came in; how many there were.

    What a desk let in by itself stays: whose it is may still be found out.
    """
    with transaction() as current:
        gone = current.execute(
            delete(Scan).where(
                Scan.registration_id.is_(None),
                Scan.walk_in_id.is_(None),
                func.coalesce(Scan.told, Scan.outcome) == Outcome.UNKNOWN,
                Scan.received_at < now - UNKNOWN_CODES_KEPT,
            )
        )
        return int(gone.rowcount)  # type: ignore[attr-defined]  # a delete has one
