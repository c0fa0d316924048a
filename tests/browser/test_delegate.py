"""A delegate on a phone: registers with a bad network, approves badge and plate, adds a photograph, cannot come."""

import re
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect
from sqlalchemy import select

from eventapp.core import stored
from eventapp.core.actors import Actor, Role
from eventapp.core.db import session
from eventapp.core.stored import StoredFile
from eventapp.core.texts import Texts
from eventapp.fields import actions as fields
from eventapp.fields.actions import Definition
from eventapp.fields.models import FieldAnswer
from eventapp.privacy.actions import publish_consent
from eventapp.registration import codes
from eventapp.registration.models import Registration, State
from tests import factories
from tests.people import NOW


@pytest.fixture
def workshop(app):
    return factories.a_workshop(published=True)


@pytest.fixture
def kind(workshop):
    return factories.a_type(workshop, approval="open", photo="optional")


@pytest.fixture
def registration(kind):
    return factories.a_registration(factories.a_delegation(kind, seats=1), asked_to_come_at=NOW)


def again(registration) -> Registration:
    session.rollback()
    return session.get_one(Registration, registration.id)


def test_registering_survives_a_reload_and_a_lost_network(visit, workshop, kind):
    visitor = visit(phone=True)
    page = visitor.go(f"/w/{workshop.slug}/register")
    assert (visitor.axe(), visitor.too_wide()) == ([], False)
    page.get_by_role("radio", name="Government official").check()
    page.get_by_label("Full name in your own script").press_sequentially("Айгуль О’Нилл")
    page.get_by_role("button", name="Use it").click()
    latin = page.get_by_label("Full name in Latin letters")
    expect(latin).to_have_value(re.compile(r"^Ai?gul"))
    latin.fill("Aigul O’Neill")
    page.get_by_label("Country").select_option("KZ")

    page.reload()
    expect(latin).to_have_value("Aigul O’Neill")
    expect(page.get_by_label("Full name in your own script")).to_have_value("Айгуль О’Нилл")
    expect(page.get_by_role("radio", name="Government official")).to_be_checked()

    visitor.context.set_offline(True)
    page.get_by_role("button", name="Register", exact=True).click()
    expect(page.get_by_text(re.compile("no network|offline", re.IGNORECASE))).to_be_visible()
    expect(latin).to_have_value("Aigul O’Neill")
    visitor.context.set_offline(False)
    page.get_by_role("button", name="Register", exact=True).click()
    page.wait_for_url("**/r/**")
    assert (visitor.axe(), visitor.too_wide()) == ([], False)

    session.rollback()
    registered = session.scalars(select(Registration)).one()
    assert (registered.person.latin_name, registered.person.original_name) == ("Aigul O’Neill", "Айгуль О’Нилл")
    visitor.go(f"/w/{workshop.slug}/register")
    expect(page.get_by_label("Full name in Latin letters")).to_have_value("")


def test_badge_and_plate_are_looked_at_and_approved(visit, registration):
    visitor = visit(phone=True)
    page = visitor.go(f"/r/{codes.private_token(registration)}")
    assert (visitor.axe(), visitor.too_wide()) == ([], False)
    page.get_by_role("link", name="Say whether badge and name plate are right").click()
    for picture in page.locator(".proof img").all():
        picture.evaluate("image => image.decode()")
    assert (visitor.axe(), visitor.too_wide()) == ([], False)

    page.get_by_role("button", name="Yes, this is right").click()

    expect(page.get_by_text("will be printed like this")).to_be_visible()
    assert again(registration).names_approved_at is not None


def test_a_photograph_is_cut_and_sent(visit, registration, tmp_path):
    picture = Image.new("RGB", (1600, 900), (20, 20, 220))
    picture.paste((220, 20, 20), (0, 0, 700, 900))
    picture.save(tmp_path / "me.png")
    visitor = visit(phone=True)
    page = visitor.go(f"/r/{codes.private_token(registration)}/photo")

    page.get_by_label("Take or choose a picture").set_input_files(tmp_path / "me.png")
    canvas = page.locator("[data-portrait-canvas]")
    expect(canvas).to_be_visible()
    assert (visitor.axe(), visitor.too_wide()) == ([], False)
    for _press in range(40):
        canvas.press("ArrowLeft")
    page.get_by_role("button", name="Save the photograph").click()
    expect(page.get_by_text("Your photograph has been saved.")).to_be_visible()

    kept = stored.read(session.get_one(StoredFile, again(registration).photo_id))
    with Image.open(BytesIO(kept)) as image:
        assert image.size == (600, 800)
        red, _green, blue = image.getpixel((300, 400))
    assert red > blue  # moved to the left of the picture, whose middle is blue


