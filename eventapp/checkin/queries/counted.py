"""Which scans count: the one rule for attendance, for who is in, and for the numbers on the desk.

A scan counts when it let somebody in or out: by what the person was told (`told` at a desk without a network, else the
server's outcome; what happened at the door has happened), or because the person at the desk let them pass all the same
(`forced`). It does not count if it was undone, nor while it is flagged, unless the last review says that it counts.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased

from eventapp.checkin.decision import Direction
from eventapp.checkin.models import Outcome, Scan, ScanReview, ScanUndo
from eventapp.checkin.stays import Passage
from eventapp.core.db import session
from eventapp.registration.models import Registration, State

LET_IN = (Outcome.ADMITTED, Outcome.ALREADY)


@cache
def counts() -> tuple[ColumnElement[bool], ...]:
    """What makes a scan count, for a `where`."""
    return counts_of(Scan)


def counts_of(scan: type[Scan]) -> tuple[ColumnElement[bool], ...]:
    """As `counts`, for an alias of the table."""
    undone = exists(
        select(ScanUndo.scan_id).where(ScanUndo.scan_id == scan.id, ScanUndo.workshop_id == scan.workshop_id)
    )
    return scan.registration_id.is_not(None), _passed(scan), ~undone, or_(scan.flag == "", _kept_by_review(scan))


def _passed(scan: type[Scan]) -> ColumnElement[bool]:
    """Whether a scan let somebody in, or out."""
    verdict = func.coalesce(scan.told, scan.outcome)
    into = and_(scan.direction == Direction.IN, verdict.in_(LET_IN))
    return or_(into, and_(scan.direction == Direction.OUT, verdict == Outcome.LEFT), scan.forced)


def passages(workshop_id: int, *, confirmed: bool = False) -> list[Passage]:
    """The scans of a workshop that count. `confirmed`: only of people whose registration stands."""
    query = _that_count()
    if confirmed:
        query = query.join(Registration, Registration.id == Scan.registration_id).where(
            Registration.state == State.CONFIRMED
        )
    return _passages(query, {"workshop": workshop_id})


def of_people(workshop_id: int, registration_ids: Collection[int]) -> list[Passage]:
    """The scans of these people that count."""
    if not registration_ids:
        return []
    return _passages(_of_people(), {"workshop": workshop_id, "people": list(registration_ids)})


def _passages(query: Select[int | None, str, str, datetime, UUID], asked: Mapping[str, Any]) -> list[Passage]:
    rows = session.execute(query, asked)
    return [Passage(owner, place, way, at, scan) for owner, place, way, at, scan in rows if owner is not None]


@cache
def _that_count() -> Select[int | None, str, str, datetime, UUID]:
    return select(Scan.registration_id, Scan.checkpoint, Scan.direction, Scan.scanned_at, Scan.id).where(
        Scan.workshop_id == bindparam("workshop"), *counts()
    )


@cache
def _of_people() -> Select[int | None, str, str, datetime, UUID]:
    """Built once: every scan asks it."""
    return _that_count().where(Scan.registration_id.in_(bindparam("people", expanding=True)))


def _kept_by_review(scan: type[Scan]) -> ColumnElement[bool]:
    """Whether the last review of a flagged scan says that it counts."""
    later = aliased(ScanReview)
    after = exists(select(later.id).where(later.scan_id == ScanReview.scan_id, later.id > ScanReview.id))
    return exists(select(ScanReview.id).where(ScanReview.scan_id == scan.id, ScanReview.counts, ~after))
