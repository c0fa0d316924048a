"""Badges go into hands: the earliest time stands, a blank one is given once."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from eventapp.badges import queries
from eventapp.badges.actions import give_spare, hand_over, print_badges
from eventapp.badges.queries import Wanted
from eventapp.core.actors import Actor, Role
from eventapp.core.audit import AuditEntry
from eventapp.core.db import session
from eventapp.core.errors import Denied, Missing, UserError
from eventapp.core.tokens import fingerprint
from eventapp.registration import queries as registrations
from tests import factories

NOW = factories.NOW + timedelta(days=1)
LATER = NOW + timedelta(minutes=5)


def lines(tag):
    return session.scalar(select(func.count()).where(AuditEntry.tag == tag))


@pytest.mark.parametrize("times", [(NOW, LATER), (LATER, NOW), (NOW, NOW)])
def test_the_earliest_handing_over_stands_in_whatever_order_it_is_told(workshop, delegation, desk, times):
    guest = factories.a_registration(delegation)
    badge = factories.a_badge(guest)
    for at in times:
        hand_over(workshop.id, guest.id, at, actor=desk, now=LATER)
    assert (badge.handed_at, badge.handed_by) == (NOW, "desk")


def test_handed_over_twice_is_one_line_of_the_history(workshop, delegation, desk):
    guest = factories.a_registration(delegation)
    factories.a_badge(guest)
    for _time in range(2):
        hand_over(workshop.id, guest.id, NOW, actor=desk, now=NOW)
    assert lines("badges.handed_over") == 1


def test_who_has_no_badge_is_handed_none(workshop, delegation, desk):
    guest = factories.a_registration(delegation)
    with pytest.raises(UserError, match="no badge"):
        hand_over(workshop.id, guest.id, NOW, actor=desk, now=NOW)


def test_a_late_word_goes_to_the_badge_that_worked_then(workshop, delegation, desk):
    guest = factories.a_registration(delegation)
    lost = factories.a_badge(guest, revoked_at=LATER)
    new = factories.a_badge(guest, issued_at=LATER)
    hand_over(workshop.id, guest.id, NOW, actor=desk, now=LATER)
    assert (lost.handed_at, new.handed_at) == (NOW, None)


def test_a_blank_badge_becomes_the_badge_of_a_person(workshop, delegation, desk):
    guest = factories.a_registration(delegation)
    first = factories.a_badge(guest)
    spare = factories.a_spare(delegation.type)

    given = give_spare(workshop.id, fingerprint(spare.code), guest.id, actor=desk, now=NOW)

    assert (given.code_hash, given.handed_at) == (spare.code_hash, NOW)
    assert (first.revoked_at, lines("registration.badge_revoked"), lines("badges.spare_given")) == (NOW, 1, 1)
    (found,) = registrations.by_badge_codes(workshop.id, [spare.code]).values()
    assert found == (given, guest)
    assert (queries.spares(workshop.id), queries.spares(workshop.id, free=False)) == ([], [spare])


def test_given_to_the_same_person_again_changes_nothing(workshop, delegation, desk):
    guest, spare = factories.a_registration(delegation), factories.a_spare(delegation.type)
    first, again = (give_spare(workshop.id, spare.code_hash, guest.id, actor=desk, now=at) for at in (NOW, LATER))
    assert (first.id, first.handed_at, lines("badges.spare_given")) == (again.id, NOW, 1)


def test_a_blank_badge_is_nobodys_second(workshop, delegation, desk):
    spare = factories.a_spare(delegation.type)
    first, second = factories.a_registration(delegation), factories.a_registration(delegation)
    give_spare(workshop.id, spare.code_hash, first.id, actor=desk, now=NOW)
    with pytest.raises(UserError, match="somebody else"):
        give_spare(workshop.id, spare.code_hash, second.id, actor=desk, now=NOW)


def test_only_the_confirmed_and_only_a_blank_badge_of_this_workshop(workshop, delegation, desk):
    spare = factories.a_spare(delegation.type)
    elsewhere = factories.a_spare(factories.a_type(factories.a_workshop()))
    waiting = factories.a_registration(delegation, state="pending")
    guest = factories.a_registration(delegation)
    with pytest.raises(UserError, match="confirmed"):
        give_spare(workshop.id, spare.code_hash, waiting.id, actor=desk, now=NOW)
    with pytest.raises(Missing):
        give_spare(workshop.id, elsewhere.code_hash, guest.id, actor=desk, now=NOW)


@pytest.mark.parametrize("act", [hand_over, give_spare])
def test_others_hand_over_nothing(workshop, delegation, act):
    guest, spare = factories.a_registration(delegation), factories.a_spare(delegation.type)
    factories.a_badge(guest)
    reader = Actor("x", roles=frozenset({(workshop.id, Role.RAPPORTEUR)}))
    facts = (guest.id, NOW) if act is hand_over else (spare.code_hash, guest.id)
    with pytest.raises(Denied):
        act(workshop.id, *facts, actor=reader, now=NOW)


def test_each_badge_lies_in_the_last_pile_it_was_printed_in(workshop, delegation, desk):
    first, second, third = (factories.a_registration(delegation, names_approved_at=NOW) for _each in range(3))
    assert queries.pile_places(workshop.id) == {}
    print_badges(workshop.id, Wanted(), actor=desk, now=NOW)
    print_badges(workshop.id, Wanted(registration_id=second.id), actor=desk, now=NOW)
    assert queries.pile_places(workshop.id) == {first.id: (1, 1), second.id: (2, 1), third.id: (1, 3)}
    factories.a_badge(factories.a_registration(delegation), printed_at=NOW)  # printed before piles were remembered
    assert len(queries.pile_places(workshop.id)) == 3


def test_a_badge_given_anew_lies_in_no_pile_until_it_is_printed(workshop, delegation, desk):
    guest = factories.a_registration(delegation)
    print_badges(workshop.id, Wanted(), actor=desk, now=NOW)
    spare = factories.a_spare(delegation.type)
    give_spare(workshop.id, spare.code_hash, guest.id, actor=desk, now=NOW)
    assert queries.pile_places(workshop.id) == {}
