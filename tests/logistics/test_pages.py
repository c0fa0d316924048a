"""Each page and sheet as those who may and those who may not; what the sheets hold."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from eventapp.core.audit import history
from eventapp.core.db import session
from eventapp.logistics.subsistence import Rules
from eventapp.workshops.models import Workshop
from tests.people import browser_of

TRAVEL = ("travel", "hotel", "needs")
TYPED = {
    "currency": "usd",
    "rate": "180",
    "terminal": "94.50",
    "days_before": "1",
    "days_after": "1",
    "funded_only": "y",
    "lodging_provided": "y",
    "lodging_share": "50",
    "breakfast_share": "6",
    "lunch_share": "12",
    "dinner_share": "12",
}


def cells(answer) -> list[list[object]]:
    assert answer.status_code == 200
    book = load_workbook(BytesIO(answer.data))
    return [[cell.value for cell in row] for page in book for row in page.iter_rows(min_row=4)]


@pytest.mark.parametrize("page", TRAVEL)
def test_the_travel_team_sees_journeys_and_no_money(app, workshop, people, page):
    browser = browser_of(app, "travel", workshop)
    text = browser.get(f"/workshops/{workshop.slug}/logistics/{page}").text
    assert "Aigul Osmonova" in text
    assert "Daily subsistence" not in text
    assert browser.get(f"/workshops/{workshop.slug}/logistics/subsistence").status_code == 403


def test_the_finance_team_sees_money_and_no_journeys(app, workshop, people):
    browser = browser_of(app, "finance", workshop)
    opened = browser.get(f"/workshops/{workshop.slug}/logistics/", follow_redirects=True)
    assert "What is due" in opened.text
    assert "KC 131" not in opened.text
    for page in TRAVEL:
        assert browser.get(f"/workshops/{workshop.slug}/logistics/{page}.xlsx").status_code == 403


def test_an_empty_workshop_says_how_to_begin(app, workshop):
    browser = browser_of(app, "organizer", workshop)
    assert "No journeys yet" in browser.get(f"/workshops/{workshop.slug}/logistics/travel").text
    assert "No hotel nights yet" in browser.get(f"/workshops/{workshop.slug}/logistics/hotel").text
    assert "Nobody is to be paid yet" in browser.get(f"/workshops/{workshop.slug}/logistics/subsistence").text


def test_the_rules_are_typed_and_kept(app, workshop, people):
    browser = browser_of(app, "finance", workshop)
    answer = browser.post(f"/workshops/{workshop.slug}/logistics/subsistence", data=TYPED, follow_redirects=True)
    assert "454.50" in answer.text  # four nights at half the rate, and the terminal expenses
    rules = Rules.from_json(session.get_one(Workshop, workshop.id).subsistence)
    assert (rules.currency, rules.provided) == ("USD", frozenset({"lodging"}))
    assert [line.tag for line in history("workshop", workshop.id)] == ["logistics.changed"]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"currency": "dollars"}, "Three letters"),
        ({"rate": "-1"}, "Number must be between"),
        ({"lodging_share": "80"}, "more than the whole rate"),
    ],
)
def test_wrong_rules_are_refused_at_the_field(app, workshop, wrong, why):
    browser = browser_of(app, "organizer", workshop)
    answer = browser.post(f"/workshops/{workshop.slug}/logistics/subsistence", data={**TYPED, **wrong})
    assert (answer.status_code, why in answer.text) == (422, True)


def test_the_rooming_list_marks_each_night(app, workshop, people):
    browser = browser_of(app, "travel", workshop)
    rows = cells(browser.get(f"/workshops/{workshop.slug}/logistics/hotel.xlsx"))
    assert rows[0][:2] == ["Aigul Osmonova", "Kazakhstan"]
    assert rows[0][5:10] == [4, 1, 1, 1, 1]
    assert rows[1][5:7] == ["=SUM(F4:F4)", "=SUM(G4:G4)"]


def test_a_name_that_begins_like_a_formula_stays_text(app, workshop, people):
    browser = browser_of(app, "travel", workshop)
    answer = browser.get(f"/workshops/{workshop.slug}/logistics/travel.xlsx")
    book = load_workbook(BytesIO(answer.data))
    found = [cell for page in book for row in page.iter_rows() for cell in row if cell.value == "Boris =Petrov"]
    assert {cell.data_type for cell in found} == {"s"}


def test_a_sheet_that_leaves_the_house_is_recorded(app, workshop, people):
    from eventapp.core.audit import AuditEntry

    browser_of(app, "finance", workshop).get(f"/workshops/{workshop.slug}/logistics/subsistence.xlsx")
    entry = session.query(AuditEntry).filter_by(tag="logistics.exported").one()
    assert entry.facts == {"sheet": "subsistence", "rows": 3}
