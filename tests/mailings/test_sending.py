"""A mailing reaches each who is meant once, in their language; now, at a time, or not at all."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventapp.core import jobs
from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, UserError
from eventapp.core.outbox import Message
from eventapp.core.texts import Texts
from eventapp.mailings import actions, queries, recipients
from eventapp.mailings.models import Mailing
from eventapp.registration import codes
from eventapp.registration.models import Registration
from tests import factories
from tests.factories import NOW
from tests.work import run_all_work

LATER = NOW + timedelta(hours=2)


def posted() -> list[tuple[str, str, str]]:
    """(name, address, first line) of every message."""
    session.expire_all()
    rows = session.scalars(select(Message).order_by(Message.recipient_name))
    return [(row.recipient_name, row.recipient, row.body.splitlines()[0]) for row in rows]


def state(mailing: Mailing) -> str:
    session.expire_all()
    return session.get_one(Mailing, mailing.id).state


def test_each_gets_it_in_their_language_with_their_own_link(workshop, organizer, comes, write):
    ann, bob = comes("Ann", "shared@example.org"), comes("Bob", "shared@example.org", language="ru")
    comes("Cid")
    comes("Dee", "dee@example.org", state="declined")
    mailing = write()
    meant = recipients.meant(mailing, workshop)
    assert [one.name for one in meant.reached] == ["Ann", "Bob"]
    assert [(one.name, one.why_not) for one in meant.unreached] == [("Cid", "address")]

    actions.send(workshop.id, mailing.id, actor=organizer, now=NOW)
    run_all_work(NOW)

    assert posted() == [
        ("Ann", "shared@example.org", "Dear Ann"),
        ("Bob", "shared@example.org", "Здравствуйте, Bob"),
    ]
    links = {row.recipient_name: row.key for row in session.scalars(select(Message))}
    assert links == {"Ann": f"mailing:{mailing.id}:{ann.id}", "Bob": f"mailing:{mailing.id}:{bob.id}"}
    assert codes.private_url(ann) != codes.private_url(bob)
    assert state(mailing) == "sent"


def test_nobody_gets_it_twice_and_who_came_later_gets_it_when_it_is_sent_again(workshop, organizer, comes, write):
    comes("Ann", "ann@example.org")
    mailing = write()
    for _time in range(2):
        actions.send(workshop.id, mailing.id, actor=organizer, now=NOW)
        run_all_work(NOW)
    assert [name for name, _address, _line in posted()] == ["Ann"]
    comes("Bob", "bob@example.org")
    assert [one.name for one in recipients.meant(mailing, workshop).to_send] == ["Bob"]

    actions.send(workshop.id, mailing.id, actor=organizer, now=NOW)
    run_all_work(NOW)

    assert [name for name, _address, _line in posted()] == ["Ann", "Bob"]


def test_asked_for_twice_at_once_it_is_one_work(workshop, organizer, comes, write):
    comes("Ann", "ann@example.org")
    mailing = write()
    first = actions.send(workshop.id, mailing.id, actor=organizer, now=NOW).task_id
    assert actions.send(workshop.id, mailing.id, actor=organizer, now=NOW).task_id == first


def test_at_its_time_it_goes_to_who_is_meant_then(workshop, organizer, comes, write):
    comes("Ann", "ann@example.org")
    mailing = write()
    actions.schedule(workshop.id, mailing.id, LATER, actor=organizer, now=NOW)
    run_all_work(NOW)
    assert (state(mailing), posted()) == ("scheduled", [])
    comes("Bob", "bob@example.org")

    run_all_work(LATER)

    assert [name for name, _address, _line in posted()] == ["Ann", "Bob"]


def test_a_changed_time_counts_and_the_first_does_not(workshop, organizer, comes, write):
    comes("Ann", "ann@example.org")
    mailing = write()
    actions.schedule(workshop.id, mailing.id, LATER, actor=organizer, now=NOW)
    actions.schedule(workshop.id, mailing.id, LATER + timedelta(days=1), actor=organizer, now=NOW)
    run_all_work(LATER)
    assert posted() == []
    run_all_work(LATER + timedelta(days=1))
    assert len(posted()) == 1


def test_called_off_it_is_not_sent(workshop, organizer, comes, write):
    comes("Ann", "ann@example.org")
    mailing = write()
    actions.schedule(workshop.id, mailing.id, LATER, actor=organizer, now=NOW)
    actions.unschedule(workshop.id, mailing.id, actor=organizer, now=NOW)
    run_all_work(LATER)
    assert (state(mailing), posted()) == ("draft", [])


def test_what_is_still_queued_can_be_stopped_and_sent_after_all(workshop, organizer, comes, write, app):
    comes("Ann", "ann@example.org")
    mailing = write()
    actions.send(workshop.id, mailing.id, actor=organizer, now=NOW)
    assert jobs.run_next(NOW) is True  # the work; its message waits

    assert actions.call_off(workshop.id, mailing.id, actor=organizer, now=NOW) == 1
    run_all_work(NOW)
    assert [row.state for row in session.scalars(select(Message))] == ["cancelled"]
    assert state(mailing) == "cancelled"
    actions.send(workshop.id, mailing.id, actor=organizer, now=NOW)
    run_all_work(NOW)
    run_all_work(LATER)

    assert sorted(row.state for row in session.scalars(select(Message))) == ["cancelled", "sent"]


def test_a_filter_and_ticked_ids(workshop, comes, delegation, write):
    other = factories.a_delegation(factories.a_type(workshop), country="TJ")
    ann, _bob = comes("Ann", "a@example.org"), comes("Bob", "b@example.org", state="pending")
    comes("Cid", "c@example.org", to=other)

    def names(wanted: dict) -> list[str]:
        return [one.name for one in recipients.meant(write(wanted), workshop).reached]

    assert names({"filter": {"state": "pending"}}) == ["Bob"]
    assert names({"filter": {"delegation_id": other.id}}) == ["Cid"]
    assert names({"filter": {"text": "ann"}}) == ["Ann"]
    assert names({"ids": [ann.id, 999999]}) == ["Ann"]
    assert names({"filter": {}, "missing": True}) == []


def test_focal_points_with_empty_seats(workshop, organizer, delegation, comes, write):
    with transaction():
        delegation.seats, delegation.focal_email, delegation.focal_name = 1, "focal@example.org", "Focal"
    full = write({"filter": {}, "empty_seats": True}, audience="focal-points", body=Texts(en="{free_seats} free"))
    assert [one.address for one in recipients.meant(full, workshop).reached] == ["focal@example.org"]
    linked = write({"filter": {}}, audience="focal-points", body=Texts(en="{link}"))
    assert [one.why_not for one in recipients.meant(linked, workshop).unreached] == ["link"]

    actions.send(workshop.id, full.id, actor=organizer, now=NOW)
    run_all_work(NOW)
    comes("Ann", "a@example.org")

    assert posted() == [("Focal", "focal@example.org", "1 free")]
    assert session.scalar(select(Message.delegation_id)) == delegation.id
    assert recipients.meant(full, workshop).reached == []


def test_will_you_come_is_noted_with_each_who_was_asked(workshop, organizer, comes, write):
    ann = comes("Ann", "a@example.org")
    mailing = write(occasion="will-you-come")
    actions.send(workshop.id, mailing.id, actor=organizer, now=NOW)
    run_all_work(NOW)
    session.expire_all()
    assert session.get_one(Registration, ann.id).asked_to_come_at is not None


def test_addresses_that_came_back_are_warned_of(workshop, organizer, comes, write):
    comes("Ann", "ann@example.org")
    first = write()
    actions.send(workshop.id, first.id, actor=organizer, now=NOW)
    run_all_work(NOW)
    with transaction():
        message = session.scalars(select(Message)).one()
        message.bounced_at, message.bounce_reason = NOW, "Mailbox full"

    assert [one.name for one in recipients.meant(write(), workshop).doubtful] == ["Ann"]


def test_what_most_workshops_send_is_suggested_and_scheduled_by_one_press(workshop, organizer, comes):
    comes("Ann", "ann@example.org")
    wanted = [(each.occasion.key, each.at.isoformat()) for each in queries.suggestions(workshop, NOW)]
    assert wanted == [
        ("will-you-come", "2016-03-15T03:00:00+00:00"),
        ("practical-information", "2016-03-22T03:00:00+00:00"),
        ("thank-you", "2016-04-01T03:00:00+00:00"),
    ]

    row = actions.schedule_suggested(workshop, "will-you-come", actor=organizer, now=NOW)

    assert (row.state, row.recipients) == ("scheduled", {"filter": {"state": "confirmed"}})
    assert "will-you-come" not in [each.occasion.key for each in queries.suggestions(workshop, NOW)]
    run_all_work(row.send_at)
    assert [name for name, _address, _line in posted()] == ["Ann"]


def test_wrong_words_a_past_time_and_a_stranger_are_refused(workshop, organizer, write):
    with pytest.raises(Invalid) as refused:
        write(body=Texts(en="{nmae}"), subject=Texts())
    assert sorted(refused.value.fields) == ["body.en", "subject.en"]
    mailing = write()
    with pytest.raises(Invalid):
        actions.schedule(workshop.id, mailing.id, NOW, actor=organizer, now=NOW)
    with pytest.raises(Denied):
        actions.send(workshop.id, mailing.id, actor=Actor("somebody"), now=NOW)
    actions.send(workshop.id, mailing.id, actor=organizer, now=NOW)
    with pytest.raises(UserError, match="sent already"):
        actions.remove(workshop.id, mailing.id, actor=organizer, now=NOW)
