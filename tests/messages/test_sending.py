"""A mail server that is down, slow, picky, or hangs up; and what becomes of each message."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event, select

from eventapp.core import jobs, mail_server, outbox
from eventapp.core.db import db, session, transaction
from eventapp.core.jobs import Job
from eventapp.core.outbox import Draft, Message, Sender
from eventapp.messages import actions, outbox_queries
from tests.factories import NOW
from tests.work import run_all_work


def again(message: Message) -> Message:
    session.expire_all()
    return session.get_one(Message, message.id)


def test_many_mails_go_over_one_connection(postbox, post):
    box = postbox()
    for number in range(5):
        post(f"{number}@example.org")

    run_all_work(NOW)

    assert box.addresses == [f"{number}@example.org" for number in range(5)]
    assert box.connections == 1


def test_a_refused_address_fails_at_once_and_alone(postbox, post):
    box = postbox(refuses={"b@example.org": "550 5.1.1 No such user"})
    rows = [post(f"{letter}@example.org") for letter in "abc"]

    run_all_work(NOW)

    assert box.addresses == ["a@example.org", "c@example.org"]
    assert [again(row).state for row in rows] == ["sent", "failed", "sent"]
    assert again(rows[1]).failure == "recipient 550 5.1.1 No such user"
    assert run_all_work(NOW + timedelta(days=1)) == 0


def test_a_grey_listing_server_is_asked_again_after_a_minute(postbox, post):
    box = postbox(refuses={"a@example.org": "451 4.7.1 Try again later"})
    row = post("a@example.org")

    run_all_work(NOW)
    assert (again(row).state, again(row).failure) == ("queued", "later 451 4.7.1 Try again later")
    box.refuses = {}
    assert run_all_work(NOW + timedelta(seconds=59)) == 0
    run_all_work(NOW + timedelta(seconds=60))

    assert (again(row).state, again(row).failure, box.addresses) == ("sent", "", ["a@example.org"])


def test_four_days_without_the_server_fail_nothing_and_use_up_no_try(app, settings, monkeypatch, post, postbox):
    monkeypatch.setitem(app.config, "SETTINGS", replace(settings, mail_url="smtp://127.0.0.1:1"))
    rows, now, tries = [post(f"{letter}@example.org") for letter in "abc"], NOW, 0

    while now < NOW + timedelta(days=4):
        tries += run_all_work(now)
        now += timedelta(minutes=20)
    waiting = [again(row) for row in rows]
    assert [row.state for row in waiting] == ["queued"] * 3
    assert all(row.failure.startswith("unreachable ") for row in waiting)
    assert 3 * 4 * 23 < tries < 3 * 4 * 25 + 9  # hourly, after a few quicker ones
    assert all(when <= now + timedelta(hours=1) for when in outbox_queries.next_tries(waiting).values())

    box = postbox(refuses={"a@example.org": "451 4.7.1 Try again later"})
    run_all_work(now + timedelta(hours=1))
    assert box.addresses == ["b@example.org", "c@example.org"]
    box.refuses = {}
    run_all_work(now + timedelta(hours=1, minutes=1))
    assert again(rows[0]).state == "sent"


def test_a_mail_that_has_waited_for_a_month_is_tried_as_any_other_then_given_up_visibly(
    app, settings, monkeypatch, post
):
    monkeypatch.setitem(app.config, "SETTINGS", replace(settings, mail_url="smtp://127.0.0.1:1"))
    row, now = post("a@example.org"), NOW + outbox.LONGEST_WAIT

    for delay in jobs.RETRIES:
        run_all_work(now)
        assert again(row).state == "queued"
        now += delay
    run_all_work(now)

    assert (again(row).state, again(row).failed_at) == ("failed", now)
    assert again(row).link == "http://localhost/r/SECRET"  # it can still be sent


def test_mails_do_not_each_wait_for_a_server_that_does_not_answer(postbox, post, monkeypatch):
    monkeypatch.setattr(mail_server, "SMTP_TIMEOUT_S", 0.2)
    box = postbox(waits=0.6)
    rows = [post(f"{letter}@example.org") for letter in "abcd"]

    run_all_work(NOW)

    assert box.connections == 1
    assert {(again(row).state, again(row).failure) for row in rows} == {("queued", "timeout")}


def test_a_slow_server_does_not_hold_the_worker_for_ever(postbox, post, monkeypatch):
    monkeypatch.setattr(mail_server, "SMTP_TIMEOUT_S", 0.2)
    postbox(waits=0.6)
    row = post("a@example.org")

    run_all_work(NOW)

    assert (again(row).state, again(row).failure) == ("queued", "timeout")


def test_a_server_that_hangs_up_after_the_text_gets_the_same_message_again(postbox, post):
    """It may have taken it: the second copy has the same Message-ID, by which mail programs know it."""
    box = postbox(after_data="drop")
    row = post("a@example.org")
    run_all_work(NOW)
    assert (again(row).state, again(row).failure.split()[0]) == ("queued", "broken")
    box.after_data = ""

    run_all_work(NOW + timedelta(minutes=1))

    assert again(row).state == "sent"
    assert [mail["Message-ID"] for mail in box.mails] == [f"<{row.id}@localhost>"] * 2


def test_a_refused_text_fails_at_once(postbox, post):
    postbox(after_data="554 5.7.1 Looks like spam")
    row = post("a@example.org")

    run_all_work(NOW)

    assert (again(row).state, again(row).failure) == ("failed", "content 554 5.7.1 Looks like spam")


@pytest.mark.parametrize("address", ["no address", "a@", "@b", "", "a b@example.org", "x@y\n"])
def test_what_is_no_address_fails_at_once_and_says_so(postbox, post, address):
    postbox()
    row = post(address)

    run_all_work(NOW)

    assert (again(row).state, again(row).failure.split()[0]) == ("failed", "address")


def test_a_worker_killed_before_the_server_took_it_sends_it_once(postbox, post):
    box = postbox()
    row = post("a@example.org")
    assert jobs.claim(NOW) is not None  # and this worker is killed

    run_all_work(NOW + jobs.LEASE + timedelta(seconds=1))

    assert (again(row).state, len(box.mails)) == ("sent", 1)


def test_a_slow_worker_keeps_its_message_to_itself(postbox, post, monkeypatch):
    """While one worker waits for the server, the lease of the job is long enough that no other takes it."""
    box, seen = postbox(), []
    post("a@example.org")
    deliver = mail_server.deliver

    def while_delivering(url, mail):
        seen.append(jobs.claim(NOW + timedelta(minutes=4)))
        deliver(url, mail)

    monkeypatch.setattr(mail_server, "deliver", while_delivering)
    run_all_work(NOW)

    assert (seen, len(box.mails)) == ([None], 1)


def test_failed_ones_are_sent_again_by_hand(postbox, post, workshop, organizer):
    box = postbox(refuses={"a@example.org": "550 no"})
    row = post("a@example.org")
    run_all_work(NOW)
    box.refuses = {}

    assert actions.retry_all(workshop.id, actor=organizer, now=NOW) == 1
    run_all_work(NOW)

    assert (again(row).state, box.addresses, again(row).link) == ("sent", ["a@example.org"], None)
    assert actions.retry_all(workshop.id, actor=organizer, now=NOW) == 0


def test_what_is_called_off_is_not_sent_and_its_reason_is_free_again(postbox, post, workshop, organizer):
    box = postbox()
    row = post("a@example.org", key="mailing:1:1")

    assert actions.call_off(workshop.id, [row.id], actor=organizer, now=NOW) == 1
    run_all_work(NOW)
    assert (again(row).state, box.mails) == ("cancelled", [])
    second = post("a@example.org", key="mailing:1:1")
    run_all_work(NOW)

    assert (again(second).state, len(box.mails)) == ("sent", 1)
    assert actions.call_off(workshop.id, [second.id], actor=organizer, now=NOW) == 0


def test_one_key_is_one_message(post, workshop):
    first = post("a@example.org", key="k")
    assert post("a@example.org", key="k").id == first.id
    drafts = [
        Draft("test", f"{n}@example.org", "S", "B", workshop=workshop.id, key=key) for n, key in enumerate("kllm")
    ]
    with transaction():
        rows = outbox.post_many(drafts, now=NOW)
    assert [row.key for row in rows] == ["l", "m"]
    assert len(session.scalars(select(Job)).all()) == 3


def test_it_is_sent_in_the_name_of_the_organizer_and_answers_go_to_the_secretariat(postbox, post):
    box = postbox()
    post("a@example.org", sender=Sender('RC "Aral"\nBcc: x@example.com', "office@example.org"))

    run_all_work(NOW)

    mail = box.mails[0]
    assert mail["From"].addresses[0].display_name == 'RC "Aral" Bcc: x@example.com'
    assert mail["Reply-To"].addresses[0].addr_spec == "office@example.org"
    assert (mail["Bcc"], mail["Auto-Submitted"]) == (None, "auto-generated")


def test_thousands_are_posted_in_few_statements(workshop):
    drafts = [Draft("test", f"{n}@example.org", "S", "B", workshop=workshop.id, key=f"k{n}") for n in range(2000)]
    sent: list[str] = []

    def note(connection, cursor, statement, *rest) -> None:
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        with transaction():
            outbox.post_many(drafts, now=NOW)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    assert len(sent) < 60
