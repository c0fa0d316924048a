"""Decisions are taken back exactly, with whoever moved up by them, as far as seats allow."""

from datetime import timedelta

import pytest

from eventapp.core.actors import NOBODY
from eventapp.core.db import session
from eventapp.core.errors import Denied, UserError
from eventapp.registration import actions, queries
from eventapp.registration.actions.undo import REMEMBERED
from eventapp.registration.models import Registration
from tests import factories
from tests.people import NOW

LATER = NOW + timedelta(minutes=1)


def stand() -> list[tuple[object, ...]]:
    session.rollback()
    rows = session.query(Registration).order_by(Registration.id)
    return [tuple(getattr(row, name) for name in REMEMBERED) for row in rows]


@pytest.fixture
def people(workshop):
    office = factories.a_delegation(factories.a_type(workshop), seats=2)
    rows = [factories.a_registration(office, is_head=True), factories.a_registration(office, state="pending")]
    rows.append(factories.a_registration(office, state="waitlisted", waitlist_number=1))
    return [row.id for row in rows]


def test_declining_two_and_taking_it_back_leaves_everybody_as_they_were(workshop, organizer, people):
    before = stand()
    actions.decide_many(people[:2], workshop.id, "declined", "No seats", actor=organizer, now=NOW)
    assert [row[0] for row in stand()] == ["declined", "declined", "pending"]

    entry = queries.last_decision(workshop.id, organizer.user_id, NOW)
    taken = actions.undo(entry, workshop.id, actor=organizer, now=LATER)

    assert (taken.done, taken.refused) == (3, [])
    assert stand() == before
    with pytest.raises(UserError, match="already"):
        actions.undo(entry, workshop.id, actor=organizer, now=LATER)


def test_who_was_changed_since_or_has_no_seat_any_more_is_named(workshop, organizer, people):
    actions.decline(people[0], workshop.id, actor=organizer, now=NOW)
    entry = queries.last_decision(workshop.id, organizer.user_id, NOW)
    actions.confirm(people[2], workshop.id, actor=organizer, now=LATER)

    taken = actions.undo(entry, workshop.id, actor=organizer, now=LATER)

    assert taken.done == 0
    assert [why for _name, why in taken.refused] == ["It was changed since.", "All 2 seats of Kazakhstan are taken."]


def test_funding_and_alternates_of_many_are_set_and_taken_back(workshop, organizer, people):
    before = stand()
    actions.set_many(people, workshop.id, "funding", "funded", actor=organizer, now=NOW)
    assert {row[REMEMBERED.index("funding")] for row in stand()} == {"funded"}

    actions.undo(queries.last_decision(workshop.id, organizer.user_id, NOW), workshop.id, actor=organizer, now=LATER)

    assert stand() == before


def test_only_organizers_take_back(workshop, organizer, people):
    actions.decline(people[0], workshop.id, actor=organizer, now=NOW)

    with pytest.raises(Denied):
        actions.undo(queries.last_decision(workshop.id, organizer.user_id, NOW), workshop.id, actor=NOBODY, now=LATER)


def test_a_fact_is_changed_only_if_it_still_is_what_was_shown(workshop, organizer, people):
    who = {"actor": organizer, "now": NOW}
    actions.change_fact(people[0], workshop.id, "position", "Head", "", **who)

    with pytest.raises(actions.ChangedMeanwhile) as error:
        actions.change_fact(people[0], workshop.id, "position", "Deputy", "", **who)

    assert error.value.stands == "Head"
