"""The pages about paper, without scripts: printing, setting, ticking, scans, the closing sheet."""

from io import BytesIO

import pytest

from eventapp.attendance import queries
from eventapp.attendance.queries import evidence
from eventapp.attendance.queries import sheets as reading
from eventapp.core.db import session
from eventapp.core.stored import StoredFile
from eventapp.workshops.models import Workshop
from tests import factories
from tests.attendance.paper import A_PDF, a_scan, pages
from tests.people import browser_of


@pytest.fixture
def people(delegation):
    return [factories.a_registration(delegation, rank=number) for number in range(3)]


@pytest.fixture
def browser(app, workshop, people):
    return browser_of(app, "organizer", workshop)


@pytest.fixture
def address(workshop):
    return f"/workshops/{workshop.slug}/attendance"


@pytest.fixture
def sheet(browser, address):
    browser.post(f"{address}/sheets/print", data={"checkpoints": "day-1", "filled": "names", "language": "every"})


def test_printing_answers_with_a_pdf_and_lists_the_sheet(browser, address, sheet):
    answer = browser.post(
        f"{address}/sheets/print", data={"checkpoints": ["day-2", "day-3"], "filled": "empty", "language": "ru"}
    )
    assert answer.mimetype == "application/pdf"
    assert "sheets-2-3.pdf" in answer.headers["Content-Disposition"]
    page = browser.get(f"{address}/sheets/").text
    assert page.index("No. 3") < page.index("No. 1")
    again = browser.get(f"{address}/sheets/1.pdf")
    assert "Sheet No. 1" in pages(again.data)[0]


def test_printing_nothing_says_what_is_missing(browser, address):
    answer = browser.post(f"{address}/sheets/print", data={"filled": "names", "language": "every"})
    assert answer.status_code == 422
    assert "Choose a day or a session." in answer.text


def test_settings_are_kept_and_the_usual_ones_offered(browser, address, workshop):
    page = browser.get(f"{address}/sheets/settings").text
    assert "proof of attendance" in page
    sent = {
        "project-en": "National capacities",
        "project-ru": "",
        "project_number": "ENI/2015/1",
        "funding-en": "",
        "funding-ru": "",
        "data_protection-en": "Kept.",
        "data_protection-ru": "",
        "columns": ["sex", "type"],
        "split": "y",
        "empty_lines": "12",
        "language": "ru",
    }
    assert browser.post(f"{address}/sheets/settings", data=sent).status_code == 302
    kept = session.get_one(Workshop, workshop.id).sheets
    assert kept["project"] == {"en": "National capacities"}
    assert (kept["funding"], kept["columns"], kept["split"]) == ({}, ["sex", "type"], True)
    assert (kept["empty_lines"], kept["language"], kept["logos"]) == (12, "ru", None)
    refused = browser.post(f"{address}/sheets/settings", data={**sent, "empty_lines": "900"})
    assert refused.status_code == 422


def test_ticking_without_scripts_shows_first_and_saves_later(browser, address, workshop, people, sheet):
    first = browser.post(f"{address}/sheets/1/", data={"entry": "1-2 9", "do": "tick"})
    assert f"1 {people[0].person.list_name}: ticked" in first.text
    assert "9: There is no such line" in first.text
    assert first.text.count("checked>") == 3  # two people, and the list of all
    assert queries.arrivals(workshop)["day-1"] == {}
    saved = browser.post(
        f"{address}/sheets/1/", data={"ticked": [people[0].id, people[1].id], "entry": "3 -1", "do": "save"}
    )
    assert saved.status_code == 302
    assert set(queries.arrivals(workshop)["day-1"]) == {people[1].id, people[2].id}
    batch = reading.batches_of(reading.printed_sheet(workshop.id, 1))[0]
    assert "Signed, but not scanned" in browser.get(f"{address}/sheets/1/").text
    assert browser.post(f"{address}/sheets/1/undo", data={"batch": batch.id}).status_code == 302
    assert queries.arrivals(workshop)["day-1"] == {}
    assert browser.post(f"{address}/sheets/1/undo", data={"batch": batch.id}).status_code == 422


def test_what_was_not_understood_is_not_saved(browser, address, workshop, sheet):
    answer = browser.post(f"{address}/sheets/1/", data={"entry": "1 44", "do": "save"})
    assert answer.status_code == 200
    assert queries.arrivals(workshop)["day-1"] == {}


def test_a_scan_is_added_given_out_as_a_file_and_removed(browser, address, workshop, sheet):
    sent = {"file": (BytesIO(A_PDF), "<b>page.pdf"), "place": "sheet-1", "note": "Page 1"}
    assert browser.post(f"{address}/evidence/", data=sent).status_code == 302
    found = evidence.evidence(workshop)[0]
    assert (found.sheet_number, found.filename) == (1, "<b>page.pdf")
    page = browser.get(f"{address}/sheets/").text
    assert found.sha256 in page
    assert "<b>page" not in page
    given = browser.get(f"{address}/evidence/{found.public_id}")
    assert (given.data, given.mimetype) == (A_PDF, "application/pdf")
    assert given.headers["Content-Disposition"].startswith("attachment")
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    assert browser.post(f"{address}/evidence/{found.public_id}/remove").status_code == 302
    assert session.query(StoredFile).count() == 0


def test_a_refused_scan_says_why_beside_the_file(browser, address):
    sent = {"file": [(BytesIO(b"hello"), "page.pdf"), (BytesIO(a_scan()), "good.jpg")], "place": "day-1"}
    answer = browser.post(f"{address}/evidence/", data=sent)
    assert answer.status_code == 422
    assert "page.pdf: This is neither a PDF nor a picture" in answer.text
    assert "1 scan is kept." in answer.text
    assert "good.jpg" in answer.text
    assert "Choose a file." in browser.post(f"{address}/evidence/", data={"place": "day-1"}).text


def test_the_closing_sheet_of_a_day_and_of_all(browser, address):
    browser.post(f"{address}/evidence/", data={"file": (BytesIO(a_scan()), "p.jpg"), "place": "day-2"})
    whole = browser.get(f"{address}/closing.pdf")
    assert "p.jpg" in "".join(" ".join(pages(whole.data)).replace("\u200b", "").split())
    assert "closing-sheet-day-1.pdf" in browser.get(f"{address}/closing.pdf?day=1").headers["Content-Disposition"]
    assert browser.get(f"{address}/evidence.zip").mimetype == "application/zip"
    assert browser.get(f"{address}/closing.pdf?day=9").status_code == 404


def test_those_at_the_desk_print_and_no_more(app, workshop, address, people):
    browser = browser_of(app, "check-in", workshop)
    page = browser.get(f"{address}/sheets/").text
    assert "Print sheets" in page
    assert "Scans of signed sheets" not in page
    assert "Closing sheet" not in page
