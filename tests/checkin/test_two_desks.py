"""Two desks without a network and a server: whatever they did, in whatever parts and order it comes in, the end is one.

First a history is lived: scans, undos, forced scans, walk-ins and their badges at two desks that know only their own
list and their own scans, while at the server badges are revoked and printed anew and two people become one. Then the
same queues are sent in several orders, in parts, with repetitions, to a server that has neither scans nor walk-ins;
each time attendance, stays, walk-ins, their badges and the number of scans are compared.
"""

import os
import uuid
from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from sqlalchemy import delete, select, update

from eventapp.badges.models import SpareBadge
from eventapp.checkin import queries
from eventapp.checkin.actions import receive_events, review_scan
from eventapp.checkin.models import Outcome, Scan, ScanReview, ScanUndo, WalkIn
from eventapp.checkin.readings import DeskScan, HandOver, Reading, SpareGiven, Undo, WalkInFacts
from eventapp.core.actors import SYSTEM, Actor, Role
from eventapp.core.db import session, transaction
from eventapp.duplicates import actions as duplicates
from eventapp.registration import actions as registration
from eventapp.registration.codes import badge_code
from eventapp.registration.models import Person, Registration
from tests import factories
from tests.checkin.desk import a_guest, room_for
from tests.checkin.test_events import a_spare

START = datetime(2016, 3, 29, 3, tzinfo=UTC)
PEOPLE, PLACES = 4, ("day-1", "day-2", "hall", "small")


