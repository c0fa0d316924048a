"""A rapporteur writes, corrects and removes notes without touching the mouse."""

import re

import pytest

from eventapp.notes import queries
from eventapp.notes.actions import change_note
from eventapp.notes.facts import NoteFacts, facts_of
from tests.almaty import import_almaty
from tests.people import NOW, a_user

PAGE = "/workshops/almaty-2016/notes/"


@pytest.fixture
def almaty(app):
    return import_almaty()


@pytest.fixture
def rapporteur(almaty, visit):
    return visit().sign_in(a_user("rapporteur", almaty))


def test_notes_with_the_keyboard_alone(almaty, rapporteur):
    page = rapporteur.go(PAGE)
    keys = page.keyboard
    page.locator("#text:focus").wait_for()
    keys.press("Control+Alt+s")
    keys.type("30.03. 11")
    keys.press("Control+Alt+s")
    keys.press("Control+Alt+3")
    keys.type("Nobody should be left alone with this.")
    keys.press("Control+Enter")
    page.get_by_text("A quote needs an attribution").wait_for()
    page.locator("[name=said_by]:focus").wait_for()
    keys.type("a partic")
    keys.press("Control+Enter")
    page.locator("#note-46").wait_for()
    assert page.locator(".note-just-saved").inner_text() == "Note 46 is saved."
    page.locator("#text:focus").wait_for()
    assert page.locator("#note-46").inner_text().count("a participant") == 1
    assert page.locator("#text").input_value() == ""
    assert page.locator("input[name=kind]:checked").get_attribute("value") == "quote"
    keys.press("Control+Alt+1")
    page.locator("#text:focus").wait_for()
    keys.type("A finding of the same session.")
    keys.press("Control+Alt+x")
    keys.press("Control+Enter")
    page.locator("#note-47").wait_for()
    quote, finding = queries.by_number(almaty.id, 46), queries.by_number(almaty.id, 47)
    assert (quote.kind, quote.attribution, finding.kind, finding.sensitive) == ("quote", "participant", "finding", True)
    assert quote.session.key == finding.session.key == "d2-s5"
    assert quote.theme.key == "empowerment"


def test_a_note_is_edited_and_removed_where_it_stands(almaty, rapporteur):
    page = rapporteur.go(PAGE)
    keys = page.keyboard
    page.locator("#note-1").focus()
    keys.press("e")
    page.locator("form#note-1 textarea:focus").wait_for()
    keys.press("Escape")
    page.locator("article#note-1").wait_for()
    page.locator("#note-1").focus()
    keys.press("e")
    page.locator("form#note-1 textarea:focus").wait_for()
    keys.press("Control+a")
    keys.type("Said shorter.")
    keys.press("Control+Enter")
    page.locator("article#note-1").get_by_text("Said shorter.").wait_for()
    page.locator("#note-1").get_by_role("button", name=re.compile("Remove")).press("Enter")
    page.locator("#toasts").get_by_role("button", name="Undo").press("Enter")
    page.locator("article#note-1").wait_for()
    assert queries.by_number(almaty.id, 1).text == "Said shorter."


def test_an_overtaken_edit_keeps_both(almaty, rapporteur):
    from eventapp.core.actors import SYSTEM

    page = rapporteur.go(PAGE)
    page.locator("#note-1").focus()
    page.keyboard.press("e")
    page.locator("form#note-1 textarea:focus").fill("Mine.")
    theirs = {
        **facts_of(queries.by_number(almaty.id, 1)).snapshot(),
        "figures": (),
        "addressees": (),
        "text": "Theirs.",
    }
    change_note(almaty.id, 1, NoteFacts(**theirs), 1, actor=SYSTEM, now=NOW)
    page.keyboard.press("Control+Enter")
    page.locator(".note-theirs").get_by_text("Theirs.").wait_for()
    assert page.locator("form#note-1 textarea").input_value() == "Mine."
    assert rapporteur.axe() == []


def test_what_was_typed_survives_a_closed_page(almaty, rapporteur):
    page = rapporteur.go(PAGE)
    page.keyboard.press("Control+Alt+4")
    page.keyboard.type("What about the villages?")
    rapporteur.go("/account")
    page = rapporteur.go(PAGE)
    assert page.locator("#text").input_value() == "What about the villages?"
    assert page.locator("input[name=kind]:checked").get_attribute("value") == "question"
    page.keyboard.press("Control+Enter")
    page.locator("#note-46").wait_for()
    page.reload()
    assert page.locator("#text").input_value() == ""


def test_the_list_of_keys_and_the_page_are_accessible(almaty, rapporteur):
    page = rapporteur.go(PAGE)
    assert rapporteur.axe() == []
    page.keyboard.press("Control+/")
    page.get_by_role("dialog").get_by_text("Choose the kind").wait_for()
    assert rapporteur.axe() == []
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Alt+7")
    assert page.get_by_label("Addressed to").is_visible()
    page.keyboard.press("Control+Alt+1")
    assert not page.get_by_label("Addressed to").is_visible()


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_pages_on_a_phone(almaty, visit, language):
    visitor = visit(phone=True, language=language).sign_in(a_user("rapporteur", almaty, language))
    for path in (PAGE, f"{PAGE}1/edit", f"{PAGE}workbook"):
        visitor.go(path)
        assert not visitor.too_wide(), path
        assert visitor.axe() == []
