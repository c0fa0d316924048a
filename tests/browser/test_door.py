"""Check-in as staff and guests meet it: pairing, people by name, the code on a room's screen."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from eventapp.checkin import actions
from eventapp.checkin.models import Scan
from eventapp.checkin.rules import CheckinSettings
from eventapp.core.actors import SYSTEM
from eventapp.core.db import session
from tests import factories
from tests.checkin.desk import a_delegation
from tests.people import a_user


@pytest.fixture
def workshop(app):
    """It goes on today, with a session that began five minutes ago."""
    now = datetime.now(UTC)
    workshop = factories.a_workshop(starts_on=now.date(), ends_on=now.date(), timezone="UTC")
    factories.a_session(
        workshop, key="opening", starts_at=now - timedelta(minutes=5), ends_at=now + timedelta(minutes=50)
    )
    actions.change_settings(workshop.id, CheckinSettings(self_check_in=True), actor=SYSTEM, now=now)
    return workshop


@pytest.fixture
def guest(workshop):
    person = factories.a_person(workshop, latin_name="Anna Kim", original_name="Анна Ким")
    return factories.a_registration(a_delegation(workshop), person=person)


def scans():
    session.rollback()
    return [(row.checkpoint, row.way, row.outcome) for row in session.scalars(select(Scan))]


def test_a_code_is_shown_until_a_device_has_become_the_desk(visit, workshop):
    organizer = visit().sign_in(a_user("organizer", workshop))
    page = organizer.go(f"/workshops/{workshop.slug}/check-in/")
    page.get_by_role("link", name="Pair a desk").click()
    page.get_by_label("Name of the desk").fill("Hall door")
    page.get_by_role("button", name="Show the code").click()
    page.locator(".pairing-qr img").wait_for()
    assert organizer.axe() == []
    assert not organizer.too_wide()
    code = page.locator(".pairing-code").inner_text()

    phone = organizer.context.request.post(f"{organizer.address}/api/v1/desks/pair", data={"code": code})

    assert phone.json()["desk"]["name"] == "Hall door"
    page.get_by_text("“Hall door” is paired and ready.").wait_for()
    page.get_by_role("link", name="All desks").click()
    expect(page.locator(".desks-line")).to_contain_text("Working")
    assert organizer.axe() == []


def test_a_person_is_found_by_name_and_let_in_with_one_tap(visit, workshop, guest):
    clerk = visit(phone=True).sign_in(a_user("check-in", workshop))
    page = clerk.go(f"/workshops/{workshop.slug}/check-in/")
    page.get_by_label("Find by name").press_sequentially("анна")
    page.get_by_role("button", name="Anna Kim").click()
    expect(page.locator(".door-answer")).to_contain_text("Welcome")
    expect(page.locator(".door-answer")).to_contain_text("Anna Kim")
    assert clerk.axe() == []
    assert not clerk.too_wide()
    assert scans() == [("day-1", "name", "admitted")]

    page.locator(".door-recent").get_by_role("button", name="Undo").click()
    expect(page.locator(".door-recent")).to_contain_text("taken back")
    expect(page.locator(".page-subtitle")).to_contain_text("0 of 1")


def test_a_guest_says_to_be_in_the_room_with_the_code_on_its_screen(visit, workshop, guest):
    clerk = visit().sign_in(a_user("check-in", workshop))
    screen = clerk.go(f"/workshops/{workshop.slug}/check-in/")
    screen.get_by_role("link", name="Opening remarks").click()
    screen.locator(".screen-qr img").wait_for()
    assert clerk.axe() == []
    code = screen.locator(".screen-letters").inner_text().replace(" ", "")

    owner = visit(phone=True)
    owner.go(f"/here/{workshop.slug}/opening/{code}")
    expect(owner.page.locator("h1")).to_have_text("Whose phone is this?")
    assert owner.axe() == []
    page = owner.go(f"/r/{guest.link_token}")
    page.get_by_role("link", name="Type the code").click()
    page.get_by_label("Code on the screen").fill("222222")
    page.get_by_role("button", name="I am in the room").click()
    expect(page.locator("main")).to_contain_text("This code is not good")
    assert owner.axe() == []

    owner.go(f"/here/{workshop.slug}/opening/{code}")
    expect(page.locator("h1")).to_have_text("Anna Kim")
    assert guest.link_token not in urlsplit(page.url).path
    assert owner.axe() == []
    page.get_by_role("button", name="Yes, I am in the room").click()
    expect(page.locator(".door-word")).to_have_text("You are in")
    assert owner.axe() == []
    assert not owner.too_wide()
    assert scans() == [("opening", "self", "admitted")]


def test_a_checkpoint_is_added_for_each_day(visit, workshop):
    organizer = visit(phone=True).sign_in(a_user("organizer", workshop))
    page = organizer.go(f"/workshops/{workshop.slug}/check-in/places")
    page.get_by_role("link", name="Add a checkpoint").click()
    page.get_by_label("Name, English").fill("Lunch")
    page.get_by_label("What for").select_option("meal")
    page.get_by_label("The same on each day").check()
    page.get_by_label("From").fill("13:00")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("row", name="Lunch")).to_contain_text("13:00")
    assert organizer.axe() == []
    assert not organizer.too_wide()
