"""Letting people in: scans come in, one or hundreds at a time, early or late, once or again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from eventapp.checkin import policy, queries
from eventapp.checkin.actions.doorkeeper import Answer, doorkeeper, named
from eventapp.checkin.models import Scan
from eventapp.checkin.queries import Checkpoint, ScanResult
from eventapp.checkin.readings import Reading
from eventapp.core import audit
from eventapp.core.actors import Actor
from eventapp.core.db import in_transaction, session, transaction
from eventapp.core.errors import Denied, Invalid, Missing
from eventapp.workshops.models import Workshop

LARGEST_BATCH = 500


@dataclass(frozen=True, slots=True)
class Sent:
    """Readings that came in with one request, from whom and when."""

    readings: Sequence[Reading]
    actor: Actor
    now: datetime


@dataclass(frozen=True, slots=True)
class Received:
    """The stored scans by id, as far as they are known, and the ids of those that were added."""

    scans: Mapping[UUID, Scan]
    added: frozenset[UUID]


def receive_scans(workshop_id: int, batch: Sequence[Reading], *, actor: Actor, now: datetime) -> list[ScanResult]:
    """Store what a desk read, however often and however late it is sent; the answer to each, in the batch's order.

    A scan whose id is known already gets the answer it got then and adds nothing. The others are decided in the
    order in which they were made, and stored whatever the answer. No room holds more people than its capacity.
    Raises Denied, Missing for a workshop or a person that is not there, Invalid for a checkpoint that is not
    there or a batch of more than LARGEST_BATCH. What a desk said by itself (`told`) has happened, and is stored in
    any case.
    """
    if not policy.can_scan(actor, workshop_id):
        raise Denied(_("You do not check people in at this workshop."))
    if len(batch) > LARGEST_BATCH:
        raise Invalid(_("More than %(number)s scans at once.", number=LARGEST_BATCH))
    try:
        return _receive(workshop_id, batch, actor, now)
    except IntegrityError:
        # The same scan came in from elsewhere meanwhile (at another workshop: ours is locked). It is known now.
        if in_transaction():
            raise
        return _receive(workshop_id, batch, actor, now)


def _receive(workshop_id: int, batch: Sequence[Reading], actor: Actor, now: datetime) -> list[ScanResult]:
    with transaction():
        workshop = locked(workshop_id)
        places = queries.checkpoints(workshop)
        received = store(workshop, [Sent(batch, actor, now)], places)
        return queries.results(workshop, [received.scans[reading.id] for reading in batch], places)


def locked(workshop_id: int) -> Workshop:
    """The workshop, its scans held still until the end of the transaction, so that rooms fill exactly."""
    workshop = session.scalar(select(Workshop).where(Workshop.id == workshop_id).with_for_update(key_share=True))
    if workshop is None:
        raise Missing(_("There is no such workshop."))
    return workshop


def store(
    workshop: Workshop,
    sent: Sequence[Sent],
    places: Sequence[Checkpoint],
    known: Mapping[UUID, Scan] | None = None,
) -> Received:
    """Decide and store, under the lock of the workshop, inside the caller's transaction; one request after the other.

    `known`: those that are stored already, where they have been read. Raises Invalid, Missing.
    """
    stored = dict(queries.known_scans({each.id for one in sent for each in one.readings}) if known is None else known)
    by_key = {place.key: place for place in places}
    seen: set[UUID] = set(stored)
    fresh = [(one, _fresh(one, seen)) for one in sent]
    coming = [reading for _one, readings in fresh for reading in readings]
    if coming:
        _refuse_unknown_places(coming, by_key)
        keeper = doorkeeper(workshop, coming, places)
        if named(reading for reading in coming if reading.told is None) - keeper.guests.keys():
            raise Missing(_("There is no such registration at this workshop."))
        for one, readings in fresh:
            for reading in readings:
                row = stored[reading.id] = _scan(reading, keeper.answer(reading), by_key.get(reading.checkpoint))
                row.workshop_id, row.received_at = workshop.id, one.now
                row.desk_id, row.user_id = one.actor.desk_id, one.actor.user_id
        session.add_all(stored[reading.id] for reading in coming)
        for one, readings in fresh:
            if readings:
                audit.record(one.actor, "checkin.scans_received", one.now, workshop=workshop.id, stored=len(readings))
        session.flush()
    return Received(stored, frozenset(reading.id for reading in coming))


def _fresh(sent: Sent, seen: set[UUID]) -> list[Reading]:
    """The readings not stored yet, each id once, in the order in which they were made; a clock may be fast. Notes what
    it has seen."""
    first: list[Reading] = []
    for reading in sent.readings:
        if reading.id not in seen:
            seen.add(reading.id)
            first.append(replace(reading, scanned_at=min(reading.scanned_at, sent.now)))
    return sorted(first, key=lambda reading: reading.scanned_at)


def _refuse_unknown_places(readings: Iterable[Reading], places: Mapping[str, Checkpoint]) -> None:
    for reading in readings:
        if reading.told is None and reading.checkpoint not in places:
            raise Invalid(_("There is no checkpoint “%(key)s” at this workshop.", key=reading.checkpoint))


def _scan(reading: Reading, answer: Answer, place: Checkpoint | None) -> Scan:
    return Scan(
        id=reading.id,
        checkpoint=reading.checkpoint,
        day=place.day if place is not None and place.is_venue else None,
        session_id=place.session_id if place is not None else None,
        registration_id=answer.registration_id,
        code_hash=reading.code_hash,
        walk_in_id=reading.walk_in_id,
        outcome=answer.outcome,
        told=reading.told,
        forced=reading.forced,
        flag=answer.flag,
        direction=reading.direction,
        way=reading.recognised_by,
        scanned_at=reading.scanned_at,
        device_at=reading.device_at,
        clock_offset=reading.clock_offset,
        device=reading.device,
    )


def claim(
    workshop_id: int, registration_id: int, *, code_hash: str | None = None, walk_in_id: UUID | None = None
) -> None:
    """Scans that came in before it was known whose they are: of a blank badge, of a walk-in. Now they are known."""
    whose = Scan.code_hash == code_hash if code_hash is not None else Scan.walk_in_id == walk_in_id
    session.execute(
        update(Scan)
        .where(Scan.workshop_id == workshop_id, Scan.registration_id.is_(None), whose)
        .values(registration_id=registration_id)
    )