class TwoDesks(RuleBasedStateMachine):
    """The history. `queues`: what each desk has made and not sent; `sent`: every event that was ever made."""

    def __init__(self) -> None:
        super().__init__()
        self.workshop = factories.a_workshop()
        kind = factories.a_type(self.workshop, quota=None)  # who gets the last seat does depend on who comes in first
        self.delegation = factories.a_delegation(kind)
        room = room_for(self.workshop, 2)
        factories.a_session(self.workshop, key="hall", starts_at=START, ends_at=START + timedelta(hours=1))
        factories.a_session(
            self.workshop, key="small", starts_at=START, ends_at=START + timedelta(hours=1), room_id=room.id
        )
        guests = [a_guest(self.delegation) for _number in range(PEOPLE)]
        self.ids = [guest.id for guest, _code in guests]
        self.codes = [code for _guest, code in guests]
        self.actors = [
            Actor(f"desk {number}", roles=frozenset({(self.workshop.id, Role.CHECK_IN)})) for number in range(2)
        ]
        self.queues = [[], []]
        self.made = []
        self.gone = set()
        self.minute = self.spares = 0

    def later(self) -> datetime:
        self.minute += 1
        return START + timedelta(minutes=self.minute)

    def queue(self, desk, event) -> None:
        self.queues[desk].append(event)
        self.made.append(event)

    def scans(self):
        return [event for event in self.made if isinstance(event, DeskScan)]

    @rule(
        desk=st.integers(0, 1),
        who=st.integers(0, 30),
        place=st.sampled_from(PLACES),
        told=st.sampled_from(["admitted", "admitted", "already", "full", "left"]),
        forced=st.booleans(),
    )
    def scan(self, desk, who, place, told, forced):
        """Somebody's badge, at whatever place; with the answer that the desk gave by what it knew."""
        direction = "out" if told == "left" else "in"
        reading = Reading(
            id=uuid.uuid4(),
            checkpoint=place,
            scanned_at=self.later(),
            code=self.codes[who % len(self.codes)],
            direction=direction,
            told=Outcome(told),
            forced=forced and told == "full",
        )
        self.queue(desk, DeskScan(reading))

    @rule(desk=st.integers(0, 1))
    def a_code_of_nobody(self, desk):
        reading = Reading(uuid.uuid4(), "day-1", self.later(), code="A POSTER", told=Outcome.UNKNOWN)
        self.queue(desk, DeskScan(reading))

    @precondition(lambda self: self.scans())
    @rule(desk=st.integers(0, 1), which=st.integers(0, 30))
    def undo(self, desk, which):
        scans = self.scans()
        self.queue(desk, Undo(uuid.uuid4(), scans[which % len(scans)].id, self.later()))

    @rule(desk=st.integers(0, 1), got=st.sampled_from(["a blank badge", "both", "a printed badge", "nothing"]))
    def walk_in(self, desk, got):
        """Somebody new, let in at once; they are given a badge, and are read by it if it was a blank one."""
        name = f"Guest {'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[len(self.made) % 26]}{len(self.made)}"
        facts = WalkInFacts(uuid.uuid4(), self.later(), self.delegation.type_id, name=name, organization="Guests")
        reading = Reading(uuid.uuid4(), "day-1", self.later(), walk_in_id=facts.id, told=Outcome.ADMITTED)
        self.queue(desk, facts)
        self.queue(desk, DeskScan(reading))
        if got in ("a blank badge", "both"):
            self.spares += 1
            code = a_spare(self.workshop, self.delegation, self.spares)
            self.queue(desk, SpareGiven(uuid.uuid4(), self.later(), code, walk_in=facts.id))
            self.queue(desk, DeskScan(Reading(uuid.uuid4(), "hall", self.later(), code=code, told=Outcome.ADMITTED)))
        if got in ("a printed badge", "both"):
            self.queue(desk, HandOver(uuid.uuid4(), self.later(), walk_in=facts.id))

    @rule(desk=st.integers(0, 1), number=st.integers(1, 4))
    def sync_a_part(self, desk, number):
        """The oldest of a queue come in; the answer may be lost, and then they come in again."""
        part, self.queues[desk] = self.queues[desk][:number], self.queues[desk][number:]
        send(self.workshop, part, self.actors[desk])

    @precondition(lambda self: any(self.queues))
    @rule(desk=st.integers(0, 1))
    def sync_the_latest(self, desk):
        """What was made last comes in first: a scan before the person, or before what it undoes."""
        send(self.workshop, self.queues[desk][-1:], self.actors[desk])

    @precondition(lambda self: self.made)
    @rule(which=st.integers(0, 30), desk=st.integers(0, 1))
    def send_again(self, which, desk):
        """Something comes in once more, or for the first time from a file at the other desk."""
        send(self.workshop, [self.made[which % len(self.made)]], self.actors[desk])

    @rule(who=st.integers(0, PEOPLE - 1))
    def lose_and_print_anew(self, who):
        """A badge is lost: revoked at the server, and another printed; the desks have the old list."""
        if self.ids[who] in self.gone:
            return
        at = self.later()
        badge = registration.reissue_badge(self.ids[who], self.workshop.id, "lost", actor=SYSTEM, now=at)
        self.codes.append(badge_code(badge))

    @rule()
    def two_people_are_one(self):
        """The last two turn out to be one."""
        kept, gone = self.ids[-2:]
        if gone in self.gone:
            return
        people = [session.get_one(Registration, each).person_id for each in (kept, gone)]
        duplicates.merge(*people, self.workshop.id, actor=SYSTEM, now=self.later())
        self.gone.add(gone)

    @precondition(lambda self: queries.flagged(self.workshop))
    @rule(counts=st.booleans())
    def review(self, counts):
        """The organizer decides about the first flagged scan."""
        scan = min(queries.flagged(self.workshop), key=lambda each: str(each.id))
        review_scan(self.workshop.id, scan.id, counts, "because", actor=SYSTEM, now=self.later())

    def teardown(self):
        """All that was made comes in; then, on a server that forgot it all, in other orders: the end is the same."""
        everything = [(event, self.actors[number % 2]) for number, event in enumerate(self.made)]
        reviews = [(row.scan_id, row.counts) for row in self.reviews()]
        ends = []
        for order in (everything, everything[::-1], everything[1::2] + everything[::2] + everything[:3]):
            if ends:
                self.forget()
            for event, actor in order:
                send(self.workshop, [event], actor)
            for scan_id, counts in reviews if ends else ():
                review_scan(self.workshop.id, scan_id, counts, "because", actor=SYSTEM, now=START)
            ends.append(self.state())
        assert ends[1:] == ends[:-1]
        assert {scan_id for scan_id, _who, _flag in ends[0][2]} == {event.id for event in self.scans()}

    def own_scans(self):
        return select(Scan.id).where(Scan.workshop_id == self.workshop.id)

    def reviews(self):
        mine = select(ScanReview).where(ScanReview.scan_id.in_(self.own_scans()))
        return list(session.scalars(mine.order_by(ScanReview.id)))

    def forget(self):
        """Every scan, and everybody whom a desk registered with their badges. Blank ones are blank again."""
        came = select(Registration).where(
            Registration.workshop_id == self.workshop.id, Registration.source == "walk-in"
        )
        with transaction() as current:
            people = {row.id: row.person_id for row in current.scalars(came)}
            current.execute(delete(ScanReview).where(ScanReview.scan_id.in_(self.own_scans())))
            for table in (ScanUndo, Scan, WalkIn):
                current.execute(delete(table).where(table.workshop_id == self.workshop.id))
            current.execute(delete(Registration).where(Registration.id.in_(people)))
            current.execute(delete(Person).where(Person.id.in_(people.values())))
            blank = update(SpareBadge).where(SpareBadge.workshop_id == self.workshop.id)
            current.execute(blank.values(registration_id=None, given_at=None))

    def state(self):
        """What attendance is read from, who came of each walk-in, and each scan with whose it is; the database counts
        as the stays do. Somebody registered at a desk goes by their walk-in's id: they are registered anew each time.
        """
        self.check_counts()
        walk_ins = list(session.scalars(select(WalkIn).where(WalkIn.workshop_id == self.workshop.id)))
        name = {row.registration_id: row.id for row in walk_ins}
        scans = session.scalars(select(Scan).where(Scan.workshop_id == self.workshop.id))
        whose = Counter((scan.id, name.get(scan.registration_id, scan.registration_id), scan.flag) for scan in scans)
        arrivals = {
            key: {name.get(who, who): at for who, at in people.items()}
            for key, people in queries.arrivals(self.workshop).items()
        }
        stays = Counter(
            (name.get(stay.registration_id, stay.registration_id), stay.checkpoint, stay.start, stay.end)
            for stay in queries.stays(self.workshop)
        )
        came = select(Registration.id).where(
            Registration.workshop_id == self.workshop.id, Registration.source == "walk-in"
        )
        assert set(session.scalars(came)) == name.keys()  # each is registered once
        return arrivals, stays, whose, {row.id: self.came_of(row) for row in walk_ins}

    def came_of(self, walk_in):
        """The badge that works, when it was handed over, and what else is kept of a walk-in."""
        who = session.get_one(Registration, walk_in.registration_id)
        badge, spare = who.badge, session.scalar(select(SpareBadge).where(SpareBadge.registration_id == who.id))
        assert (spare is None) or (spare.code_hash == badge.code_hash)
        given = spare and (spare.number, spare.given_at)
        return who.person.latin_name, given, badge.handed_at, walk_in.problem, str(walk_in.facts), walk_in.settled_at

    def check_counts(self):
        places = queries.checkpoints(self.workshop)
        now_in = queries.inside(self.workshop.id, [place.key for place in places], places)
        open_stays = {(stay.checkpoint, stay.registration_id) for stay in queries.stays(self.workshop) if not stay.end}
        assert open_stays == {(key, who) for key, people in now_in.items() for who in people}
        assert not now_in["hall"] & now_in["small"]
        came = queries.arrivals(self.workshop)
        assert {place.key: queries.present_count(self.workshop, place.key) for place in places} == {
            key: len(people) for key, people in came.items()
        }


def send(workshop, events, actor):
    if events:
        receive_events(workshop.id, events, actor=actor, now=START + timedelta(days=30))


def test_two_desks_and_a_server_come_to_one_end(app):
    """A quick look each time; EVENTAPP_HISTORIES=1000 for a long one."""
    histories = int(os.environ.get("EVENTAPP_HISTORIES", "12"))
    run_state_machine_as_test(
        TwoDesks, settings=settings(max_examples=histories, stateful_step_count=14, deadline=None)
    )
