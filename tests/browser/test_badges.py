"""Badges in a browser: designed while one looks at them, and only the new ones printed."""

import pytest
from playwright.sync_api import expect

from eventapp.badges.actions import print_badges
from eventapp.badges.design import Design, design_of
from eventapp.badges.queries import Wanted
from eventapp.core.actors import SYSTEM
from eventapp.core.db import session
from tests import factories
from tests.badges.reading import codes_on
from tests.people import a_user


@pytest.fixture
def workshop(app):
    return factories.a_workshop()


@pytest.fixture
def codes(workshop):
    """The codes of three badges, the first of which was printed."""
    delegation = factories.a_delegation(factories.a_type(workshop))
    guests = [factories.a_registration(delegation, names_approved_at=factories.NOW, rank=rank) for rank in (1, 2, 3)]
    codes = [factories.a_badge(guest).code for guest in guests]
    print_badges(workshop.id, Wanted(registration_id=guests[0].id), actor=SYSTEM, now=factories.NOW)
    return codes


def test_the_badge_is_drawn_anew_while_it_is_designed(visit, workshop, codes):
    visitor = visit()
    page = visitor.sign_in(a_user("organizer", workshop)).go(f"/workshops/{workshop.slug}/badges/design")
    front = page.locator("#preview img").first
    before = front.get_attribute("src")
    page.get_by_label("Size and sheet").select_option(value="card")
    expect(front).not_to_have_attribute("src", before)
    page.get_by_label("On the back", exact=True).select_option(value="same")
    expect(page.locator("#preview img")).to_have_count(2)
    page.get_by_label("Width of the code").fill("12")
    expect(page.locator("#preview")).to_contain_text("narrower than 20 mm")
    page.get_by_label("Width of the code").fill("21")
    expect(page.locator("#preview img")).to_have_count(2)
    assert visitor.axe() == []
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Badges are printed like this from now on.")).to_be_visible()
    session.rollback()
    assert design_of(workshop) == Design(layout="card", back="same", qr_mm=21)
    page.get_by_role("button", name="Undo the last change").click()
    expect(page.get_by_label("Size and sheet")).to_have_value("a6-4up")


def test_only_the_new_ones_are_printed_and_what_was_printed_is_asked_about(visit, workshop, codes):
    visitor = visit()
    page = visitor.sign_in(a_user("check-in", workshop)).go(f"/workshops/{workshop.slug}/badges/")
    assert visitor.axe() == []
    page.get_by_role("button", name="Print 3 badges").click()
    expect(page.get_by_text("1 of these 3 badges were printed already")).to_be_visible()
    assert visitor.axe() == []
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Print only the 2 new ones").click()
    assert codes_on(waiting.value.path().read_bytes()) == sorted(codes[1:])
    page.get_by_role("link", name="Back to the badges").click()
    expect(page.get_by_text("pile 2, place 2")).to_be_visible()
