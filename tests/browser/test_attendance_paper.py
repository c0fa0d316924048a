"""A sheet is ticked off with the keyboard alone; the live board follows a scan."""

import pytest

from eventapp.attendance import queries
from eventapp.attendance.actions import sheets
from eventapp.core.actors import SYSTEM
from tests import factories
from tests.checkin import desk
from tests.people import NOW, a_user


@pytest.fixture
def workshop(app):
    return factories.a_workshop(slug="almaty")


@pytest.fixture
def people(workshop):
    delegation = desk.a_delegation(workshop)
    names = ("Aigul Osmonova", "Bakyt Asanov", "Cholpon Iskakova", "Dana Bekova", "José Núñez")
    return [
        factories.a_registration(
            delegation,
            factories.a_person(workshop, latin_name=name, latin_family="", latin_given="", original_name=""),
            rank=rank,
        )
        for rank, name in enumerate(names)
    ]


def test_a_sheet_is_ticked_off_with_the_keyboard(visit, workshop, people):
    sheets.print_sheets(workshop.id, ["day-1"], address=str, actor=SYSTEM, now=NOW)
    organizer = visit().sign_in(a_user("organizer", workshop))
    page = organizer.go("/workshops/almaty/attendance/sheets/1/")
    page.locator("#entry:focus").wait_for()
    for typed in ("1", "2-3", "nunez", "-3"):
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
    assert page.locator("#entry-said").inner_text() == "3 Cholpon Iskakova: taken back."
    assert page.locator("[data-tick-count]").inner_text() == "3"
    page.keyboard.type("9")
    page.keyboard.press("Enter")
    assert "9: There is no such line" in page.locator("#entry-said").inner_text()
    assert organizer.axe() == []
    page.get_by_label("Not ticked").check()
    assert page.locator(".tick-line:visible").count() == 2
    page.get_by_role("button", name="Save").press("Enter")
    page.get_by_text("3 people marked as signed.").wait_for()
    assert set(queries.arrivals(workshop)["day-1"]) == {people[0].id, people[1].id, people[4].id}


def test_the_board_follows_a_scan_by_itself(visit, workshop, people):
    organizer = visit(phone=True).sign_in(a_user("organizer", workshop))
    page = organizer.go("/workshops/almaty/check-in/board?day=1")
    assert page.locator("[data-board=present]").inner_text() == "0"
    desk.scan(workshop, desk.a_reading(registration_id=people[0].id))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # as if the page were looked at again
    page.locator("[data-board=present]", has_text="1").wait_for()
    assert not organizer.too_wide()
    assert organizer.axe() == []
    page.get_by_role("link", name="Kazakhstan").click()
    page.get_by_role("heading", name="Missing 4").wait_for()
