"""Nomination lists before a real browser: dropped anywhere, asked about, corrected, replaced, undone."""

import re

import pytest
from playwright.sync_api import expect

from eventapp.core.db import session
from eventapp.registration import queries
from tests.almaty import import_almaty
from tests.people import a_user
from tests.registration.sheets.files import xlsx

W = "/workshops/almaty-2016"
HEAD = ["Кто это", "Mail to", "Office of the person"]
FIRST = [HEAD, ["Ann Lee", "ann@example.org", "Judge"], ["Bob Ray", "bob@example.org", "Clerk"]]
SECOND = [HEAD, FIRST[1], ["Cid Fox", "bob@example.org", "Clerk"]]


@pytest.fixture
def almaty(app):
    return import_almaty()


@pytest.fixture
def organizer(almaty, visit):
    return visit().sign_in(a_user("organizer", almaty))


def drop_on_page(page, name: str, data: bytes) -> None:
    """Let go of a file over the heading of the page."""
    carried = page.evaluate_handle(
        """([name, bytes]) => {
            const carried = new DataTransfer();
            carried.items.add(new File([new Uint8Array(bytes)], name));
            return carried;
        }""",
        [name, list(data)],
    )
    for kind in ("dragover", "drop"):
        page.locator("h1").dispatch_event(kind, {"dataTransfer": carried})


def hand_in(organizer, rows) -> object:
    page = organizer.go(f"{W}/nominations/")
    drop_on_page(page, "turkmenistan.xlsx", xlsx(rows))
    expect(page.locator(".upload-names")).to_have_text("turkmenistan.xlsx")
    page.get_by_role("button", name="Look at them").click()
    page.get_by_text("Nothing is saved yet.").wait_for()
    return page


def test_a_list_is_asked_about_once_and_a_corrected_one_replaces(organizer, almaty):
    page = hand_in(organizer, FIRST)
    expect(page.locator(".understood-title")).to_have_text(re.compile("Please check 2 columns"))
    assert organizer.axe() == []
    page.locator("#column-3").select_option(label="Position")
    page.locator(".understood-title").locator("xpath=..").get_by_role("button", name="Look at it again").click()
    expect(page.locator(".understood-title")).to_have_count(0)
    page.get_by_role("button", name="Read it in").click()
    page.get_by_text("The list has been read in: 2 new.").wait_for()

    page = hand_in(organizer, SECOND)
    expect(page.locator(".understood-title")).to_have_count(0)
    expect(page.locator(".left-out li")).to_contain_text("replaced by Cid Fox (row 3)")
    expect(page.locator(".left-out input")).to_be_checked()
    assert organizer.axe() == []
    page.get_by_role("button", name="Read it in").click()
    page.get_by_text("The list has been read in: 1 replaced, 1 unchanged.").wait_for()

    session.rollback()
    states = {row.person.latin_name: row.state for row in queries.people(almaty.id)}
    assert (states["Ann Lee"], states["Bob Ray"], states["Cid Fox"]) == ("nominated", "cancelled", "nominated")
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("dialog").get_by_role("button", name="Undo").click()
    page.get_by_text("1 person has been removed. 1 person is back.").wait_for()


def test_a_list_that_is_asked_about_fits_a_phone(visit, almaty):
    organizer = visit(phone=True).sign_in(a_user("organizer", almaty))
    hand_in(organizer, FIRST)

    assert (organizer.axe(), organizer.too_wide()) == ([], False)
