"""Two become one, with all that belongs to them, and two again."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from eventapp.core import audit
from eventapp.core.actors import NOBODY, Actor, Role
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Missing, UserError
from eventapp.core.tokens import new_serial
from eventapp.duplicates import actions, queries
from eventapp.registration import actions as registration
from eventapp.registration import queries as people
from eventapp.registration.models import Badge, Person, Registration
from tests import factories
from tests.people import NOW

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def office(workshop):
    return factories.a_delegation(factories.a_type(workshop), seats=5)


def someone(workshop, office, latin, original="", **changes) -> Registration:
    person = factories.a_person(
        workshop,
        latin_name=latin,
        original_name=original,
        latin_family="",
        latin_given="",
        email=changes.pop("email", ""),
    )
    return factories.a_registration(office, person, **changes)


def test_the_same_person_named_twice_is_found_and_becomes_one(workshop, office, organizer):
    one = someone(workshop, office, "Yulia Shcherbakova", email="y@example.org", state="pending")
    two = someone(workshop, office, "", "Юлия Щербакова", state="confirmed", position="Head")
    badge = factories.a_badge(two)

    [pair] = queries.candidates(workshop)
    assert (pair.first.person.id, pair.second.person.id, pair.again) == (one.person_id, two.person_id, True)
    ids = one.person_id, two.person_id
    actions.merge(*ids, workshop.id, actor=organizer, now=LATER)

    session.expire_all()
    [left] = people.people(workshop.id)
    assert (left.id, left.state, left.position) == (one.id, "confirmed", "Head")
    assert (left.person.latin_name, left.person.original_name) == ("Yulia Shcherbakova", "Юлия Щербакова")
    assert [row.id for row in left.badges] == [badge.id]
    assert queries.candidates(workshop) == []
    assert session.get(Person, ids[1]) is None


def test_every_spelling_is_found_after_the_merge_and_after_a_correction(workshop, office, organizer):
    one = someone(workshop, office, "Aigul Osmonova")
    two = someone(workshop, office, "Aygul Asmanova")
    actions.merge(one.person_id, two.person_id, workshop.id, actor=organizer, now=LATER)

    registration.change_details(one.id, workshop.id, {"latin_name": "Aigul Osmon"}, actor=organizer, now=LATER)

    assert [row.id for row in people.found(workshop.id, "asmanova aygul")] == [one.id]


def test_one_may_choose_whose_facts_stand(workshop, office, organizer):
    one = someone(workshop, office, "Aigul Osmonova", email="old@example.org")
    two = someone(workshop, office, "Aigul Osmanova", email="new@example.org")

    actions.merge(one.person_id, two.person_id, workshop.id, ["email"], actor=organizer, now=LATER)

    assert (one.person.latin_name, one.person.email) == ("Aigul Osmonova", "new@example.org")


def test_the_second_seat_goes_to_who_waits_and_who_comes_back_waits(workshop, organizer):
    office = factories.a_delegation(factories.a_type(workshop), seats=2)
    one, two = someone(workshop, office, "Anna Kim"), someone(workshop, office, "Kim Anna")
    waits = someone(workshop, office, "Boris Lee", state="waitlisted", waitlist_number=1)
    two_id = two.id

    merged = actions.merge(one.person_id, two.person_id, workshop.id, actor=organizer, now=LATER)
    assert session.get_one(Registration, waits.id).state == "pending"
    back = actions.unmerge(merged.id, workshop.id, actor=organizer, now=LATER)

    assert back == ["Kim Anna"]
    assert session.get_one(Registration, two_id).state == "waitlisted"


def test_both_histories_are_kept(workshop, office, organizer):
    one, two = (
        someone(workshop, office, "Anna Kim", state="pending"),
        someone(workshop, office, "Kim Anna", state="pending"),
    )
    registration.confirm(one.id, workshop.id, actor=organizer, now=NOW)
    registration.decline(two.id, workshop.id, actor=organizer, now=NOW)

    actions.merge(one.person_id, two.person_id, workshop.id, actor=organizer, now=LATER)

    changes = [
        entry.facts.get("state")
        for entry in audit.history("registration", one.id)
        if entry.tag.endswith("state_changed")
    ]
    assert changes == [["pending", "declined"], ["pending", "confirmed"]]


def test_of_two_badges_that_work_one_stops(workshop, office, organizer):
    one, two = someone(workshop, office, "Anna Kim"), someone(workshop, office, "Kim Anna")
    first, second = factories.a_badge(one), factories.a_badge(two)

    actions.merge(one.person_id, two.person_id, workshop.id, actor=organizer, now=LATER)

    session.expire_all()
    badges = {row.id: (row.registration_id, row.revoked_at is None) for row in session.query(Badge)}
    assert badges == {first.id: (one.id, True), second.id: (one.id, False)}


def test_a_person_of_an_earlier_workshop_is_found_and_linked(workshop, office, organizer):
    earlier = factories.a_workshop(series_id=workshop.series_id)
    then = someone(earlier, factories.a_delegation(factories.a_type(earlier)), "Anna Kim")
    now = someone(workshop, office, "Kim, Anna")

    [pair] = queries.candidates(workshop)
    assert not pair.again
    actions.merge(then.person_id, now.person_id, workshop.id, actor=organizer, now=LATER)

    session.expire_all()
    assert {session.get_one(Registration, each.id).person_id for each in (then, now)} == {then.person_id}


def test_two_people_stay_two_once_that_is_said(workshop, office, organizer):
    one, two = someone(workshop, office, "Anna Kim"), someone(workshop, office, "Kim Anna")

    actions.tell_apart(two.person_id, one.person_id, workshop.id, actor=organizer, now=LATER)
    actions.tell_apart(one.person_id, two.person_id, workshop.id, actor=organizer, now=LATER)

    assert queries.candidates(workshop) == []


def test_what_was_changed_since_is_not_undone_and_nothing_is_undone_twice(workshop, office, organizer):
    one, two = someone(workshop, office, "Anna Kim"), someone(workshop, office, "Kim Anna", email="a@example.org")
    merged = actions.merge(one.person_id, two.person_id, workshop.id, actor=organizer, now=LATER)
    registration.change_details(one.id, workshop.id, {"email": "b@example.org"}, actor=organizer, now=LATER)

    with pytest.raises(UserError, match="changed since"):
        actions.unmerge(merged.id, workshop.id, actor=organizer, now=LATER)
    registration.change_details(one.id, workshop.id, {"email": "a@example.org"}, actor=organizer, now=LATER)
    assert actions.unmerge(merged.id, workshop.id, actor=organizer, now=LATER) == []
    with pytest.raises(UserError, match="undone already"):
        actions.unmerge(merged.id, workshop.id, actor=organizer, now=LATER)


def test_only_the_organizer_of_this_workshop_merges_its_people(workshop, office, organizer):
    one, two = someone(workshop, office, "Anna Kim"), someone(workshop, office, "Kim Anna")
    elsewhere = factories.a_workshop()
    stranger = someone(elsewhere, factories.a_delegation(factories.a_type(elsewhere)), "Anna Kim")
    desk = Actor("desk", roles=frozenset({(workshop.id, Role.CHECK_IN)}))

    for actor in (NOBODY, desk):
        with pytest.raises(Denied):
            actions.merge(one.person_id, two.person_id, workshop.id, actor=actor, now=LATER)
    with pytest.raises(Missing):
        actions.merge(one.person_id, stranger.person_id, workshop.id, actor=organizer, now=LATER)


STATES = st.sampled_from(["nominated", "pending", "confirmed", "declined", "cancelled"])
FACTS = st.fixed_dictionaries({"position": st.sampled_from(["", "Head"]), "dietary": st.sampled_from(["", "Vegan"])})
TAKE = st.sets(st.sampled_from(actions.CHOICES))


@settings(
    max_examples=12, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    states=st.tuples(STATES, STATES),
    given_facts=st.tuples(FACTS, FACTS),
    take=TAKE,
    badges=st.tuples(st.booleans(), st.booleans()),
    head=st.booleans(),
)
def test_merging_and_undoing_leaves_every_table_as_it_was(
    workshop, organizer, everything, states, given_facts, take, badges, head
):
    office = factories.a_delegation(factories.a_type(workshop), country="", organization=f"Office {new_serial()}")
    rows = []
    for number, (state, facts, badge) in enumerate(zip(states, given_facts, badges, strict=True), 1):
        place = {"waitlist_number": number} if state == "waitlisted" else {}
        row = someone(
            workshop, office, f"Anna Kim {number}", "Анна", email=f"{number}@example.org", state=state, **place, **facts
        )
        if badge:
            factories.a_badge(row)
        rows.append(row)
    with transaction():
        rows[1].replaces_id, rows[1].is_head = rows[0].id, head
        audit.record(organizer, "registration.changed", NOW, workshop=workshop.id, subject=rows[1])
    before = everything()
    ids = [row.person_id for row in rows]

    merged = actions.merge(*ids, workshop.id, take, actor=organizer, now=LATER)
    assert everything() != before
    actions.unmerge(merged.id, workshop.id, actor=organizer, now=LATER)

    assert everything() == before
