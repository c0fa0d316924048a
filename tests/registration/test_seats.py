"""Seats are exact: three bounds, the waiting list in order, moving up; and nobody is ever one too many."""

import contextvars
import threading

import pytest
from sqlalchemy import func, select

from eventapp.core.actors import SYSTEM
from eventapp.core.db import session, transaction
from eventapp.core.errors import Invalid, UserError
from eventapp.registration import actions, queries
from eventapp.registration.models import HOLDS_SEAT, Delegation, DelegationType, Registration, State
from eventapp.registration.seats import NoSeats
from tests import factories
from tests.people import NOW


def test_the_delegations_seats_are_a_bound(workshop, enter, states):
    delegation = factories.a_delegation(factories.a_type(workshop), seats=2)

    for name in ("Ann", "Bob", "Cid"):
        enter(delegation, name)

    assert states() == {"Ann": "pending", "Bob": "pending", "Cid": "waitlisted"}


def test_the_types_quota_is_a_bound_over_its_delegations(workshop, enter, states):
    kind = factories.a_type(workshop, quota=2)
    kazakhstan = factories.a_delegation(kind, seats=None)
    tajikistan = factories.a_delegation(kind, country="TJ", seats=5)

    enter(kazakhstan, "Ann")
    enter(tajikistan, "Bob")
    enter(kazakhstan, "Cid")

    assert states() == {"Ann": "pending", "Bob": "pending", "Cid": "waitlisted"}


def test_the_workshops_capacity_counts_participants_only(app, organizer_of, states):
    workshop = factories.a_workshop(capacity=1)
    kind = factories.a_type(workshop, quota=None)
    interpreters = factories.a_type(workshop, quota=None, counts_as_participant=False)
    home, booth = factories.a_delegation(kind, seats=None), factories.a_delegation(interpreters, seats=None)
    organizer = organizer_of(workshop)

    for delegation, name in ((booth, "Int"), (home, "Ann"), (home, "Bob"), (booth, "Ivo")):
        actions.register(
            workshop.id,
            delegation.type_id,
            {"latin_name": name},
            delegation_id=delegation.id,
            source="organizer",
            actor=organizer,
            now=NOW,
        )

    assert states() == {"Int": "pending", "Ann": "pending", "Bob": "waitlisted", "Ivo": "pending"}


def test_nobody_can_even_wait_for_a_seat_of_a_delegation_without_seats(workshop, enter):
    delegation = factories.a_delegation(factories.a_type(workshop), seats=0)

    with pytest.raises(NoSeats) as refused:
        enter(delegation, "Ann")

    assert refused.value.message == "Kazakhstan has no seats at this workshop."
    assert session.scalar(select(func.count()).select_from(Registration)) == 0


@pytest.mark.parametrize(
    ("approval", "state"),
    [("open", "confirmed"), ("organizer", "pending"), ("nomination", "nominated"), ("invitation", "pending")],
)
def test_a_seat_is_taken_in_the_state_that_the_approval_says(workshop, enter, approval, state):
    delegation = factories.a_delegation(factories.a_type(workshop, approval=approval))

    assert enter(delegation, "Ann").state == state


@pytest.mark.parametrize(
    ("approval", "state"), [("open", "confirmed"), ("organizer", "pending"), ("nomination", "nominated")]
)
def test_a_freed_seat_goes_to_who_waits_first(workshop, enter, organizer, states, mails, approval, state):
    delegation = factories.a_delegation(factories.a_type(workshop, approval=approval), seats=1)
    first = enter(delegation, "Ann")
    enter(delegation, "Bob", given={"email": "bob@example.org"})
    enter(delegation, "Cid", given={"email": "cid@example.org"})

    actions.decline(first.id, workshop.id, "No visa", actor=organizer, now=NOW)

    assert states() == {"Ann": "declined", "Bob": state, "Cid": "waitlisted"}
    assert mails() == [
        ("registration.moved_up", "bob@example.org"),
        ("registration.registered", "bob@example.org"),
        ("registration.registered", "cid@example.org"),
    ]


def test_a_freed_seat_goes_to_the_first_who_fits(workshop, enter, organizer, states):
    kind = factories.a_type(workshop, quota=3)
    kazakhstan = factories.a_delegation(kind, seats=1)
    tajikistan = factories.a_delegation(kind, country="TJ", seats=2)
    enter(kazakhstan, "Ann")
    leaving = enter(tajikistan, "Bob")
    enter(tajikistan, "Cid")
    enter(kazakhstan, "Waits for Kazakhstan")
    enter(tajikistan, "Waits for Tajikistan")

    actions.cancel(leaving.id, workshop.id, actor=organizer, now=NOW)

    assert states() == {
        "Ann": "pending",
        "Bob": "cancelled",
        "Cid": "pending",
        "Waits for Kazakhstan": "waitlisted",
        "Waits for Tajikistan": "pending",
    }


