"""The rapporteur's pages, as htmx and as plain forms."""

import re
from datetime import datetime
from html import unescape
from io import BytesIO

import openpyxl
import pytest
import time_machine

from eventapp.accounts import actions as accounts
from eventapp.agenda import queries as agenda
from eventapp.core.actors import SYSTEM
from eventapp.notes import queries
from eventapp.notes.facts import facts_of
from eventapp.notes.queries import NoteFilter
from eventapp.workshops.queries import by_slug
from tests import factories
from tests.people import CAST, NOW, browser_of

HTMX = {"HX-Request": "true"}
PAGE = "/workshops/almaty-2016/notes/"


@pytest.fixture
def browser(app, almaty):
    return browser_of(app, "rapporteur", almaty)


def note_fields(**changes):
    return {"kind": "finding", "session": "d1-s1", "theme": "session", "text": "Something new.", **changes}


def edit_fields(number, version=1, **changes):
    """What the edit form of an Almaty note sends."""
    facts = facts_of(queries.by_number(by_slug("almaty-2016").id, number))
    plain = facts.snapshot() | {"version": version, "sensitive": "y" if facts.sensitive else None} | changes
    return {f"note-{number}-{name}": value for name, value in plain.items() if value is not None}


@pytest.mark.parametrize("who", CAST)
def test_the_page_is_for_organizers_and_rapporteurs(app, almaty, who):
    answer = browser_of(app, who, almaty).get(PAGE)
    assert answer.status_code == (200 if who in ("administrator", "organizer", "rapporteur") else 403)


def test_every_note_stands_under_its_session(browser):
    page = browser.get(PAGE).text
    assert re.findall(r'<article id="note-(\d+)"', page) == [str(number) for number in range(1, 46)]
    assert "— a representative of an international organization (UN Women)" in page
    assert page.count('class="note-group"') == 12


def test_filters_narrow_the_page(browser):
    page = browser.get(PAGE + "?kind=quote&said_by=participant").text
    assert re.findall(r'<article id="note-(\d+)"', page) == ["20", "30"]
    assert "2 of 45 notes" in page


def test_a_strange_filter_is_no_error(browser):
    assert browser.get(PAGE + "?slug=x&_external=1&kind=%00&search=" + "x" * 3000).status_code == 200


def test_htmx_saves_and_gives_an_empty_composer_with_kind_and_session_kept(browser, almaty):
    answer = browser.post(PAGE, data=note_fields(kind="question", session="d2-s5"), headers=HTMX)
    assert answer.status_code == 200
    note = queries.by_number(almaty.id, 46)
    assert (note.kind, note.session.key, note.theme.key) == ("question", "d2-s5", "empowerment")
    assert '<option selected value="d2-s5">' in answer.text
    assert re.search(r'<input[^>]*checked[^>]*value="question"', answer.text)
    assert re.search(r'<textarea[^>]*name="text"[^>]*>\s*</textarea>', answer.text)
    assert 'hx-swap-oob="true"' in answer.text
    assert 'id="note-46"' in answer.text


def test_a_plain_form_saves_too(browser, almaty):
    answer = browser.post(PAGE, data=note_fields())
    assert (answer.status_code, answer.location) == (302, PAGE + "#note-46")


def test_a_refused_note_comes_back_with_its_text_and_the_reason(browser, almaty):
    answer = browser.post(PAGE, data=note_fields(kind="quote", text="Nobody's words"), headers=HTMX)
    assert answer.status_code == 422
    assert "A quote needs an attribution" in answer.text
    assert "Nobody&#39;s words" in answer.text
    assert queries.by_number(almaty.id, 46) is None


def test_a_named_participant_is_warned_of_and_saved_when_ticked(browser, almaty):
    person = factories.a_person(almaty, latin_family="Osmonova")
    factories.a_registration(factories.a_delegation(factories.a_type(almaty)), person)
    first = browser.post(PAGE, data=note_fields(text="Ms Osmonova agreed."), headers=HTMX)
    assert first.status_code == 422
    assert "This text names Aigul OSMONOVA; statements are attributed to a category." in first.text
    assert 'name="names_agreed"' in first.text
    again = browser.post(PAGE, data=note_fields(text="Ms Osmonova agreed.", names_agreed="y"), headers=HTMX)
    assert again.status_code == 200
    assert queries.by_number(almaty.id, 46).text == "Ms Osmonova agreed."


