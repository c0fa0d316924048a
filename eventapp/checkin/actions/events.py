"""What a desk's queue holds: scans, undos, people without registration, badges given; each answered by itself.

The queue may come in parts, in any order, twice, and from another device than the one it was made on. So what an event
refers to may be here already or come later, and the same end is reached either way.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import cache, partial
from uuid import UUID
from weakref import WeakKeyDictionary

from flask_babel import gettext as _
from sqlalchemy import Engine, Update, bindparam, func, update
from sqlalchemy.exc import DBAPIError, OperationalError

from eventapp.badges import actions as badges
from eventapp.checkin import policy, queries
from eventapp.checkin.actions import scans, walk_ins
from eventapp.checkin.models import Desk, Scan, ScanUndo, WalkIn
from eventapp.checkin.queries import Checkpoint, ScanResult
from eventapp.checkin.readings import DeskScan, Event, HandOver, Health, Reading, SpareGiven, Undo, WalkInFacts
from eventapp.core import audit
from eventapp.core.actors import Actor
from eventapp.core.db import UtcDateTime, in_transaction, session, transaction
from eventapp.core.errors import Denied, Invalid, UserError
from eventapp.core.i18n import language
from eventapp.core.tokens import fingerprint
from eventapp.core.turns import Together
from eventapp.registration import seats
from eventapp.workshops.models import Workshop

MOST_TOGETHER = 5
"""A post with more events than these has a transaction of its own, so that nobody waits for a whole queue."""

_queues: WeakKeyDictionary[Engine, defaultdict[tuple[int, str], Together["_Post", "Told"]]] = WeakKeyDictionary()
"""By database, then by workshop and language."""


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
    post = _Post(events, health, actor, now)
    if in_transaction():
        return _receive(workshop_id, lambda: [post], seating=post.seating)[0]
    try:
        if post.light:
            return _queue(workshop_id).done(post, partial(_receive, workshop_id))
        return _receive(workshop_id, lambda: [post], seating=post.seating)[0]
    except OperationalError:  # the database is busy or away, for everybody
        raise
    except DBAPIError:
        # The same event came in from elsewhere meanwhile (at another workshop: ours is locked). It is known now. Or
        # somebody else's in the same transaction could not be kept, which is no fault of this one.
        return _receive(workshop_id, lambda: [post], seating=post.seating)[0]


@dataclass(frozen=True, slots=True)
class _Post:
    """What came in with one request."""

    events: Sequence[Event]
    health: Health | None
    actor: Actor
    now: datetime

    @property
    def seating(self) -> bool:
        """Whether seats or badges are given."""
        return any(isinstance(event, WalkInFacts | SpareGiven | HandOver) for event in self.events)

    @property
    def light(self) -> bool:
        """A few scans and nothing else, as a desk with a network sends them: these are taken in together."""
        return 0 < len(self.events) <= MOST_TOGETHER and all(isinstance(event, DeskScan) for event in self.events)


def _queue(workshop_id: int) -> Together[_Post, Told]:
    """Where posts for a workshop wait that are answered in the same language."""
    of_database = _queues.setdefault(session().get_bind().engine, defaultdict(Together))
    return of_database[workshop_id, language()]


def _receive(workshop_id: int, take: Callable[[], list[_Post]], *, seating: bool = False) -> list[Told]:
    """One transaction for every post that `take` gives once the workshop is locked; what each is told."""
    with transaction():
        workshop = seats.lock(workshop_id) if seating else scans.locked(workshop_id)
        posts = take()
        _heard(posts)
        places = queries.checkpoints(workshop) if any(post.events for post in posts) else []
        batches = [_Batch(workshop, places, post) for post in posts]
        for batch in batches:
            batch.take(WalkInFacts, SpareGiven, Undo)  # what scans may rest on comes first
        _scans(workshop, places, batches)
        for batch in batches:
            batch.take(HandOver)
        counts = queries.desk_counts(workshop, {key for batch in batches for key in batch.keys}, places)
    return [batch.told(counts) for batch in batches]


def _heard(posts: Sequence[_Post]) -> None:
    """Note how the desks are."""
    heard = [
        {
            "desk": post.actor.desk_id,
            "seen": post.now,
            "level": post.health.battery,
            "plugged": post.health.charging,
            "left": post.health.waiting,
            "ahead": post.health.clock_offset,
            "list": post.health.list_at,
        }
        for post in posts
        if post.actor.desk_id is not None and post.health is not None
    ]
    if heard:
        session.connection().execute(_health_of_a_desk(), heard)


@cache
def _health_of_a_desk() -> Update:
    return (
        update(Desk)
        .where(Desk.id == bindparam("desk"))
        .values(
            seen_at=bindparam("seen"),
            battery=bindparam("level"),
            charging=bindparam("plugged"),
            waiting=bindparam("left"),
            clock_offset=bindparam("ahead"),
            list_at=func.coalesce(bindparam("list", type_=UtcDateTime), Desk.list_at),
        )
    )


def _scans(workshop: Workshop, places: Sequence[Checkpoint], batches: Sequence["_Batch"]) -> None:
    """Store the scans of all batches; those at a place that is not there, of which the desk decided nothing, are
    refused."""
    events = [event for batch in batches for event in batch.chosen]
    if not events:
        return
    known = queries.known_scans({event.id for event in events})
    ids = queries.registrations_named(workshop.id, {event.registration for event in events})
    sent = [scans.Sent(batch.readings(known, ids), batch.post.actor, batch.post.now) for batch in batches]
    received = scans.store(workshop, sent, places, known)
    own = {key: row for key, row in received.scans.items() if row.workshop_id == workshop.id}
    answers = {each.id: each for each in queries.results(workshop, list(own.values()), places)}
    added = set(received.added)
    for batch in batches:
        batch.note(own, answers, added)


@dataclass(frozen=True, slots=True)
class _Batch:
    """A post on its way in, under the lock of the workshop."""

    workshop: Workshop
    places: Sequence[Checkpoint]
    post: _Post
    found: dict[int, Verdict] = field(default_factory=dict)

    @property
    def actor(self) -> Actor:
        return self.post.actor

    @property
    def now(self) -> datetime:
        return self.post.now

    @property
    def chosen(self) -> list[DeskScan]:
        """Its scans."""
        return [event for event in self.post.events if isinstance(event, DeskScan)]

    @property
    def keys(self) -> set[str]:
        """The checkpoints that its scans name."""
        return {event.reading.checkpoint for event in self.chosen}

    def told(self, counts: Mapping[str, int]) -> Told:
        """The verdicts in the order of the events, and the counts that are asked for."""
        verdicts = [self.found[number] for number in range(len(self.post.events))]
        return Told(verdicts, {key: number for key, number in counts.items() if key in self.keys})

    def take(self, *kinds: type[Event]) -> None:
        """Do what the events of these kinds say, one kind after the other."""
        for kind in kinds:
            for number, event in enumerate(self.post.events):
                if isinstance(event, kind):
                    self.found[number] = self.verdict(event)

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

    def readings(self, known: Mapping[UUID, Scan], ids: Mapping[UUID, int]) -> list[Reading]:
        """What there is to store, or stored already, each once. `ids`: of the registrations that scans name."""
        keys = {place.key for place in self.places}
        found: dict[UUID, Reading] = {}
        for event in self.chosen:
            reading = event.reading
            if reading.id in known or reading.told is not None or reading.checkpoint in keys:
                owner = ids.get(event.registration) if event.registration else None
                found.setdefault(reading.id, replace(reading, registration_id=owner))
        return list(found.values())

    def note(self, rows: Mapping[UUID, Scan], answers: Mapping[UUID, ScanResult], added: set[UUID]) -> None:
        """Answer the scans. `added`: those that are new and were not answered yet; takes out of it."""
        for number, event in enumerate(self.post.events):
            if isinstance(event, DeskScan):
                fresh = event.id in added
                added.discard(event.id)
                self.found[number] = self._scanned(event, rows.get(event.id), answers.get(event.id), fresh=fresh)

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
        if known is not None and known.workshop_id != self.workshop.id:
            raise UserError(_("This was sent to another workshop before."))
        if known is not None and walk_ins.awaited(known):
            known = None
        row = known or walk_ins.take(self.workshop, event, actor=self.actor, now=self.now)
        status = Status.FLAGGED if row.problem else Status.STORED
        return Verdict(event.id, Status.DUPLICATE if known else status, row.problem, walk_in=row)

    def _spare(self, event: SpareGiven) -> Verdict:
        code = fingerprint(event.code)
        owner, walk_in = self._who(event)
        try:
            badge = badges.give_spare(self.workshop.id, code, owner or 0, at=event.at, actor=self.actor, now=self.now)
        except UserError as error:
            if walk_in is None or queries.badges_read(self.workshop.id, {code}):
                raise
            walk_ins.keep_spare(walk_in, code, event.at)
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
        owner, walk_in = self._who(event)
        try:
            badges.hand_over(self.workshop.id, owner or 0, event.at, actor=self.actor, now=self.now)
        except UserError as error:
            if walk_in is None:
                raise
            walk_ins.keep_hand_over(walk_in, event.at)  # until they have a badge
            return Verdict(event.id, Status.FLAGGED, walk_in.problem or error.message)
        return Verdict(event.id, Status.STORED)

    def _who(self, event: SpareGiven | HandOver) -> tuple[int | None, WalkIn | None]:
        """Whom it names: a registration, or a walk-in who may come in later."""
        if event.registration is not None:
            return queries.registrations_named(self.workshop.id, {event.registration}).get(event.registration), None
        if event.walk_in is None:
            return None, None
        row = walk_ins.expect(self.workshop.id, event.walk_in, event.at, actor=self.actor, now=self.now)
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
