"""Every decision in every state; what hangs on them: badge, headship, mail, history; who may take them."""

import pytest

from eventapp.core import audit
from eventapp.core.actors import NOBODY, Actor, Role
from eventapp.core.db import session
from eventapp.core.errors import Denied, Missing, UserError
from eventapp.registration import actions, codes, queries
from eventapp.registration.models import Registration, State
from tests import factories
from tests.people import NOW

DECISIONS = {
    State.CONFIRMED: actions.confirm,
    State.WAITLISTED: actions.waitlist,
    State.DECLINED: actions.decline,
    State.CANCELLED: actions.cancel,
}
EVERYWHERE = {State.CONFIRMED, State.WAITLISTED, State.DECLINED, State.CANCELLED}
ALLOWED = {
    State.NOMINATED: EVERYWHERE,
    State.PENDING: EVERYWHERE,
    State.CONFIRMED: EVERYWHERE,  # to confirm again changes nothing
    State.WAITLISTED: EVERYWHERE,
    State.DECLINED: {State.CONFIRMED, State.WAITLISTED, State.DECLINED},
    State.CANCELLED: {State.CONFIRMED, State.WAITLISTED, State.CANCELLED},
}


@pytest.fixture
def delegation(workshop):
    return factories.a_delegation(factories.a_type(workshop), seats=5)


def in_state(delegation, state) -> Registration:
    number = 1 if state is State.WAITLISTED else None
    return factories.a_registration(delegation, state=state, waitlist_number=number)


@pytest.mark.parametrize("target", list(DECISIONS))
@pytest.mark.parametrize("before", list(State))
def test_each_decision_in_each_state(workshop, organizer, delegation, before, target):
    registration = in_state(delegation, before)
    decide = DECISIONS[target]

    if target in ALLOWED[before]:
        decide(registration.id, workshop.id, actor=organizer, now=NOW)
        assert session.get_one(Registration, registration.id).state == target
    else:
        with pytest.raises(UserError):
            decide(registration.id, workshop.id, actor=organizer, now=NOW)
        assert session.get_one(Registration, registration.id).state == before


@pytest.mark.parametrize("before", [State.WAITLISTED, State.DECLINED, State.CANCELLED])
def test_confirming_who_holds_no_seat_needs_a_free_one(workshop, organizer, before):
    delegation = factories.a_delegation(factories.a_type(workshop), seats=1)
    factories.a_registration(delegation)
    late = in_state(delegation, before)

    with pytest.raises(UserError, match="All 1 seats of Kazakhstan are taken"):
        actions.confirm(late.id, workshop.id, actor=organizer, now=NOW)

    assert session.get_one(Registration, late.id).state == before


def test_confirming_who_holds_a_seat_needs_no_other(workshop, organizer):
    delegation = factories.a_delegation(factories.a_type(workshop), seats=1)
    only = in_state(delegation, State.PENDING)

    assert actions.confirm(only.id, workshop.id, actor=organizer, now=NOW).state == State.CONFIRMED


def test_who_is_confirmed_has_a_badge_and_gets_the_same_when_confirmed_again(workshop, organizer, delegation):
    registration = in_state(delegation, State.PENDING)

    actions.confirm(registration.id, workshop.id, actor=organizer, now=NOW)
    code = codes.badge_code(registration.badge)
    actions.cancel(registration.id, workshop.id, actor=organizer, now=NOW)
    actions.confirm(registration.id, workshop.id, actor=organizer, now=NOW)

    assert [codes.badge_code(badge) for badge in registration.badges] == [code]
    badge, owner = queries.by_badge_codes(workshop.id, [code])[code]
    assert (badge.revoked_at, owner.id) == (None, registration.id)


def test_a_badge_issued_anew_has_another_code_and_the_old_one_stays_known_as_revoked(workshop, organizer, delegation):
    registration = in_state(delegation, State.PENDING)
    actions.confirm(registration.id, workshop.id, actor=organizer, now=NOW)
    old = codes.badge_code(registration.badge)

    actions.reissue_badge(registration.id, workshop.id, "Lost", actor=organizer, now=NOW)

    new = codes.badge_code(registration.badge)
    found = queries.by_badge_codes(workshop.id, [old, new])
    assert new != old
    assert (found[old][0].revoked_reason, found[new][0].revoked_at) == ("Lost", None)