def test_who_cannot_come_frees_the_seat_and_can_take_it_back(visit, registration):
    visitor = visit(phone=True)
    page = visitor.go(f"/r/{codes.private_token(registration)}/come")
    assert (visitor.axe(), visitor.too_wide()) == ([], False)
    assert again(registration).will_come is None

    page.get_by_role("button", name="No, I cannot come").click()
    page.get_by_role("dialog").get_by_role("button", name="I cannot come").click()
    expect(page.get_by_text("Thank you for telling us.")).to_be_visible()
    assert again(registration).state == State.CANCELLED
    assert (visitor.axe(), visitor.too_wide()) == ([], False)

    page.locator("form[action$='/return'] button").click()
    expect(page.get_by_text("Your registration stands again.")).to_be_visible()
    assert again(registration).state == State.CONFIRMED


def test_a_no_frees_the_seat_for_who_waits(visit, registration, kind):
    waiting = factories.a_registration(registration.delegation, state="waitlisted", waitlist_number=1, alternate=True)
    first, second = visit(phone=True), visit(phone=True)
    hers = second.go(f"/r/{codes.private_token(waiting)}")
    expect(hers.locator(".state-waitlisted")).to_be_visible()

    page = first.go(f"/r/{codes.private_token(registration)}/come")
    page.get_by_role("button", name="No, I cannot come").click()
    page.get_by_role("dialog").get_by_role("button", name="I cannot come").click()
    expect(page.get_by_text("Thank you for telling us.")).to_be_visible()

    hers.reload()
    expect(hers.locator(".state-confirmed")).to_be_visible()
    assert (again(registration).state, again(waiting).state) == (State.CANCELLED, State.CONFIRMED)


def test_registering_by_keyboard_with_a_question_of_the_type_and_consent(visit, workshop, kind):
    """The question is seen by its type only; an error is where the keyboard goes; consent is kept with its version."""
    organizer = Actor("organizer", roles=frozenset({(workshop.id, Role.ORGANIZER)}))
    factories.a_type(workshop, approval="open", name=Texts(en="Journalist", ru="Журналист"))
    question = Definition(
        kind="text", text=Texts(en="Which school?", ru="Какая школа?"), type_ids=(kind.id,), required=True
    )
    fields.add(workshop.id, question, actor=organizer, now=NOW)
    publish_consent(workshop.id, Texts(en="We keep your name.", ru="Мы храним имя."), actor=organizer, now=NOW)
    visitor = visit()
    page = visitor.go(f"/w/{workshop.slug}/register")
    asked = page.get_by_label("Which school?")
    to_radio = page.get_by_role("radio", name="Government official")
    to_radio.focus()
    page.keyboard.press("Space")
    expect(asked).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Journalist")).to_be_checked()
    expect(asked).to_be_hidden()
    page.keyboard.press("ArrowUp")
    expect(asked).to_be_visible()

    tab_to(page, "latin_name")
    page.keyboard.type("Ann One")
    tab_to(page, "country")
    page.keyboard.type("Kaz")
    tab_to(page, asked.get_attribute("id"))
    page.keyboard.press("Enter")  # sent too early
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link", name="Which school?")).to_be_visible()
    assert (visitor.axe(), visitor.too_wide()) == ([], False)

    tab_to(page, asked.get_attribute("id"))
    page.keyboard.type("The first one")
    tab_to(page, "consent")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/r/**")
    session.rollback()
    only = session.scalars(select(Registration)).one()
    assert (only.person.latin_name, only.type_id, only.consent_version) == ("Ann One", kind.id, 1)
    assert [each.value for each in session.scalars(select(FieldAnswer))] == ["The first one"]


def tab_to(page, field: str) -> None:
    """Press Tab until the field has the focus, as somebody without a mouse does."""
    for _press in range(60):
        if page.evaluate("document.activeElement.id") == field:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{field} is not reached by the keyboard")
