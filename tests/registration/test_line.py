"""The waiting list that asks first: offers hold seats, answers and silence, places, and who was passed by."""

from datetime import timedelta

import pytest

from eventapp.core import audit
from eventapp.core.actors import NOBODY, Actor
from eventapp.core.db import session
from eventapp.core.errors import Denied, UserError
from eventapp.core.jobs import run_next
from eventapp.registration import actions, queries, seats
from eventapp.registration.models import Registration
from tests import factories
from tests.people import NOW

LATE = NOW + timedelta(hours=49)


@pytest.fixture
def office(workshop):
    return factories.a_delegation(factories.a_type(workshop, asks_first=True, approval="open"), seats=1)


@pytest.fixture
def three(workshop, office):
    """One with the seat, two who wait."""
    held = factories.a_registration(office)
    waiting = [factories.a_registration(office, state="waitlisted", waitlist_number=number) for number in (1, 2)]
    return held.id, waiting[0].id, waiting[1].id


def stands(*ids):
    session.rollback()
    return [(row.state, row.offered_until is not None) for row in (session.get_one(Registration, each) for each in ids)]


def test_a_freed_seat_is_offered_to_who_is_next_and_held_for_them(workshop, organizer, three):
    held, first, second = three
    actions.cancel(held, workshop.id, actor=organizer, now=NOW)

    assert stands(first, second) == [("waitlisted", True), ("waitlisted", False)]
    with pytest.raises(UserError, match="taken"):
        actions.confirm(second, workshop.id, actor=organizer, now=NOW)
    me = Actor("participant", registration_id=first)
    assert actions.answer_offer(first, workshop.id, True, actor=me, now=NOW).state == "confirmed"


def test_a_no_passes_the_seat_on(workshop, organizer, three):
    held, first, second = three
    actions.cancel(held, workshop.id, actor=organizer, now=NOW)
    with pytest.raises(Denied):
        actions.answer_offer(first, workshop.id, False, actor=NOBODY, now=NOW)

    actions.answer_offer(first, workshop.id, False, actor=organizer, now=NOW)

    assert stands(first, second) == [("cancelled", False), ("waitlisted", True)]


def test_who_does_not_answer_goes_to_the_end_and_the_next_is_asked_by_a_job(workshop, organizer, three):
    held, first, second = three
    actions.cancel(held, workshop.id, actor=organizer, now=NOW)

    while run_next(LATE):
        pass

    assert stands(first, second) == [("waitlisted", False), ("waitlisted", True)]
    assert [row.id for row in seats.in_line(workshop.id)] == [second, first]
    answers = [entry.facts for entry in audit.history("registration", first) if entry.tag.endswith("offer_answered")]
    assert answers == [{"answer": "none"}]


def test_an_answer_too_late_is_refused_and_the_seat_has_gone_on(workshop, organizer, three):
    held, first, second = three
    actions.cancel(held, workshop.id, actor=organizer, now=NOW)

    with pytest.raises(UserError, match="time to answer is over"):
        actions.answer_offer(first, workshop.id, True, actor=organizer, now=LATE)

    assert stands(first, second) == [("waitlisted", False), ("waitlisted", True)]


def test_alternates_of_the_delegation_come_first_for_its_own_seat(workshop, organizer):
    office = factories.a_delegation(factories.a_type(workshop), seats=1)
    held = factories.a_registration(office)
    first = factories.a_registration(office, state="waitlisted", waitlist_number=1)
    alternate = factories.a_registration(office, state="waitlisted", waitlist_number=2, alternate=True)
    ids = first.id, alternate.id

    actions.decline(held.id, workshop.id, actor=organizer, now=NOW)

    assert stands(*ids) == [("waitlisted", False), ("pending", False)]


def test_who_is_passed_by_has_it_in_the_history_with_the_reason(workshop, organizer):
    kind = factories.a_type(workshop)
    full, other = factories.a_delegation(kind, seats=1), factories.a_delegation(kind, country="UZ", seats=1)
    factories.a_registration(full)
    held = factories.a_registration(other)
    passed = factories.a_registration(full, state="waitlisted", waitlist_number=1)
    moved = factories.a_registration(other, state="waitlisted", waitlist_number=2)

    actions.decline(held.id, workshop.id, actor=organizer, now=NOW)

    [entry] = audit.history("registration", passed.id)
    assert (entry.tag, entry.facts) == ("registration.skipped", {"by": moved.id, "reason": "delegation"})


def test_the_organizer_moves_somebody_in_the_line_with_a_reason(workshop, organizer, three):
    _held, first, second = three

    with pytest.raises(UserError, match="why"):
        actions.move_in_line(second, workshop.id, 1, " ", actor=organizer, now=NOW)
    actions.move_in_line(second, workshop.id, 1, "Chairs a panel", actor=organizer, now=NOW)

    assert [queries.place_in_line(session.get_one(Registration, each)) for each in (first, second)] == [2, 1]


def test_a_free_seat_is_offered_to_whom_the_organizer_chooses(workshop, organizer, three):
    held, first, second = three
    with pytest.raises(UserError, match="taken"):
        actions.offer_seat(second, workshop.id, actor=organizer, now=NOW)
    actions.cancel(held, workshop.id, actor=organizer, now=NOW)
    with pytest.raises(UserError):
        actions.offer_seat(second, workshop.id, actor=organizer, now=NOW)
    actions.withdraw_offer(first, workshop.id, actor=organizer, now=NOW)

    assert stands(first, second) == [("waitlisted", False), ("waitlisted", True)]
