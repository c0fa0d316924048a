"""What a desk's queue holds: scans, undos, people without registration, badges given; each answered by itself.

The queue may come in parts, in any order, twice, and from another device than the one it was made on. So what an event
refers to may be here already or come later, and the same end is reached either way.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from eventapp.badges import actions as badges
from eventapp.checkin import policy, queries
from eventapp.checkin.actions import scans, walk_ins
from eventapp.checkin.models import Desk, Scan, ScanUndo, WalkIn
from eventapp.checkin.queries import Checkpoint, ScanResult
from eventapp.checkin.readings import DeskScan, Event, HandOver, Health, Reading, SpareGiven, Undo, WalkInFacts
from eventapp.core import audit
from eventapp.core.actors import Actor
from eventapp.core.db import in_transaction, session, transaction
from eventapp.core.errors import Denied, Invalid, UserError
from eventapp.core.tokens import fingerprint
from eventapp.registration import seats
from eventapp.workshops.models import Workshop


class Status(StrEnum):
    """What became of an event. All but "refused" are kept; a device takes each off its queue."""

    STORED = "stored"
    DUPLICATE = "duplicate"  # it was here already
    FLAGGED = "flagged"  # kept, and somebody has to look at it
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to one event. `scan`: of a scan; `walk_in`: of a walk-in."""

    id: UUID
    status: Status
    message: str = ""
    scan: ScanResult | None = None
    walk_in: WalkIn | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """The verdicts on events in their order, and the number to show for each checkpoint that a scan names."""

    verdicts: list[Verdict]
    counts: dict[str, int]


def receive_events(
    workshop_id: int, events: Sequence[Event], health: Health | None = None, *, actor: Actor, now: datetime
) -> Told:
    """Keep what a desk's queue holds. `health`: what the device says of itself. Raises Denied, Missing for a workshop
    that is not there, Invalid for more than LARGEST_BATCH."""
    if not policy.can_scan(actor, workshop_id):
        raise Denied(_("You do not check people in at this workshop."))
    if len(events) > scans.LARGEST_BATCH:
        raise Invalid(_("More than %(number)s scans at once.", number=scans.LARGEST_BATCH))
    try:
        return _receive(workshop_id, events, health, actor=actor, now=now)
    except IntegrityError:
        # The same event came in from elsewhere meanwhile (at another workshop: ours is locked). It is known now.
        if in_transaction():
            raise
        return _receive(workshop_id, events, health, actor=actor, now=now)


def _receive(workshop_id: int, events: Sequence[Event], health: Health | None, *, actor: Actor, now: datetime) -> Told:
    with transaction():
        seating = any(isinstance(event, WalkInFacts | SpareGiven | HandOver) for event in events)
        workshop = seats.lock(workshop_id) if seating else scans.locked(workshop_id)
        _heard(actor, health, now)
        places = queries.checkpoints(workshop) if events else []
        batch = _Batch(workshop, places, actor, now)
        found: dict[int, Verdict] = {}
        for kind in (WalkInFacts, SpareGiven, Undo):  # what scans may rest on comes first
            for number, event in enumerate(events):
                if isinstance(event, kind):
                    found[number] = batch.verdict(event)
        chosen = {number: event for number, event in enumerate(events) if isinstance(event, DeskScan)}
        found |= zip(chosen, batch.scans(list(chosen.values())), strict=True)
        for number, event in enumerate(events):
            if isinstance(event, HandOver):
                found[number] = batch.verdict(event)
    keys = {event.reading.checkpoint for event in chosen.values()}
    counts = queries.desk_counts(workshop, keys, places) if keys else {}
    return Told([found[number] for number in range(len(events))], counts)


def _heard(actor: Actor, health: Health | None, now: datetime) -> None:
    if actor.desk_id is None or health is None:
        return
    session.execute(
        update(Desk)
        .where(Desk.id == actor.desk_id)
        .values(
            seen_at=now,
            battery=health.battery,
            charging=health.charging,
            waiting=health.waiting,
            clock_offset=health.clock_offset,
            **({"list_at": health.list_at} if health.list_at else {}),
        )
    )


