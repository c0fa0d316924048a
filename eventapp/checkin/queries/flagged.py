"""Scans that count only once somebody has said so: the badge had been revoked, or the device's clock was far off."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from eventapp.checkin.models import Desk, Scan, ScanReview
from eventapp.checkin.queries import people
from eventapp.checkin.queries.people import Card
from eventapp.core.db import session
from eventapp.core.errors import Missing
from eventapp.workshops.models import Workshop


@dataclass(frozen=True, slots=True)
class FlaggedScan:
    """`device_at`: what the device's clock said, `clock_offset` seconds ahead. `counts`: what the last review says,
    None if nobody has looked yet; then `reason`, `reviewed_by` and `reviewed_at` are of that review."""

    id: UUID
    card: Card | None
    checkpoint: str
    flag: str
    direction: str
    scanned_at: datetime
    device_at: datetime | None
    clock_offset: int
    desk: str
    counts: bool | None = None
    reason: str = ""
    reviewed_by: str = ""
    reviewed_at: datetime | None = None


def flagged(workshop: Workshop) -> list[FlaggedScan]:
    """Every flagged scan: those that nobody has looked at first, then in the order in which they were made."""
    later = aliased(ScanReview)
    last = select(func.max(later.id)).where(later.scan_id == Scan.id).scalar_subquery()
    rows = session.execute(
        select(Scan, ScanReview, Desk.name)
        .select_from(Scan)
        .join(ScanReview, ScanReview.id == last, isouter=True)
        .join(Desk, Desk.id == Scan.desk_id, isouter=True)
        .where(Scan.workshop_id == workshop.id, Scan.flag != "")
        .order_by(ScanReview.id.is_not(None), Scan.scanned_at, Scan.id)
    ).all()
    who = people.cards(workshop, {scan.registration_id for scan, _review, _desk in rows if scan.registration_id})
    return [
        _flagged(scan, review, desk or scan.device, who.get(scan.registration_id or 0)) for scan, review, desk in rows
    ]


def flagged_waiting(workshop_id: int) -> int:
    """How many flagged scans nobody has looked at."""
    looked_at = select(ScanReview.id).where(ScanReview.scan_id == Scan.id).exists()
    waiting = select(func.count()).where(Scan.workshop_id == workshop_id, Scan.flag != "", ~looked_at)
    return session.scalar(waiting) or 0


def flagged_scan(workshop_id: int, scan_id: UUID) -> Scan:
    """A flagged scan of this workshop. Raises Missing."""
    scan = session.get(Scan, scan_id)
    if scan is None or scan.workshop_id != workshop_id or not scan.flag:
        raise Missing(_("There is no such scan to be looked at."))
    return scan


def _flagged(scan: Scan, review: ScanReview | None, desk: str, card: Card | None) -> FlaggedScan:
    return FlaggedScan(
        id=scan.id,
        card=card,
        checkpoint=scan.checkpoint,
        flag=scan.flag,
        direction=scan.direction,
        scanned_at=scan.scanned_at,
        device_at=scan.device_at,
        clock_offset=scan.clock_offset,
        desk=desk,
        counts=review.counts if review else None,
        reason=review.reason if review else "",
        reviewed_by=review.reviewed_by if review else "",
        reviewed_at=review.reviewed_at if review else None,
    )
