"""One person's badge: three states, the spelling corrected, a lost one replaced."""

import pytest

from eventapp.core.tokens import fingerprint
from eventapp.registration import queries as registrations
from tests import factories
from tests.badges.reading import codes_on, text_of
from tests.people import browser_of

HOW = {"layout": "a6", "language": "en"}


@pytest.fixture
def browser(app, workshop):
    return browser_of(app, "check-in", workshop)


@pytest.fixture
def guest(workshop, delegation):
    row = factories.a_registration(delegation)
    row.code = factories.a_badge(row).code
    return row


@pytest.fixture
def address(workshop, guest):
    return f"/workshops/{workshop.slug}/badges/{guest.public_id}"


def test_printed_and_handed_over_are_two_things(browser, guest, address):
    assert browser.get(f"{address}/").get_data(as_text=True).count("not yet") == 2
    browser.post(f"{address}/print", data=HOW)
    text = browser.get(f"{address}/").get_data(as_text=True)
    assert ("pile 1, place 1" in text, text.count("not yet")) == (True, 2)
    browser.post(f"{address}/hand")
    assert guest.badge.handed_at is not None
    assert browser.get(f"{address}/").get_data(as_text=True).count("not yet") == 1


def test_the_spelling_is_corrected_and_that_one_printed_again_with_the_code_it_has(browser, guest, address):
    browser.post(f"{address}/print", data=HOW)
    printed = browser.post(f"{address}/name", data={"badge_name": " Aigul  OSMONOVA ", "do": "print"})
    assert codes_on(printed.data) == [guest.code]
    assert "OSMONOVA" in text_of(printed.data)
    assert guest.badge_name == "Aigul OSMONOVA"
    browser.post(f"{address}/name", data={"badge_name": ""})
    assert guest.badge_name == ""


def test_a_lost_badge_stops_working_and_the_new_one_has_another_code(browser, workshop, guest, address):
    browser.post(f"{address}/lost", data={"reason": "Left in the taxi"})
    printed = browser.post(f"{address}/print", data=HOW)  # new, so nothing is asked
    (code,) = codes_on(printed.data)
    found = registrations.by_badge_codes(workshop.id, [guest.code, code])
    assert found[guest.code][0].revoked_reason == "Left in the taxi"
    assert (found[code][0].revoked_at, fingerprint(code)) == (None, guest.badge.code_hash)


def test_the_picture_has_no_code(browser, address):
    picture = browser.get(f"{address}/picture.png")
    assert (picture.mimetype, picture.data[:4]) == ("image/png", b"\x89PNG")


@pytest.mark.parametrize("what", ["/", "/picture.png", "/hand", "/name", "/lost"])
def test_people_of_other_workshops_are_missing(browser, workshop, what):
    stranger = factories.a_registration(factories.a_delegation(factories.a_type(factories.a_workshop())))
    send = browser.get if what in ("/", "/picture.png") else browser.post
    assert send(f"/workshops/{workshop.slug}/badges/{stranger.public_id}{what}").status_code == 404


def test_who_is_not_confirmed_has_nothing_to_print(browser, workshop, delegation):
    waiting = factories.a_registration(delegation, state="pending")
    text = browser.get(f"/workshops/{workshop.slug}/badges/{waiting.public_id}/").get_data(as_text=True)
    assert "Only who is confirmed" in text
    assert "/lost" not in text
