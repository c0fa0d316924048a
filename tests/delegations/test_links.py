"""Links are made, sent, made anew and revoked; keys of nomination sheets cannot be forged."""

import pytest

from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Missing, UserError
from eventapp.delegations import actions
from eventapp.registration import codes, queries
from eventapp.registration.actions import focal_links
from eventapp.registration.models import Delegation
from tests import factories
from tests.people import NOW


def test_a_link_is_sent_to_the_focal_point(delegation, workshop, organizer, mails):
    focal_links.send_focal_link(delegation.id, workshop.id, actor=organizer, now=NOW)
    assert mails() == [("delegation.invited", "aigul@example.org")]
    assert session.get_one(Delegation, delegation.id).link_sent_at == NOW


def test_sent_again_it_is_the_same_link(delegation, workshop, organizer):
    token = codes.focal_token(delegation)
    focal_links.send_focal_link(delegation.id, workshop.id, actor=organizer, now=NOW)
    assert codes.focal_token(session.get_one(Delegation, delegation.id)) == token


def test_without_an_address_it_is_not_sent(kind, workshop, organizer):
    other = factories.a_delegation(kind, country="KG", seats=2)
    with pytest.raises(UserError, match="no focal point with an e-mail"):
        focal_links.send_focal_link(other.id, workshop.id, actor=organizer, now=NOW)


def test_a_new_link_ends_the_old_one(delegation, workshop, organizer):
    old = codes.focal_token(delegation)
    focal_links.renew_focal_link(delegation.id, workshop.id, actor=organizer, now=NOW)
    new = codes.focal_token(session.get_one(Delegation, delegation.id))
    assert queries.by_focal_link(old) is None
    assert getattr(queries.by_focal_link(new), "id", None) == delegation.id


def test_only_organizers_deal_with_links(delegation, workshop, point):
    for act in (
        focal_links.send_focal_link,
        focal_links.ensure_focal_link,
        focal_links.renew_focal_link,
        focal_links.revoke_focal_link,
        focal_links.remind_focal_point,
    ):
        with pytest.raises(Denied):
            act(delegation.id, workshop.id, actor=point, now=NOW)


def test_who_has_all_seats_named_is_not_reminded(name, delegation, workshop, organizer, mails):
    focal_links.remind_focal_point(delegation.id, workshop.id, actor=organizer, now=NOW)
    for letter in "ABC":
        name(f"Person {letter}")
    with pytest.raises(UserError, match="nothing to remind of"):
        focal_links.remind_focal_point(delegation.id, workshop.id, actor=organizer, now=NOW)
    assert mails() == [("delegation.reminded", "aigul@example.org")]


def test_many_are_sent_and_the_others_named_with_the_reason(delegation, kind, workshop, organizer):
    other = factories.a_delegation(kind, country="KG", seats=2)
    done, problems = actions.send_links([delegation.id, other.id], workshop.id, actor=organizer, now=NOW)
    assert (done, [label for label, _why in problems]) == (1, ["Kyrgyzstan"])


def test_the_key_of_a_sheet_cannot_be_forged(delegation, workshop):
    key = codes.delegation_key(delegation)
    assert codes.read_delegation_key(key, workshop) == delegation.id
    for wrong in (
        key.replace(f":{delegation.id}:", f":{delegation.id + 1}:"),
        key[:-1] + ("A" if key[-1] != "A" else "B"),
        key + "ж",
        "EVENTAPP",
        "",
    ):
        assert codes.read_delegation_key(wrong, workshop) is None
    assert codes.read_delegation_key(key, factories.a_workshop()) is None


def test_empty_seats_are_lent_and_who_waits_there_moves_up(name, delegation, kind, workshop, organizer):
    other = factories.a_delegation(kind, country="KG", seats=0)
    waits = factories.a_registration(other, state="waitlisted", waitlist_number=1)
    name("Ann One")
    actions.lend_seats(workshop.id, delegation.id, other.id, 2, actor=organizer, now=NOW)
    session.rollback()
    assert [session.get_one(Delegation, row.id).seats for row in (delegation, other)] == [1, 2]
    assert queries.registration(workshop.id, waits.id).state == "nominated"
    with pytest.raises(UserError, match="Only 0 of its seats"):
        actions.lend_seats(workshop.id, delegation.id, other.id, 1, actor=organizer, now=NOW)


def test_seats_go_to_no_other_workshop(delegation, workshop, organizer):
    elsewhere = factories.a_delegation(factories.a_type(factories.a_workshop()), country="KG", seats=1)
    with pytest.raises(Missing):
        actions.lend_seats(workshop.id, delegation.id, elsewhere.id, 1, actor=organizer, now=NOW)


def test_a_question_goes_to_the_mailbox_of_the_workshop(delegation, workshop, point, mails):
    actions.ask_organizers(delegation.id, workshop.id, "May we send two more?", actor=point, now=NOW)
    assert mails() == [("delegation.asked", "desk@example.org")]


def test_questions_are_bounded(delegation, workshop, organizer, point):
    with pytest.raises(Denied):
        actions.ask_organizers(delegation.id, workshop.id, "?", actor=organizer, now=NOW)
    with transaction():
        workshop.reply_to = ""
        session.add(workshop)
    with pytest.raises(UserError, match="no address"):
        actions.ask_organizers(delegation.id, workshop.id, "?", actor=point, now=NOW)
