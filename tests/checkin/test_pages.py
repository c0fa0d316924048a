"""Check-in by name, and the attendance pages."""

import re
import uuid

import pytest
from sqlalchemy import select

from eventapp.checkin.models import Scan
from eventapp.core.db import session
from eventapp.registration.models import Delegation
from eventapp.workshops.models import Workshop
from tests import factories
from tests.checkin.desk import a_delegation, a_guest, a_reading, scan
from tests.people import browser_of


@pytest.fixture
def browser(app, workshop):
    return browser_of(app, "check-in", workshop)


def page(browser, workshop, path):
    return opened(browser, f"/workshops/{workshop.slug}/{path}")


def opened(browser, address):
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def by_name(browser, workshop, guest, **changes):
    form = {"registration": guest.public_id, "checkpoint": "day-1", "scan_id": uuid.uuid4(), **changes}
    return browser.post(f"/workshops/{workshop.slug}/check-in/by-name", data=form)


def test_the_page_knows_its_checkpoint_and_who_came(browser, workshop, delegation):
    guest, code = a_guest(delegation)
    a_guest(delegation)
    scan(workshop, a_reading(code))

    text = page(browser, workshop, "check-in/")

    assert re.search(r'value="day-1"\s+selected', text)
    assert "1 of 2 came" in text
    assert guest.person.latin_name in text


def test_a_stale_checkpoint_in_the_address_shows_the_venue(browser, workshop):
    assert re.search(r'value="day-2"\s+selected', page(browser, workshop, "check-in/?checkpoint=day-2"))
    assert re.search(r'value="day-1"\s+selected', page(browser, workshop, "check-in/?checkpoint=gone"))


def test_search_answers_a_fragment_with_a_form_for_each_person(browser, workshop, delegation):
    guest, code = a_guest(delegation)
    factories.a_registration(delegation, state="pending")
    scan(workshop, a_reading(code))

    text = page(browser, workshop, "check-in/search?q=Осмон&checkpoint=day-1")

    assert "<html" not in text
    assert text.count("<form") == 2
    assert f'value="{guest.public_id}"' in text
    assert "In since 08:30" in text
    assert "Pending" in text


def test_one_letter_finds_nobody_and_a_stranger_is_not_found(browser, workshop, delegation):
    factories.a_registration(delegation)
    assert "<form" not in page(browser, workshop, "check-in/search?q=o")
    assert "Nobody found" in page(browser, workshop, "check-in/search?q=zz")


def test_without_script_a_person_is_found_and_let_in(browser, workshop, delegation):
    guest = factories.a_registration(delegation)
    assert f'value="{guest.public_id}"' in page(browser, workshop, "check-in/?q=osmonova")

    answer = by_name(browser, workshop, guest)

    assert answer.status_code == 302
    text = browser.get(answer.location).get_data(as_text=True)
    assert 'data-tone="good"' in text
    assert "Welcome" in text
    assert [(row.outcome, row.device) for row in session.scalars(select(Scan))] == [("admitted", "found by name")]


def test_a_double_click_is_one_scan(browser, workshop, delegation):
    guest, scan_id = factories.a_registration(delegation), uuid.uuid4()
    for _click in range(2):
        by_name(browser, workshop, guest, scan_id=scan_id)
    assert [row.outcome for row in session.scalars(select(Scan))] == ["admitted"]


def test_somebody_elses_registration_is_missing(browser, workshop):
    stranger = factories.a_registration(a_delegation(factories.a_workshop()))
    assert by_name(browser, workshop, stranger).status_code == 404


@pytest.mark.parametrize("change", [{"registration": "x"}, {"scan_id": ""}, {"checkpoint": "gone"}, {"checkpoint": ""}])
def test_an_incomplete_request_is_refused(browser, workshop, delegation, change):
    assert by_name(browser, workshop, factories.a_registration(delegation), **change).status_code == 422


def test_the_answer_to_a_scan_of_another_workshop_is_not_shown(browser, workshop):
    elsewhere = factories.a_workshop()
    guest, code = a_guest(a_delegation(elsewhere))
    reading = a_reading(code)
    scan(elsewhere, reading)
    text = page(browser, workshop, f"check-in/?scan={reading.id}")
    assert guest.person.latin_name not in text
    assert "door-answer" not in text


def test_attendance_shows_present_of_confirmed(app, workshop, delegation):
    opening = factories.a_session(workshop, key="opening")
    _guest, code = a_guest(delegation)
    a_guest(delegation)
    scan(workshop, a_reading(code, checkpoint=opening.key))

    text = page(browser_of(app, "rapporteur", workshop), workshop, "attendance/")

    assert text.count("of 2 confirmed") == 3
    assert re.search(r'<progress value="1"\s+max="2"', text)
    assert f"/workshops/{workshop.slug}/attendance/at/opening" in text


def test_before_the_first_scan_attendance_says_so(browser, workshop):
    assert "Nobody has been scanned yet" in page(browser, workshop, "attendance/")


def test_one_checkpoint_names_present_and_missing(browser, workshop, delegation):
    guest, code = a_guest(delegation)
    missing = factories.a_registration(delegation)
    scan(workshop, a_reading(code))

    before, _heading, after = page(browser, workshop, "attendance/at/day-1").partition("First scan")

    assert missing.person.latin_name in before
    assert guest.person.latin_name in after
    assert "08:30" in after


def test_an_unknown_checkpoint_is_not_found(browser, workshop):
    assert browser.get(f"/workshops/{workshop.slug}/attendance/at/day-9").status_code == 404


@pytest.mark.parametrize(
    "path", ["check-in/?q=osmonova", "check-in/search?q=osmonova", "attendance/", "attendance/at/day-1"]
)
def test_the_number_of_statements_does_not_grow(browser, workshop, delegation, statements, path):
    _guest, code = a_guest(delegation)
    scan(workshop, a_reading(code))
    ids, address = (workshop.id, delegation.id), f"/workshops/{workshop.slug}/{path}"
    one = statements(lambda: opened(browser, address))
    workshop, delegation = session.get_one(Workshop, ids[0]), session.get_one(Delegation, ids[1])
    for _number in range(2):
        scan(workshop, a_reading(a_guest(delegation)[1]))
    assert statements(lambda: opened(browser, address)) == one
