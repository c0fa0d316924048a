"""Questions to participants: an organizer makes them, a delegate answers the second form on a phone, staff read it."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from eventapp.core.actors import SYSTEM
from eventapp.core.db import session
from eventapp.fields import actions, queries
from tests import factories
from tests.people import NOW, a_user


@pytest.fixture
def workshop(app):
    return factories.a_workshop()


@pytest.fixture
def delegate(workshop):
    return factories.a_registration(factories.a_delegation(factories.a_type(workshop)))


def a_scan() -> dict:
    out = BytesIO()
    Image.new("RGB", (400, 300), "#345").save(out, "PNG")
    return {"name": "passport.png", "mimeType": "image/png", "buffer": out.getvalue()}


def test_an_organizer_builds_a_question_that_depends_on_another(visit, workshop, delegate):
    organizer = visit().sign_in(a_user("organizer", workshop))
    base = f"/workshops/{workshop.slug}/settings/fields"
    page = organizer.go(f"{base}/new")
    expect(page.get_by_label("Smallest number")).to_be_hidden()
    expect(page.get_by_label("Choice, English").first).to_be_hidden()
    page.get_by_label("Question, English").fill("Excursion")
    page.get_by_label("Kind of answer").select_option(label="One of several")
    rows = page.get_by_label("Choice, English")
    expect(rows.locator("visible=true")).to_have_count(2)
    for number, choice in enumerate(("Lake", "Mountains")):
        rows.nth(number).fill(choice)
    expect(rows.locator("visible=true")).to_have_count(3)
    assert organizer.axe() == []
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("no text in Русский")).to_be_visible()
    organizer.go(f"{base}/new")
    page.get_by_label("Question, English").fill("Shoe size")
    page.get_by_label("Kind of answer").select_option(label="Number")
    page.get_by_label("Largest number").fill("60")
    page.get_by_label("Asked only if").select_option(label="Excursion: Mountains")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Only if “Excursion” is “Mountains”.")).to_be_visible()
    assert organizer.axe() == []
    organizer.go(f"{base}/preview")
    size = page.get_by_label("Shoe size")
    expect(size).to_be_hidden()
    page.get_by_label("Mountains").check()
    expect(size).to_be_visible()
    page.get_by_label("Lake").check()
    expect(size).to_be_hidden()
    assert organizer.axe() == []


def test_a_delegate_answers_the_second_form_and_the_travel_team_reads_it(visit, workshop, delegate):
    keys = ["arrival_at", "hotel_wish", "hotel_from", "passport_number", "passport_copy"]
    actions.add_standard(workshop.id, keys, actor=SYSTEM, now=NOW)
    owner = visit(phone=True)
    page = owner.go(f"/r/{delegate.link_token}")
    page.get_by_role("link", name="Tell us what we need to prepare your stay").click()
    nights = page.get_by_label("Hotel: from (day of arrival)")
    expect(nights).to_be_hidden()
    page.get_by_role("group", name="Do you need a hotel room?").get_by_label("Yes").check()
    expect(nights).to_be_visible()
    page.get_by_role("group", name="Do you need a hotel room?").get_by_label("No").check()
    expect(nights).to_be_hidden()
    page.get_by_label("Passport number").fill("N07654321")
    page.get_by_label("Copy of the passport page").set_input_files(a_scan())
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Please answer this question.").first).to_be_visible()
    expect(page.get_by_label("Passport number")).to_have_value("N07654321")
    expect(page.get_by_text("We have your file.")).to_be_visible()
    assert (owner.axe(), owner.too_wide()) == ([], False)
    page.locator("#f-arrival_at").fill("2016-03-28T23:40")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Thank you, we have what you sent.")).to_be_visible()
    team = visit().sign_in(a_user("travel", workshop))
    page = team.go("/workshops/")
    page.get_by_role("link", name=workshop.title["en"]).click()
    expect(page.get_by_text("28 Mar 2016, 23:40")).to_be_visible()
    page.get_by_role("link", name="Passport").click()
    page.get_by_role("link", name=delegate.person.list_name).wait_for()
    assert (team.axe(), team.too_wide()) == ([], False)
    page.get_by_role("link", name=delegate.person.list_name).click()
    expect(page.get_by_text("•••• 4321")).to_be_visible()
    page.get_by_role("button", name="Show, and record that I looked").click()
    expect(page.get_by_text("N07654321")).to_be_visible()
    assert team.axe() == []
    session.rollback()
    assert len(queries.looks(workshop.id)) == 1
