"""The pages: begun from a list, kept, looked at, tried out, sent at a time on the workshop's clock."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from eventapp.core.db import session, transaction
from eventapp.core.outbox import Message
from eventapp.mailings.models import Mailing
from tests.people import browser_of


@pytest.fixture
def pages(app, workshop):
    browser = browser_of(app, "organizer", workshop)
    return browser, f"/workshops/{workshop.slug}/messages/"


def one() -> Mailing:
    session.expire_all()
    return session.scalars(select(Mailing)).one()


def test_from_the_ticked_of_a_list(pages, comes):
    browser, base = pages
    ann, bob = comes("Ann", "a@example.org"), comes("Bob", "b@example.org")
    page = browser.get(f"{base}new?ids={ann.id},{bob.id}&occasion=thank-you").text
    assert "The 2 you ticked." in page
    typed = {"audience": "participants", "occasion": "thank-you", "ids": f"{ann.id},{bob.id}"}
    answer = browser.post(f"{base}new", data={**typed, "subject-en": "Thanks", "body-en": "Dear {name}"})
    assert answer.status_code == 303
    assert (one().recipients, one().state) == ({"ids": [ann.id, bob.id]}, "draft")


def test_from_the_filter_of_the_list_and_errors_keep_what_was_typed(pages, comes):
    browser, base = pages
    comes("Ann", "a@example.org")
    assert 'value="pending" selected' in " ".join(browser.get(f"{base}new?state=pending").text.split()).replace(
        'selected value="pending"', 'value="pending" selected'
    )
    typed = {"audience": "participants", "state": "confirmed", "missing": "y", "body-en": "Dear {nmae}"}
    answer = browser.post(f"{base}new", data=typed)
    assert answer.status_code == 422
    assert "Did you mean {name}?" in answer.text
    browser.post(f"{base}new", data={**typed, "body-en": "Dear {name}", "subject-en": "Bus"})
    assert one().recipients == {"filter": {"state": "confirmed"}, "missing": True}


def test_its_time_is_the_workshops(pages, write):
    browser, base = pages
    row = write()
    assert browser.post(f"{base}{row.id}/schedule", data={"at": "2016-03-20T09:00"}).status_code == 422
    assert browser.post(f"{base}{row.id}/schedule", data={"at": "2099-03-20T09:00"}).status_code == 303
    assert one().send_at == datetime(2099, 3, 20, 4, tzinfo=UTC) or one().send_at.hour in (3, 4)
    assert "20 Mar 2099, 09:00" in browser.get(f"{base}{row.id}").text
    browser.post(f"{base}{row.id}/unschedule")
    assert one().state == "draft"


def test_a_test_goes_to_oneself_only(pages, write, comes):
    browser, base = pages
    ann = comes("Ann", "a@example.org")
    browser.post(f"{base}{write().id}/test", data={"reader": ann.id})
    rows = session.scalars(select(Message)).all()
    assert {row.recipient for row in rows} == {"organizer@example.org"}
    assert sorted(row.body.splitlines()[0] for row in rows) == ["Dear Ann", "Здравствуйте, Ann"]


def test_sending_leads_to_its_progress_and_a_draft_is_thrown_away(pages, write, comes):
    browser, base = pages
    comes("Ann", "a@example.org")
    first, second = write(), write()
    answer = browser.post(f"{base}{first.id}/send")
    assert "/work/" in answer.location
    assert browser.get(answer.location).status_code == 200
    assert "How far it is" in browser.get(f"{base}{first.id}").text
    browser.post(f"{base}{second.id}/remove")
    assert one().id == first.id


def test_the_preview_says_who_gets_it(pages, comes):
    browser, base = pages
    comes("Ann", "a@example.org")
    comes("Bob")
    typed = {"audience": "participants", "body-en": "Dear {name}"}
    page = browser.post(f"{base}preview", data=typed).text
    assert "1 recipient" in page
    assert "1 cannot be reached" in page
    assert "Dear Ann" in page or "Dear Bob" in page


def test_the_pages_of_the_room_open(pages, workshop, write, comes):
    browser, base = pages
    comes("Ann", "a@example.org")
    row = write()
    with transaction():
        workshop.nominations_close_at = datetime(2099, 1, 1, tzinfo=UTC)
    for path in ("", "begin", "new?audience=focal-points", f"{row.id}", f"{row.id}/edit"):
        assert browser.get(base + path).status_code == 200
