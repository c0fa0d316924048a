"""Letting people in: scans come in, one or hundreds at a time, early or late, once or again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from eventapp.checkin import policy, queries
from eventapp.checkin.decision import Badge, Place, decide
from eventapp.checkin.models import Outcome, Scan
from eventapp.checkin.queries import Checkpoint, ReadBadge, ScanResult
from eventapp.core import audit
from eventapp.core.actors import Actor
from eventapp.core.db import in_transaction, session, transaction
from eventapp.core.errors import Denied, Invalid, Missing
from eventapp.core.tokens import fingerprint
from eventapp.registration.models import State
from eventapp.workshops.models import Workshop

LARGEST_BATCH = 500


@dataclass(frozen=True, slots=True)
class Reading:
    """One scan as a device sends it: of a badge (`code`), or of a person found by name (`registration_id`).

    `id` is chosen by the device; `scanned_at` is its clock, with zone.
    """

    id: UUID
    checkpoint: str
    scanned_at: datetime
    code: str = ""
    registration_id: int | None = None
    device: str = ""

    @property
    def code_hash(self) -> str | None:
        return fingerprint(self.code) if self.registration_id is None else None


@dataclass(slots=True)
class _Door:
    """What the database said before the first scan of a batch; `admitted` and `inside` go on with each."""

    places: Mapping[str, Checkpoint]
    badges: Mapping[str, ReadBadge]
    states: Mapping[int, State]
    admitted: set[tuple[str, int]] = field(default_factory=set)
    inside: dict[str, int] = field(default_factory=dict)

    def owner(self, reading: Reading) -> tuple[int | None, Badge, State | None]:
        """(registration id, what the badge is worth, state of the registration)."""
        if reading.registration_id is not None:
            return reading.registration_id, Badge.NONE, self.states[reading.registration_id]
        badge = self.badges.get(reading.code_hash or "")
        if badge is None:
            return None, Badge.UNKNOWN, None
        return badge.registration_id, Badge.REVOKED if badge.revoked else Badge.VALID, badge.state

    def answer(self, reading: Reading) -> tuple[int | None, Outcome]:
        """Decide on one reading, and remember whom it let in."""
        owner, badge, state = self.owner(reading)
        key, capacity = reading.checkpoint, self.places[reading.checkpoint].capacity
        place = Place(capacity, self.inside.get(key, 0))
        before = owner is not None and (key, owner) in self.admitted
        outcome = decide(badge, state, admitted_before=before, place=place)
        if outcome is Outcome.ADMITTED and owner is not None:
            self.admitted.add((key, owner))
            self.inside[key] = place.inside + 1
        return owner, outcome


def receive_scans(workshop_id: int, batch: Sequence[Reading], *, actor: Actor, now: datetime) -> list[ScanResult]:
    """Store what a desk read, however often and however late it is sent; the answer to each, in the batch's order.

    A scan whose id is known already gets the answer it got then and adds nothing. The others are decided in the
    order in which they were made, and stored whatever the answer. No room holds more people than its capacity.
    Raises Denied, Missing for a workshop or a person that is not there, Invalid for a checkpoint that is not
    there or a batch of more than LARGEST_BATCH.
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
    with transaction() as current:
        workshop = _locked(workshop_id)
        known = queries.known_scans({reading.id for reading in batch})
        fresh = _fresh(batch, known)
        door = _door(workshop, fresh)
        for reading in fresh:
            known[reading.id] = _scan(reading, door, workshop, actor, now)
        current.add_all(known[reading.id] for reading in fresh)
        current.flush()
        if fresh:
            audit.record(actor, "checkin.scans_received", now, workshop=workshop_id, stored=len(fresh))
        return queries.results(workshop, [known[reading.id] for reading in batch])


def _locked(workshop_id: int) -> Workshop:
    """The workshop, its scans held still until the end of the transaction, so that rooms fill exactly."""
    workshop = session.scalar(select(Workshop).where(Workshop.id == workshop_id).with_for_update(key_share=True))
    if workshop is None:
        raise Missing(_("There is no such workshop."))
    return workshop


def _fresh(batch: Iterable[Reading], known: Mapping[UUID, Scan]) -> list[Reading]:
    """The readings not stored yet, each id once, in the order in which they were made."""
    first: dict[UUID, Reading] = {}
    for reading in batch:
        if reading.id not in known:
            first.setdefault(reading.id, reading)
    return sorted(first.values(), key=lambda reading: reading.scanned_at)


def _door(workshop: Workshop, readings: Sequence[Reading]) -> _Door:
    places = {place.key: place for place in queries.checkpoints(workshop)} if readings else {}
    for reading in readings:
        if reading.checkpoint not in places:
            raise Invalid(_("There is no checkpoint “%(key)s” at this workshop.", key=reading.checkpoint))
    badges = queries.badges_read(workshop.id, {reading.code_hash for reading in readings if reading.code_hash})
    named = {reading.registration_id for reading in readings if reading.registration_id is not None}
    states = queries.states(workshop.id, named)
    if named - states.keys():
        raise Missing(_("There is no such registration at this workshop."))
    bounded = {reading.checkpoint for reading in readings if places[reading.checkpoint].capacity is not None}
    owners = {badge.registration_id for badge in badges.values()} | named
    return _Door(
        places=places,
        badges=badges,
        states=states,
        admitted=queries.admitted(workshop.id, owners) if owners else set(),
        inside=queries.inside(workshop.id, bounded) if bounded else {},
    )


def _scan(reading: Reading, door: _Door, workshop: Workshop, actor: Actor, now: datetime) -> Scan:
    owner, outcome = door.answer(reading)
    place = door.places[reading.checkpoint]
    return Scan(
        id=reading.id,
        workshop_id=workshop.id,
        checkpoint=place.key,
        day=place.day if place.session_id is None else None,
        session_id=place.session_id,
        registration_id=owner,
        code_hash=reading.code_hash,
        outcome=outcome,
        scanned_at=min(reading.scanned_at, now),  # a device's clock may be fast
        received_at=now,
        device=reading.device,
        user_id=actor.user_id,
    )
