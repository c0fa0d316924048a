"""An organizer writes words, tries them out, mails a part of the list, and deals with what did not arrive."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from eventapp.core import mail_server
from eventapp.core.db import session, transaction
from eventapp.core.outbox import Message
from eventapp.registration.models import Registration
from tests import factories
from tests.factories import NOW
from tests.messages.servers import Postbox, serving
from tests.people import a_user
from tests.work import run_all_work


@pytest.fixture
def postbox(app, settings, monkeypatch):
    box = Postbox(refuses={"bob@example.org": "550 5.1.1 No such user"})
    with serving(box) as url:
        monkeypatch.setitem(app.config, "SETTINGS", replace(settings, mail_url=url))
        yield box
        mail_server.hang_up()


@pytest.fixture
def workshop(app):
    workshop = factories.a_workshop()
    delegation = factories.a_delegation(factories.a_type(workshop))
    states = {"Cid": "pending"}
    for name, language in (("Ann", "en"), ("Bob", "ru"), ("Cid", "en")):
        email = f"{name.lower()}@example.org"
        facts = {"latin_name": name, "latin_family": "", "latin_given": "", "email": email}
        person = factories.a_person(workshop, **facts)
        factories.a_registration(delegation, person, language=language, state=states.get(name, "confirmed"))
    return workshop


def work() -> None:
    run_all_work(datetime.now(UTC) + timedelta(minutes=1))


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_words_are_written_and_tried_out(visit, workshop, postbox, phone):
    organizer = visit(phone=phone).sign_in(a_user("organizer", workshop))
    page = organizer.go(f"/workshops/{workshop.slug}/messages/words/")
    page.get_by_role("link", name="Confirmed").click()
    page.locator("#body-en").fill("Welcome, {nmae}! ")
    page.get_by_role("button", name="{link}").click()
    expect(page.locator("#body-en")).to_have_value("Welcome, {nmae}! {link}")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#body-en-error")).to_contain_text("Did you mean {name}?")
    expect(page.locator("#body-en")).to_have_value("Welcome, {nmae}! {link}")
    assert organizer.axe() == []
    assert organizer.too_wide() is False

    page.locator("#body-en").fill("Welcome, {name}! {link}")
    expect(page.locator("#preview")).to_contain_text("Welcome, Ann! [here stands the private link]")
    page.get_by_label("Try it out with").select_option("Bob")
    expect(page.locator("#preview")).to_contain_text("Welcome, Bob!")
    page.get_by_role("button", name="Send a test to myself").click()
    page.get_by_text("A test is on its way to organizer@example.org.").wait_for()
    work()
    assert postbox.addresses == ["organizer@example.org"] * 2
    page.get_by_role("button", name="Save").click()
    page.get_by_text("The words are saved").wait_for()
    expect(page.locator("#body-en")).to_have_value("Welcome, {name}! {link}")


def test_a_part_of_the_list_is_written_to_and_what_fails_is_seen(visit, workshop, postbox):
    organizer = visit().sign_in(a_user("organizer", workshop))
    page = organizer.go(f"/workshops/{workshop.slug}/messages/")
    assert organizer.axe() == []
    page.get_by_role("link", name="Write a message").first.click()
    page.get_by_role("link", name="Practical information").click()
    expect(page.locator("#preview")).to_contain_text("2 recipients")  # the confirmed
    page.locator("#subject-en").fill("The bus for {name}")
    page.locator("#subject-ru").fill("Автобус")
    page.get_by_role("button", name="Keep and look at it").click()
    page.get_by_label("As it looks for").select_option("Bob")
    expect(page.locator(".letters")).to_contain_text("The bus for Bob")
    assert organizer.axe() == []
    page.get_by_role("button", name="Send now").click()
    page.get_by_role("dialog").get_by_role("button", name="Send now").click()
    page.wait_for_url("**/work/*")
    work()
    work()
    assert postbox.addresses == ["ann@example.org"]

    page = organizer.go(f"/workshops/{workshop.slug}/messages/")
    page.get_by_text("1 message could not be sent.").wait_for()
    page.get_by_role("link", name="See why").click()
    page.get_by_text("The mail server refused the address. (550 5.1.1 No such user)").wait_for()
    assert organizer.axe() == []
    postbox.refuses = {}
    page.get_by_role("button", name="Try again", exact=True).click()
    page.get_by_text("The message is sent again.").wait_for()
    work()
    assert sorted(postbox.addresses) == ["ann@example.org", "bob@example.org"]


def test_what_came_back_is_marked_and_seen_at_the_person(visit, workshop, postbox):
    with transaction():
        session.add(
            Message(
                id=uuid.uuid4(),
                workshop_id=workshop.id,
                registration_id=session.scalars(select(Registration.id).order_by(Registration.id)).first(),
                kind="registration.confirmed",
                recipient="ann@example.org",
                subject="Hello",
                body="Hello",
                created_at=NOW,
                sent_at=NOW,
            )
        )
    organizer = visit(phone=True).sign_in(a_user("organizer", workshop))
    page = organizer.go(f"/workshops/{workshop.slug}/messages/outbox/")
    assert organizer.too_wide() is False
    page.get_by_role("link", name="Hello").click()
    page.get_by_label("What the notice says").fill("Mailbox full")
    page.get_by_role("button", name="Mark as come back").click()
    page.get_by_text("Later messages to this address warn of it.").wait_for()
    assert organizer.axe() == []
    page.get_by_role("link", name="To the participant").click()
    page.get_by_text("Mailbox full").wait_for()
    page.get_by_role("link", name="Write a message").click()
    page.get_by_text("From 1 address an earlier message came back").wait_for()
