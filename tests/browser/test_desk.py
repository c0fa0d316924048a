"""The desk at the door on a phone: a hand scanner, a search by name, and a network that goes away."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from eventapp.checkin.models import Scan
from eventapp.core.db import session, transaction
from tests import factories
from tests.checkin.desk import a_delegation, a_guest
from tests.people import a_user


@pytest.fixture
def workshop(app):
    return factories.a_workshop()


@pytest.fixture
def guest(workshop):
    """Anna and the code of her badge."""
    person = factories.a_person(workshop, latin_name="Anna Kim", original_name="Анна Ким")
    return a_guest(a_delegation(workshop), person=person)


@pytest.fixture
def desk(visit, workshop):
    """The desk page on a phone, ready to scan."""
    visitor = visit(phone=True).sign_in(a_user("check-in", workshop))
    return opened(visitor, workshop)


def opened(visitor, workshop, checkpoint="day-1"):
    visitor.go(f"/workshops/{workshop.slug}/check-in/scanner?checkpoint={checkpoint}")
    visitor.page.locator("#scanner[data-ready]").wait_for()
    return visitor


def outcomes():
    session.rollback()
    return [row.outcome for row in session.scalars(select(Scan).order_by(Scan.scanned_at))]


def typed_by_a_hand_scanner(page, code):
    page.keyboard.type(code)
    page.keyboard.press("Enter")


def test_a_hand_scanner_types_a_code_and_the_answer_is_seen(desk, guest):
    typed_by_a_hand_scanner(desk.page, guest[1])

    card = desk.page.locator("#scan-result")
    expect(card).to_have_attribute("data-tone", "good")
    expect(card).to_contain_text("Anna Kim")
    expect(card).to_contain_text("Анна Ким")
    expect(desk.page.locator("#scan-count")).to_have_text("1")
    assert outcomes() == ["admitted"]
    assert not desk.too_wide()
    assert desk.axe() == []


def test_a_scanner_that_stutters_loses_no_letter(desk, guest):
    keys = desk.page.keyboard
    keys.type(guest[1][:1])
    desk.page.wait_for_timeout(350)
    typed_by_a_hand_scanner(desk.page, guest[1][1:])
    expect(desk.page.locator("#scan-result")).to_have_attribute("data-tone", "good")
    assert outcomes() == ["admitted"]


def test_a_code_that_is_none_is_said_so(desk):
    desk.page.locator("#scan-code").fill("nonsense")
    desk.page.locator("#scan-code").press("Enter")
    expect(desk.page.locator("#scan-result")).to_have_attribute("data-tone", "bad")
    assert outcomes() == ["unknown"]


def test_a_scan_made_without_a_network_arrives_once(desk, guest):
    page = desk.page
    desk.context.set_offline(True)
    typed_by_a_hand_scanner(page, guest[1])
    expect(page.locator("#scan-result")).to_contain_text("Kept on this device")
    expect(page.locator("#scan-unsent")).to_have_text("1")
    assert outcomes() == []

    desk.context.set_offline(False)

    expect(page.locator("#scan-unsent-box")).to_be_hidden()
    expect(page.locator("#scan-result")).to_contain_text("Anna Kim")
    expect(page.locator("#scan-result")).to_have_attribute("data-tone", "good")
    expect(page.locator("#scan-recent")).to_contain_text("Anna Kim")
    expect(page.locator("#scan-recent")).not_to_contain_text("Kept on this device")
    page.reload()
    expect(page.locator("#scan-count")).to_have_text("1")
    assert outcomes() == ["admitted"]


def test_a_scan_of_a_session_that_is_gone_holds_up_no_other(desk, workshop, guest):
    gone = factories.a_session(workshop)
    page = opened(desk, workshop, gone.key).page
    desk.context.set_offline(True)
    typed_by_a_hand_scanner(page, guest[1])
    expect(page.locator("#scan-unsent")).to_have_text("1")
    with transaction():
        session.delete(session.get_one(type(gone), gone.id))
    desk.context.set_offline(False)
    expect(page.locator("#scan-unsent-box")).to_be_hidden()

    opened(desk, workshop)
    typed_by_a_hand_scanner(page, guest[1])

    expect(page.locator("#scan-result")).to_have_attribute("data-tone", "good")
    assert outcomes() == ["admitted"]


@pytest.mark.parametrize("path", ["attendance/", "attendance/day-1", "badges/"])
@pytest.mark.parametrize("dark", [False, True])
def test_attendance_and_badges_are_accessible_on_a_phone(visit, workshop, guest, path, dark):
    factories.a_session(workshop)
    visitor = visit(phone=True, dark=dark).sign_in(a_user("organizer", workshop))
    visitor.go(f"/workshops/{workshop.slug}/{path}")
    assert not visitor.too_wide()
    assert visitor.axe() == []