@dataclass(frozen=True, slots=True)
class _Batch:
    """Events on their way in, under the lock of the workshop."""

    workshop: Workshop
    places: Sequence[Checkpoint]
    actor: Actor
    now: datetime

    def verdict(self, event: Event) -> Verdict:
        """Do what one event says; what cannot be done leaves nothing behind, and holds up no other."""
        try:
            with session.begin_nested():
                match event:
                    case WalkInFacts():
                        return self._walk_in(event)
                    case SpareGiven():
                        return self._spare(event)
                    case Undo():
                        return self._undo(event)
                    case HandOver():
                        return self._hand_over(event)
                    case _:
                        raise TypeError(event)
        except UserError as error:
            return Verdict(event.id, Status.REFUSED, error.message)

    def scans(self, events: Sequence[DeskScan]) -> list[Verdict]:
        """Store the scans; those at a place that is not there, of which the desk decided nothing, are refused."""
        known = queries.known_scans({event.id for event in events})
        keys = {place.key for place in self.places}
        ids = queries.registrations_named(self.workshop.id, {event.registration for event in events})
        readings: dict[UUID, Reading] = {}
        for event in events:
            reading = event.reading
            if reading.id in known or reading.told is not None or reading.checkpoint in keys:
                owner = ids.get(event.registration) if event.registration else None
                readings.setdefault(reading.id, replace(reading, registration_id=owner))
        received = scans.store(self.workshop, list(readings.values()), self.places, actor=self.actor, now=self.now)
        own = {key: row for key, row in received.scans.items() if row.workshop_id == self.workshop.id}
        answers = {each.id: each for each in queries.results(self.workshop, list(own.values()), self.places)}
        first: set[UUID] = set()
        verdicts = []
        for event in events:
            row = own.get(event.id)
            fresh = event.id in received.added and event.id not in first
            first.add(event.id)
            verdicts.append(self._scanned(event, row, answers.get(event.id), fresh=fresh))
        return verdicts

    def _scanned(self, event: DeskScan, row: Scan | None, answer: ScanResult | None, *, fresh: bool) -> Verdict:
        if row is None:
            message = _("There is no checkpoint “%(key)s” at this workshop.", key=event.reading.checkpoint)
            return Verdict(event.id, Status.REFUSED, message)
        if not fresh:
            return Verdict(event.id, Status.DUPLICATE, scan=answer)
        lost = event.registration is not None and row.registration_id is None
        status = Status.FLAGGED if row.flag or lost else Status.STORED
        message = _("This person is no longer on the list. Find the person by name.") if lost else ""
        return Verdict(event.id, status, message, scan=answer)

    def _walk_in(self, event: WalkInFacts) -> Verdict:
        known = session.get(WalkIn, event.id)
        row = known or walk_ins.take(self.workshop, event, actor=self.actor, now=self.now)
        if row.workshop_id != self.workshop.id:
            raise UserError(_("This was sent to another workshop before."))
        status = Status.FLAGGED if row.problem else Status.STORED
        return Verdict(event.id, Status.DUPLICATE if known else status, row.problem, walk_in=row)

    def _spare(self, event: SpareGiven) -> Verdict:
        code = fingerprint(event.code)
        owner, walk_in = self._who(event.registration, event.walk_in)
        try:
            badge = badges.give_spare(self.workshop.id, code, owner or 0, at=event.at, actor=self.actor, now=self.now)
        except UserError as error:
            if walk_in is None or queries.badges_read(self.workshop.id, {code}):
                raise
            walk_ins.keep_spare(walk_in, code)  # until it is known whether they have a seat
            return Verdict(event.id, Status.FLAGGED, error.message)
        scans.claim(self.workshop.id, badge.registration_id, code_hash=code)
        return Verdict(event.id, Status.STORED)

    def _undo(self, event: Undo) -> Verdict:
        scan = session.get(Scan, event.scan)
        if scan is not None and scan.workshop_id != self.workshop.id:
            raise UserError(_("There is no such scan at this workshop."))
        if session.get(ScanUndo, event.scan) is not None:
            return Verdict(event.id, Status.DUPLICATE)
        undo_row(self.workshop.id, event.scan, event.at, actor=self.actor, now=self.now)
        return Verdict(event.id, Status.STORED)

    def _hand_over(self, event: HandOver) -> Verdict:
        owner, walk_in = self._who(event.registration, event.walk_in)
        if owner is None and walk_in is not None:
            return Verdict(event.id, Status.FLAGGED, walk_in.problem)
        badges.hand_over(self.workshop.id, owner or 0, event.at, actor=self.actor, now=self.now)
        return Verdict(event.id, Status.STORED)

    def _who(self, registration: UUID | None, walk_in_id: UUID | None) -> tuple[int | None, WalkIn | None]:
        if registration is not None:
            return queries.registrations_named(self.workshop.id, {registration}).get(registration), None
        row = session.get(WalkIn, walk_in_id) if walk_in_id is not None else None
        if row is None or row.workshop_id != self.workshop.id:
            return None, None
        return row.registration_id, row


def undo_row(workshop_id: int, scan_id: UUID, at: datetime, *, actor: Actor, now: datetime) -> None:
    """Note that a scan is taken back, whether it is here yet or not."""
    session.add(
        ScanUndo(
            scan_id=scan_id,
            workshop_id=workshop_id,
            undone_at=min(at, now),
            received_at=now,
            desk_id=actor.desk_id,
            user_id=actor.user_id,
        )
    )
    audit.record(actor, "checkin.scan_undone", now, workshop=workshop_id, scan=str(scan_id))
    session.flush()
