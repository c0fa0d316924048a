"""Letters, before a real browser: issued, written with a template of one's own, fetched by the delegate."""

import os
import re
from io import BytesIO

import pytest
from docx import Document
from playwright.sync_api import expect

from eventapp.core.db import session, transaction
from eventapp.workshops.models import Partner
from tests import factories
from tests.people import a_user

SHOTS = os.environ.get("EVENTAPP_SCREENSHOTS")


def shot(page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


def a_scene():
    workshop = factories.a_workshop()
    with transaction():
        session.add(Partner(workshop_id=workshop.id, position=1, role="organizer", name="Regional Centre"))
    delegation = factories.a_delegation(factories.a_type(workshop, visa_support=True), country="KG")
    person = factories.a_person(workshop, latin_name="Aigul Osmonova", latin_family="Osmonova", honorific="Ms.")
    return workshop, factories.a_registration(delegation, person, visa_support=True)


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_a_letter_is_issued_and_fetched(app, visit, phone):
    workshop, _aigul = a_scene()
    organizer = visit(phone=phone).sign_in(a_user("organizer", workshop))
    page = organizer.go(f"/workshops/{workshop.slug}/letters/")
    page.get_by_role("button", name=re.compile("Русский.*OSMONOVA")).click()
    page.get_by_text("Letter INV/001 is issued.").wait_for()
    shot(page, f"letters-{'phone' if phone else 'desktop'}")
    with page.expect_download() as fetched:
        page.get_by_role("button", name=re.compile("PDF.*INV.001")).first.click()
    assert fetched.value.suggested_filename == "INV-001-ru.pdf"
    assert organizer.axe() == []
    assert organizer.too_wide() is False


def test_a_template_of_ones_own_and_back(app, visit):
    workshop, _aigul = a_scene()
    organizer = visit().sign_in(a_user("organizer", workshop))
    page = organizer.go(f"/workshops/{workshop.slug}/letters/templates/")
    card = page.get_by_role("region", name="Letter of invitation, English")

    def hand_in(text: str) -> None:
        document, out = Document(), BytesIO()
        document.add_paragraph(text)
        document.save(out)
        card.locator("input[type=file]").set_input_files(
            {"name": "ours.docx", "mimeType": "application/octet-stream", "buffer": out.getvalue()}
        )
        card.get_by_role("button", name="Use this file").click()

    hand_in("Dear {{ guest }}")
    expect(card).to_contain_text("There is no placeholder “guest”. It stands in the text “Dear {{ guest }}”.")
    shot(page, "letters-templates")
    assert organizer.axe() == []
    hand_in("Dear {{ name }}")
    expect(card).to_contain_text("ours.docx")
    card.get_by_role("button", name="Use ours again").click()
    expect(card).not_to_contain_text("ours.docx")


def test_the_delegate_makes_and_fetches_the_own_letter(app, visit):
    _workshop, aigul = a_scene()
    delegate = visit(phone=True)
    page = delegate.go(f"/r/{aigul.link_token}")
    page.get_by_role("link", name="Visa support letter").click()
    page.get_by_role("button", name="Make the letter: Русский").last.click()
    page.get_by_text("Your letter is ready.").wait_for()
    shot(page, "letters-own")
    assert delegate.axe() == []
    with page.expect_download() as fetched:
        page.get_by_role("link", name="VISA/001").click()
    assert fetched.value.suggested_filename == "VISA-001-ru.pdf"