def test_a_card_becomes_a_form_and_a_card_again(browser, almaty):
    form = browser.get(PAGE + "1/edit", headers=HTMX).text
    assert form.lstrip().startswith("<form")
    assert browser.get(PAGE + "1", headers=HTMX).text.lstrip().startswith("<article")
    saved = browser.post(PAGE + "1/edit", data=edit_fields(1, text="Better said."), headers=HTMX)
    assert (saved.status_code, "Better said." in saved.text) == (200, True)
    assert queries.by_number(almaty.id, 1).text == "Better said."


@pytest.mark.parametrize("number", [1, 6, 17, 21, 40])
def test_saving_an_untouched_form_changes_nothing(browser, almaty, number):
    before = facts_of(queries.by_number(almaty.id, number))
    assert browser.post(f"{PAGE}{number}/edit", data=edit_fields(number)).status_code == 302
    after = queries.by_number(almaty.id, number)
    assert (facts_of(after), after.version) == (before, 1)


def test_an_overtaken_edit_shows_both_and_saves_on_the_second_try(browser, almaty):
    browser.post(PAGE + "1/edit", data=edit_fields(1, text="Theirs."))
    refused = browser.post(PAGE + "1/edit", data=edit_fields(1, version=1, text="Mine."))
    assert refused.status_code == 409
    assert "Theirs." in refused.text
    assert re.search(r"<textarea[^>]*>\s*Mine\.</textarea>", refused.text)
    assert 'value="2"' in refused.text
    assert queries.by_number(almaty.id, 1).text == "Theirs."
    assert browser.post(PAGE + "1/edit", data=edit_fields(1, version=2, text="Mine.")).status_code == 302
    assert queries.by_number(almaty.id, 1).text == "Mine."


def test_removing_offers_to_undo(browser, almaty):
    answer = browser.post(PAGE + "1/remove", headers=HTMX)
    assert 'id="note-1"' not in answer.text
    assert f'action="{PAGE}1/restore"' in answer.text
    assert browser.post(PAGE + "1/restore").location == PAGE + "#note-1"
    assert queries.by_number(almaty.id, 1) is not None


def test_a_plain_removal_offers_to_undo_as_well(browser):
    assert f'action="{PAGE}1/restore"' in browser.post(PAGE + "1/remove", follow_redirects=True).text


@pytest.mark.parametrize("address", ["1/edit", "1", "1/remove", "1/restore"])
def test_a_note_of_another_workshop_is_not_found(app, almaty, address):
    other = factories.a_workshop()
    browser = browser_of(app, "rapporteur", other)
    path = f"/workshops/{other.slug}/notes/{address}"
    answer = browser.post(path) if address.endswith(("remove", "restore")) else browser.get(path)
    assert answer.status_code == 404


def test_the_composer_starts_in_the_session_that_is_going_on(app, almaty):
    running = next(each for each in agenda.sessions(almaty.id) if each.key == "d2-s5")
    with time_machine.travel(running.starts_at, tick=False):
        browser = browser_of(app, "rapporteur", almaty)
        assert '<option selected value="d2-s5">' in browser.get(PAGE).text


def test_the_composer_starts_where_its_user_was_last(browser):
    browser.post(PAGE, data=note_fields(kind="question", session="d2-s4"))
    page = browser.get(PAGE).text
    assert '<option selected value="d2-s4">' in page
    assert re.search(r'<input[^>]*checked[^>]*value="question"', page)


def test_htmx_is_told_when_the_sign_in_has_ended(client, almaty):
    assert client.post(PAGE, data=note_fields(), headers=HTMX).status_code == 401


def workbook_of(browser, query=""):
    answer = browser.get(f"{PAGE}notes.xlsx{query}")
    assert answer.headers["Content-Disposition"] == "attachment; filename=notes-almaty-2016.xlsx"
    return openpyxl.load_workbook(BytesIO(answer.data))


def test_the_download_has_sensitive_notes_only_when_asked_for(browser):
    assert workbook_of(browser).worksheets[0].max_row == 47
    assert workbook_of(browser, "?sensitive=yes").worksheets[0].max_row == 48


