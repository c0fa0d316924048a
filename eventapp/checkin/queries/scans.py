"""Scans as they are stored, and what is told about each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import distinct, func, select, tuple_

from eventapp.checkin.models import Outcome, Scan
from eventapp.checkin.queries import people
from eventapp.checkin.queries.people import Card
from eventapp.core.db import session
from eventapp.core.texts import Texts
from eventapp.registration.models import Registration, State
from eventapp.workshops.models import Workshop

PRESENT = (Outcome.ADMITTED, Outcome.ALREADY)


@dataclass(frozen=True, slots=True)
class ScanResult:
    """A stored scan with who it was. `since`: when the person was first let in here (UTC), if they are in.

    `elsewhere`: (id, title) of the other workshop whose badge was read.
    """

    id: UUID
    checkpoint: str
    outcome: Outcome
    scanned_at: datetime
    card: Card | None = None
    since: datetime | None = None
    elsewhere: tuple[int, Texts] | None = None


def results(workshop: Workshop, scans: Sequence[Scan]) -> list[ScanResult]:
    """What to tell about these scans, in their order. A scan of another workshop says nothing of it."""
    own = [scan for scan in scans if scan.workshop_id == workshop.id]
    owners = {scan.registration_id for scan in own if scan.registration_id is not None}
    who = people.cards(workshop, owners) if owners else {}
    since = _since(workshop.id, [scan for scan in own if scan.outcome == Outcome.ALREADY])
    strange = {scan.code_hash for scan in own if scan.outcome == Outcome.UNKNOWN and scan.code_hash}
    elsewhere = people.workshops_of_codes(strange) if strange else {}
    return [_result(workshop, scan, who, since, elsewhere) for scan in scans]


def _result(
    workshop: Workshop,
    scan: Scan,
    who: Mapping[int, Card],
    since: Mapping[tuple[str, int], datetime],
    elsewhere: Mapping[str, tuple[int, Texts]],
) -> ScanResult:
    if scan.workshop_id != workshop.id:
        return ScanResult(scan.id, scan.checkpoint, Outcome.UNKNOWN, scan.scanned_at)
    owner = scan.registration_id or 0
    return ScanResult(
        id=scan.id,
        checkpoint=scan.checkpoint,
        outcome=Outcome(scan.outcome),
        scanned_at=scan.scanned_at,
        card=who.get(owner),
        since=since.get((scan.checkpoint, owner)),
        elsewhere=elsewhere.get(scan.code_hash or ""),
    )


def known_scans(ids: Collection[UUID]) -> dict[UUID, Scan]:
    """The stored scans among these ids, of whatever workshop."""
    return {scan.id: scan for scan in session.scalars(select(Scan).where(Scan.id.in_(ids)))}


def recent(workshop: Workshop, checkpoint: str, limit: int = 10) -> list[ScanResult]:
    """The last scans at a checkpoint, latest first."""
    found = session.scalars(
        select(Scan)
        .where(Scan.workshop_id == workshop.id, Scan.checkpoint == checkpoint)
        .order_by(Scan.scanned_at.desc(), Scan.received_at.desc())
        .limit(limit)
    )
    return results(workshop, list(found))


def admitted(workshop_id: int, registration_ids: Collection[int]) -> set[tuple[str, int]]:
    """(checkpoint, registration id) of those already let in."""
    rows = session.execute(
        select(Scan.checkpoint, Scan.registration_id).where(
            Scan.workshop_id == workshop_id,
            Scan.registration_id.in_(registration_ids),
            Scan.outcome == Outcome.ADMITTED,
        )
    )
    return {(checkpoint, owner) for checkpoint, owner in rows if owner is not None}


def inside(workshop_id: int, checkpoints: Collection[str]) -> dict[str, int]:
    """How many people whose registration stands were let in at each of these checkpoints (0 left out)."""
    rows = session.execute(
        select(Scan.checkpoint, func.count(distinct(Scan.registration_id)).label("number"))
        .join(Registration, Registration.id == Scan.registration_id)
        .where(
            Scan.workshop_id == workshop_id,
            Scan.checkpoint.in_(checkpoints),
            Scan.outcome == Outcome.ADMITTED,
            Registration.state == State.CONFIRMED,
        )
        .group_by(Scan.checkpoint)
    )
    return {row.checkpoint: row.number for row in rows}


def _since(workshop_id: int, scans: Sequence[Scan]) -> dict[tuple[str, int], datetime]:
    if not scans:
        return {}
    pairs = {(scan.checkpoint, scan.registration_id) for scan in scans}
    rows = session.execute(
        select(Scan.checkpoint, Scan.registration_id, func.min(Scan.scanned_at, type_=Scan.scanned_at.type))
        .where(
            Scan.workshop_id == workshop_id,
            Scan.outcome == Outcome.ADMITTED,
            tuple_(Scan.checkpoint, Scan.registration_id).in_(pairs),
        )
        .group_by(Scan.checkpoint, Scan.registration_id)
    )
    return {(checkpoint, owner): at for checkpoint, owner, at in rows if owner is not None}
