"""The organizer's list, worked with as an organizer works: filtered, changed in place, decided about and taken back."""

import pytest
from playwright.sync_api import expect

from eventapp.core import web
from eventapp.core.actors import Actor, Role
from eventapp.core.db import session
from eventapp.registration import actions
from eventapp.registration.models import Registration
from tests import factories
from tests.people import a_user

OFFICE = {"country": "", "organization": "OSCE"}


@pytest.fixture
def workshop(app):
    return factories.a_workshop()


@pytest.fixture
def office(workshop):
    return factories.a_delegation(factories.a_type(workshop, asks_first=True), seats=3, **OFFICE)


@pytest.fixture
def people(workshop, office):
    """Ann, Ben and Eve have the three seats; Joe and Kim wait."""

    def person(name: str):
        return factories.a_person(workshop, latin_name=name, latin_family="", original_name="", email="")

    seated = [factories.a_registration(office, person(name), rank=at) for at, name in enumerate(("Ann", "Ben", "Eve"))]
    waiting = [
        factories.a_registration(office, person(name), state="waitlisted", waitlist_number=at, rank=at + 3)
        for at, name in enumerate(("Joe", "Kim"), start=1)
    ]
    return [row.id for row in (*seated, *waiting)]


@pytest.fixture
def organizer(workshop, people, visit):
    return visit().sign_in(a_user("organizer", workshop))


@pytest.fixture
def base(workshop):
    return f"/workshops/{workshop.slug}/participants/"


def state(registration_id: int) -> str:
    session.rollback()
    return session.get_one(Registration, registration_id).state


def test_the_list_is_filtered_gets_columns_and_a_cell_is_changed_by_keyboard(organizer, base, people):
    page = organizer.go(base)
    page.get_by_label("Name, in any script").fill("ben")
    page.keyboard.press("Enter")
    expect(page.locator(".people-table tbody tr")).to_have_count(1)

    page.get_by_text("Columns", exact=True).click()
    page.get_by_label("E-mail", exact=True).check()
    page.get_by_role("button", name="Show these columns").click()
    expect(page.get_by_role("columnheader", name="E-mail")).to_be_visible()
    expect(page.locator(".people-table tbody tr")).to_have_count(1)
    assert organizer.axe() == []

    cell = page.get_by_role("link", name="Change E-mail of Ben:")
    cell.focus()
    page.keyboard.press("Enter")
    field = page.get_by_role("textbox", name="E-mail")
    expect(field).to_be_focused()
    page.keyboard.type("ben@example.org")
    page.keyboard.press("Enter")
    expect(cell).to_contain_text("ben@example.org")
    expect(cell).to_be_focused()
    session.rollback()
    assert session.get_one(Registration, people[1]).person.email == "ben@example.org"

    page.keyboard.press("Enter")
    expect(field).to_be_focused()
    page.keyboard.type("nothing")
    page.keyboard.press("Escape")
    expect(cell).to_contain_text("ben@example.org")


def test_many_are_declined_with_a_reason_and_it_is_taken_back(organizer, base, people):
    page = organizer.go(base)
    page.get_by_role("checkbox", name="Ann").check()
    page.get_by_role("checkbox", name="Ben").check()
    page.locator(".bulk-more summary").filter(has_text="Decline").click()
    page.get_by_label("Reason (the person reads it)").fill("No travel")
    page.get_by_role("button", name="Decline them").click()
    page.get_by_text("Done for 2 people.").wait_for()
    assert [state(each) for each in people[:2]] == ["declined", "declined"]
    session.rollback()
    assert session.get_one(Registration, people[3]).offered_until is not None

    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Taken back for").first.wait_for()
    assert [state(each) for each in people] == ["confirmed"] * 3 + ["waitlisted"] * 2
    assert session.get_one(Registration, people[3]).offered_until is None


def test_an_offer_is_answered_for_somebody_on_the_telephone(organizer, base, workshop, people):
    who = {"actor": Actor("organizer", roles=frozenset({(workshop.id, Role.ORGANIZER)})), "now": web.now()}
    actions.cancel(people[0], workshop.id, **who)
    session.rollback()
    page = organizer.go(base + "waiting-list")
    assert organizer.axe() == []

    page.get_by_role("button", name="They said yes").click()
    page.get_by_text("Seat taken").wait_for()
    assert state(people[3]) == "pending"


def test_two_who_are_one_are_merged_and_made_two_again(organizer, base, workshop, office, people):
    for name in ("Anna Karimova", "Karimova Anna"):
        factories.a_registration(
            office,
            factories.a_person(workshop, latin_name=name, latin_family="", original_name=""),
            state="declined",
            rank=9,
        )
    page = organizer.go(base)
    page.get_by_role("link", name="Duplicate?").first.click()
    page.wait_for_url("**/duplicates/**")
    assert organizer.axe() == []
    page.get_by_role("button", name="This is one person").click()
    page.get_by_text("They are one person now.").wait_for()
    assert organizer.axe() == []

    page.get_by_role("button", name="Undo").click()
    page.get_by_text("They are two people again.").wait_for()
    expect(page.get_by_role("link", name="Compare")).to_have_count(1)


def test_on_a_phone_what_can_be_done_comes_with_the_first_tick(visit, workshop, people, base):
    visitor = visit(phone=True).sign_in(a_user("organizer", workshop))
    page = visitor.go(base)
    assert not visitor.too_wide()
    page.get_by_role("checkbox", name="Ann").check()
    page.locator(".bulk-more summary").filter(has_text="More").click()
    expect(page.get_by_role("button", name="Give them this function")).to_be_in_viewport()
    assert not visitor.too_wide()
    assert visitor.axe() == []

    page.get_by_label("Function").last.select_option("facilitator")
    page.get_by_role("button", name="Give them this function").click()
    page.get_by_text("Done for 1 person.").wait_for()
    expect(page.locator(".person-name .tag")).to_have_text("Facilitator")