def upload(browser, book):
    out = BytesIO()
    book.save(out)
    return browser.post(PAGE + "workbook", data={"file": (BytesIO(out.getvalue()), "notes.xlsx")})


def test_an_upload_is_looked_at_before_anything_is_saved(browser, almaty):
    book = workbook_of(browser)
    book.worksheets[0]["F4"], book.worksheets[0]["B5"] = "Better said.", "poem"
    page = upload(browser, book).text
    assert "“poem” is not a kind of note." in page
    assert "<ins>Better said.</ins>" in page
    assert queries.by_number(almaty.id, 1).text != "Better said."
    rows = unescape(re.search(r'name="rows" value="([^"]*)"', page)[1])
    assert browser.post(PAGE + "workbook/take", data={"rows": rows}).location == PAGE
    assert queries.by_number(almaty.id, 1).text == "Better said."


def test_a_change_that_was_overtaken_after_looking_is_refused(browser, almaty):
    book = workbook_of(browser)
    book.worksheets[0]["F4"] = "From the workbook."
    rows = unescape(re.search(r'name="rows" value="([^"]*)"', upload(browser, book).text)[1])
    browser.post(PAGE + "1/edit", data=edit_fields(1, text="From the page."))
    answer = browser.post(PAGE + "workbook/take", data={"rows": rows})
    assert "Somebody else changed this note meanwhile." in answer.text
    assert queries.by_number(almaty.id, 1).text == "From the page."


@pytest.mark.parametrize(
    "rows",
    ["", "[]x", '[{"row": 1}]', "5", '[{"row": "x", "number": "", "cells": {}, "columns": {}, "version": null}]'],
)
def test_changes_that_are_none_are_refused(browser, rows):
    assert browser.post(PAGE + "workbook/take", data={"rows": rows}).status_code == 422


def test_a_file_that_is_no_workbook_is_refused_beside_its_field(browser):
    answer = browser.post(PAGE + "workbook", data={"file": (BytesIO(b"hello"), "notes.xlsx")})
    assert answer.status_code == 422
    assert "This is not a workbook that can be read." in answer.text


def api(app, almaty, scope, query="", what="notes"):
    token = accounts.add_token(almaty.id, scope, "", actor=SYSTEM, now=datetime.now(NOW.tzinfo))
    address = f"/api/v1/workshops/almaty-2016/{what}{query}"
    return app.test_client().get(address, headers={"Authorization": f"Bearer {token}"})


def test_the_api_gives_notes_page_by_page_without_the_sensitive(app, almaty):
    first = api(app, almaty, "read", "?limit=30").json
    second = api(app, almaty, "read", f"?limit=30&cursor={first['next']}").json
    numbers = [item["number"] for item in first["items"] + second["items"]]
    assert numbers == [number for number in range(1, 46) if number != 21]
    assert second["next"] is None
    assert first["items"][5] == {
        "number": 6,
        "kind": "quote",
        "session": "d1-s1",
        "theme": "scope",
        "title": "",
        "text": queries.notes(almaty.id, NoteFilter(kind="quote"))[0].text,
        "attribution": "a representative of an international organization",
        "attribution_type": "international-organization",
        "country": None,
        "figures": [],
        "addressees": [],
        "recommendation_number": None,
        "sensitive": False,
        "version": 1,
        "changed_at": "2016-03-01T06:00:00+00:00",
    }


@pytest.mark.parametrize(("scope", "status"), [("read", 403), ("write", 200), ("check-in", 403)])
def test_sensitive_notes_need_the_write_scope(app, almaty, scope, status):
    answer = api(app, almaty, scope, "?sensitive=true&limit=100")
    assert answer.status_code == status
    if status == 200:
        assert len(answer.json["items"]) == 45


def test_the_api_gives_recommendations(app, almaty):
    items = api(app, almaty, "read", what="recommendations").json["items"]
    assert [(item["number"], item["note"]) for item in items] == [(number, number + 39) for number in range(1, 7)]
    assert items[0]["addressees"] == ["Governments", "International organizations"]


def test_a_token_of_another_workshop_finds_nothing(app, almaty):
    other = factories.a_workshop()
    assert api(app, other, "read").status_code == 404