def test_moving_somebody_frees_the_seat_and_needs_one(workshop, enter, organizer, states):
    kind = factories.a_type(workshop)
    full = factories.a_delegation(kind, seats=1)
    other = factories.a_delegation(kind, country="TJ", seats=1)
    first = enter(full, "Ann")
    enter(full, "Bob")

    actions.move(first.id, workshop.id, other.id, actor=organizer, now=NOW)

    assert states() == {"Ann": "pending", "Bob": "pending"}
    with pytest.raises(UserError, match="All 1 seats of Kazakhstan are taken"):
        actions.move(first.id, workshop.id, full.id, actor=organizer, now=NOW)


def test_more_seats_let_people_move_up_and_fewer_than_held_are_refused(workshop, enter, organizer, states):
    delegation = factories.a_delegation(factories.a_type(workshop), seats=1)
    for name in ("Ann", "Bob", "Cid"):
        enter(delegation, name)

    actions.change_delegation(delegation.id, workshop.id, {"seats": 2}, actor=organizer, now=NOW)

    assert states() == {"Ann": "pending", "Bob": "pending", "Cid": "waitlisted"}
    with pytest.raises(Invalid) as refused:
        actions.change_delegation(delegation.id, workshop.id, {"seats": 1}, actor=organizer, now=NOW)
    assert refused.value.fields == {"seats": "2 seats are held already; decline or move somebody first."}
    assert session.get_one(Delegation, delegation.id).seats == 2


def test_a_higher_quota_lets_people_move_up_and_a_lower_one_is_refused(workshop, enter, organizer, states):
    kind = factories.a_type(workshop, quota=1)
    delegation = factories.a_delegation(kind, seats=None)
    for name in ("Ann", "Bob"):
        enter(delegation, name)

    actions.change_type(kind.id, workshop.id, {"quota": None}, actor=organizer, now=NOW)

    assert states() == {"Ann": "pending", "Bob": "pending"}
    with pytest.raises(Invalid):
        actions.change_type(kind.id, workshop.id, {"quota": 1}, actor=organizer, now=NOW)
    assert session.get_one(DelegationType, kind.id).quota is None


def test_a_raised_capacity_lets_people_move_up(workshop, enter, organizer, states):
    delegation = factories.a_delegation(factories.a_type(workshop, quota=None), seats=None)
    with transaction():
        workshop.capacity = 1
    for name in ("Ann", "Bob"):
        enter(delegation, name)

    with transaction():
        workshop.capacity = 2
        actions.fill_freed_seats(workshop.id, actor=SYSTEM, now=NOW)

    assert states() == {"Ann": "pending", "Bob": "pending"}


def test_who_is_put_on_the_waiting_list_does_not_take_the_seat_straight_back(workshop, enter, organizer, states):
    delegation = factories.a_delegation(factories.a_type(workshop), seats=1)
    first = enter(delegation, "Ann")
    enter(delegation, "Bob")

    actions.waitlist(first.id, workshop.id, actor=organizer, now=NOW)

    assert states() == {"Ann": "waitlisted", "Bob": "pending"}


def test_the_number_in_the_line_is_among_those_who_wait_for_the_same_seats(workshop, enter):
    kind = factories.a_type(workshop)
    kazakhstan = factories.a_delegation(kind, seats=1)
    tajikistan = factories.a_delegation(kind, country="TJ", seats=1)
    for delegation in (kazakhstan, tajikistan):
        enter(delegation, "First")
    waiting = [enter(kazakhstan, "Ann"), enter(tajikistan, "Bob"), enter(kazakhstan, "Cid")]

    assert [row.waitlist_number for row in waiting] == [1, 2, 3]
    assert [queries.place_in_line(row) for row in waiting] == [1, 1, 2]


def test_forty_people_at_once_for_the_last_five_seats(app, states):
    workshop = factories.a_workshop()
    kind = factories.a_type(workshop, approval="open", quota=7)
    delegation = factories.a_delegation(kind, seats=None, country="", organization="OSCE")
    for _early in range(2):
        factories.a_registration(delegation)
    slot = (workshop.id, kind.id)
    barrier, failures = threading.Barrier(40), []

    def come(number: int) -> None:
        with app.app_context():
            try:
                barrier.wait(timeout=30)
                given = {"latin_name": f"Person {number}"}
                actions.register(*slot, given, organization="OSCE", source="public", actor=SYSTEM, now=NOW)
            except Exception as error:
                failures.append(error)
            finally:
                session.remove()

    session.rollback()
    threads = [threading.Thread(target=contextvars.Context().run, args=(come, number)) for number in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)

    assert failures == []
    rows = list(session.scalars(select(Registration).order_by(Registration.id)))
    assert sum(row.state in HOLDS_SEAT for row in rows) == 7
    assert [row.state for row in rows[2:7]] == [State.CONFIRMED] * 5
    assert [row.waitlist_number for row in rows[7:]] == list(range(1, 36))
