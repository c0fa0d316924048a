"""Scans as they are stored, and what is told about each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, tuple_

from eventapp.checkin.decision import Direction
from eventapp.checkin.models import Outcome, Scan, ScanUndo
from eventapp.checkin.queries import people
from eventapp.checkin.queries.checkpoints import Checkpoint, checkpoints
from eventapp.checkin.queries.counted import counts
from eventapp.checkin.queries.people import Card
from eventapp.core.db import session
from eventapp.core.texts import Texts
from eventapp.workshops.models import Workshop


@dataclass(frozen=True, slots=True)
class ScanResult:
    """A stored scan with who it was. `since`: when the person was first let in here (UTC), if they are in.

    `elsewhere`: (id, title) of the other workshop whose badge was read. `wrong_type`: the checkpoint is for people of
    other delegation types. `flag`: why the scan does not count until somebody has looked at it; "" if nothing is odd.
    """

    id: UUID
    checkpoint: str
    outcome: Outcome
    scanned_at: datetime
    card: Card | None = None
    since: datetime | None = None
    elsewhere: tuple[int, Texts] | None = None
    wrong_type: bool = False
    forced: bool = False
    flag: str = ""


def results(workshop: Workshop, scans: Sequence[Scan], places: Sequence[Checkpoint] | None = None) -> list[ScanResult]:
    """What to tell about these scans, in their order. A scan of another workshop says nothing of it.

    `places`: the checkpoints, where they have been read already.
    """
    own = [scan for scan in scans if scan.workshop_id == workshop.id]
    owners = {scan.registration_id for scan in own if scan.registration_id is not None}
    strange = {scan.code_hash for scan in own if scan.outcome == Outcome.UNKNOWN and scan.code_hash}
    types: dict[str, tuple[int, ...]] = {}
    if any(scan.outcome == Outcome.OTHER_GROUP for scan in own):
        types = {place.key: place.type_ids for place in (checkpoints(workshop) if places is None else places)}
    about = _About(
        who=people.cards(workshop, owners) if owners else {},
        since=_since(workshop.id, [scan for scan in own if scan.outcome == Outcome.ALREADY]),
        elsewhere=people.workshops_of_codes(strange) if strange else {},
        types=types,
    )
    return [_result(workshop, scan, about) for scan in scans]


@dataclass(frozen=True, slots=True)
class _About:
    """What is told about scans beside what they hold: cards by registration, the first time by checkpoint and
    registration, the workshop by code, the delegation types by checkpoint."""

    who: Mapping[int, Card]
    since: Mapping[tuple[str, int], datetime]
    elsewhere: Mapping[str, tuple[int, Texts]]
    types: Mapping[str, tuple[int, ...]]


def _result(workshop: Workshop, scan: Scan, about: _About) -> ScanResult:
    if scan.workshop_id != workshop.id:
        return ScanResult(scan.id, scan.checkpoint, Outcome.UNKNOWN, scan.scanned_at)
    owner = scan.registration_id or 0
    card, only_for = about.who.get(owner), about.types.get(scan.checkpoint, ())
    return ScanResult(
        id=scan.id,
        checkpoint=scan.checkpoint,
        outcome=Outcome(scan.outcome),
        scanned_at=scan.scanned_at,
        card=card,
        since=about.since.get((scan.checkpoint, owner)),
        elsewhere=about.elsewhere.get(scan.code_hash or ""),
        wrong_type=card is not None and bool(only_for) and card.type_id not in only_for,
        forced=scan.forced,
        flag=scan.flag,
    )


def known_scans(ids: Collection[UUID]) -> dict[UUID, Scan]:
    """The stored scans among these ids, of whatever workshop."""
    return {scan.id: scan for scan in session.scalars(select(Scan).where(Scan.id.in_(ids)))}


def undone(ids: Collection[UUID]) -> set[UUID]:
    """Those of these scans that were taken back, whether they are here yet or not."""
    return set(session.scalars(select(ScanUndo.scan_id).where(ScanUndo.scan_id.in_(ids))))


def recent(workshop: Workshop, checkpoint: str, limit: int = 10) -> list[ScanResult]:
    """The last scans at a checkpoint, latest first."""
    found = session.scalars(
        select(Scan)
        .where(Scan.workshop_id == workshop.id, Scan.checkpoint == checkpoint)
        .order_by(Scan.scanned_at.desc(), Scan.received_at.desc())
        .limit(limit)
    )
    return results(workshop, list(found))


def _since(workshop_id: int, scans: Sequence[Scan]) -> dict[tuple[str, int], datetime]:
    if not scans:
        return {}
    pairs = {(scan.checkpoint, scan.registration_id) for scan in scans}
    rows = session.execute(
        select(Scan.checkpoint, Scan.registration_id, func.min(Scan.scanned_at, type_=Scan.scanned_at.type))
        .where(
            Scan.workshop_id == workshop_id,
            *counts(),
            Scan.direction == Direction.IN,
            tuple_(Scan.checkpoint, Scan.registration_id).in_(pairs),
        )
        .group_by(Scan.checkpoint, Scan.registration_id)
    )
    return {(checkpoint, owner): at for checkpoint, owner, at in rows if owner is not None}