def test_a_code_of_another_workshop_is_unknown_here(workshop, organizer, delegation):
    registration = in_state(delegation, State.PENDING)
    actions.confirm(registration.id, workshop.id, actor=organizer, now=NOW)
    elsewhere = factories.a_workshop()

    assert queries.by_badge_codes(elsewhere.id, [codes.badge_code(registration.badge)]) == {}


def test_no_badge_for_who_is_not_confirmed_and_none_to_revoke(workshop, organizer, delegation):
    registration = in_state(delegation, State.PENDING)

    with pytest.raises(UserError, match="Only who is confirmed"):
        actions.issue_badge(registration.id, workshop.id, actor=organizer, now=NOW)
    with pytest.raises(UserError, match="no valid badge"):
        actions.revoke_badge(registration.id, workshop.id, "", actor=organizer, now=NOW)


def test_declining_tells_the_reason_in_the_persons_language(workshop, organizer, delegation, mails):
    person = factories.a_person(workshop, email="aigul@example.org")
    registration = factories.a_registration(delegation, person, state="pending", language="ru")

    actions.decline(registration.id, workshop.id, "Мест нет", actor=organizer, now=NOW)

    assert mails() == [("registration.declined", "aigul@example.org")]
    assert registration.decline_reason == "Мест нет"
    assert [entry.tag for entry in audit.history("registration", registration.id)] == ["registration.state_changed"]


def test_one_head_for_each_delegation_and_none_who_does_not_come(workshop, organizer, delegation):
    first, second = in_state(delegation, State.PENDING), in_state(delegation, State.CONFIRMED)

    actions.make_head(first.id, workshop.id, actor=organizer, now=NOW)
    actions.make_head(second.id, workshop.id, actor=organizer, now=NOW)
    actions.cancel(second.id, workshop.id, actor=organizer, now=NOW)

    assert [session.get_one(Registration, row.id).is_head for row in (first, second)] == [False, False]
    with pytest.raises(UserError, match="cannot head"):
        actions.make_head(second.id, workshop.id, actor=organizer, now=NOW)


def test_one_decision_about_several_people_is_taken_for_all_for_whom_it_can_be(workshop, organizer):
    delegation = factories.a_delegation(factories.a_type(workshop), seats=2)
    held = in_state(delegation, State.PENDING)
    waiting = [factories.a_registration(delegation, state="declined") for _each in range(2)]

    done, refused = actions.decide_many(
        [held.id, *(row.id for row in waiting)], workshop.id, State.CONFIRMED, actor=organizer, now=NOW
    )

    assert done == 2
    assert [(each.registration_id, each.reason) for each in refused] == [
        (waiting[1].id, "All 2 seats of Kazakhstan are taken.")
    ]


def test_nobody_but_the_organizer_decides_and_the_owner_may_cancel(workshop, delegation):
    registration = in_state(delegation, State.PENDING)
    clerk = Actor("clerk", roles=frozenset({(workshop.id, Role.CHECK_IN)}))
    owner = Actor("participant", registration_id=registration.id)
    other = Actor("participant", registration_id=registration.id + 1)

    for actor in (NOBODY, clerk, owner, other):
        with pytest.raises(Denied):
            actions.confirm(registration.id, workshop.id, actor=actor, now=NOW)
    for actor in (NOBODY, clerk, other):
        with pytest.raises(Denied):
            actions.cancel(registration.id, workshop.id, actor=actor, now=NOW)
    assert actions.cancel(registration.id, workshop.id, actor=owner, now=NOW).state == State.CANCELLED


def test_a_registration_of_another_workshop_is_none_here(organizer_of, delegation):
    registration = in_state(delegation, State.PENDING)
    elsewhere = factories.a_workshop()

    with pytest.raises(Missing):
        actions.confirm(registration.id, elsewhere.id, actor=organizer_of(elsewhere), now=NOW)


def test_a_renewed_link_makes_the_old_one_useless(workshop, organizer, delegation):
    registration = in_state(delegation, State.PENDING)
    old = codes.private_token(registration)

    actions.renew_link(registration.id, workshop.id, actor=organizer, now=NOW)

    new = codes.private_token(registration)
    assert (queries.by_link(old), queries.by_link(new).id) == (None, registration.id)
