"""The organizer's list in the browser's eyes: filters, columns, order, cells, many at once, the way back."""

import re

import pytest

from eventapp.core.db import session
from eventapp.registration.models import Registration
from tests import factories
from tests.people import browser_of

HTMX = {"HX-Request": "true"}


@pytest.fixture
def office(workshop):
    return factories.a_delegation(factories.a_type(workshop, photo="required"), seats=None)


@pytest.fixture
def browser(app, workshop):
    return browser_of(app, "organizer", workshop)


@pytest.fixture
def page(workshop):
    return f"/workshops/{workshop.slug}/participants/"


def names(answer) -> list[str]:
    return re.findall(r'class="person-name">\s*<a [^>]*>([^<]+)</a>', answer.text)


def someone(workshop, office, name, email="", **facts):
    person = factories.a_person(workshop, latin_name=name, latin_family="", original_name="", email=email)
    return factories.a_registration(office, person, **facts)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"role": "head"}, ["Ann"]),
        ({"role": "alternate"}, ["Ben"]),
        ({"funding": "funded"}, ["Ann"]),
        ({"funding": "-"}, ["Ben"]),
        ({"missing": "email"}, ["Ben"]),
        ({"missing": "photo"}, ["Ann", "Ben"]),
        ({"check": "review"}, ["Ben"]),
        ({"check": "names"}, ["Ann", "Ben"]),
        ({"check": "offered"}, []),
        ({"sort": "-name"}, ["Ben", "Ann"]),
        ({"sort": "position"}, ["Ben", "Ann"]),
    ],
)
def test_everybody_is_filtered_and_sorted(workshop, office, browser, page, query, found):
    someone(workshop, office, "Ann", "a@example.org", is_head=True, funding="funded", position="Z")
    someone(workshop, office, "Ben", alternate=True, to_review=["latin_name"], position="A", rank=1)

    assert names(browser.get(page, query_string=query)) == found


def test_the_columns_one_chooses_stay_chosen(workshop, office, browser, page):
    someone(workshop, office, "Ann", "a@example.org")
    assert "a@example.org" not in browser.get(page).text

    browser.post(page + "columns", data={"column": ["email", "no-such"]})

    assert "a@example.org" in browser.get(page).text


def test_contacts_are_no_column_for_others(app, workshop, office, page):
    someone(workshop, office, "Ann", "a@example.org")
    desk = browser_of(app, "check-in", workshop)
    desk.post(page + "columns", data={"column": ["email"]})

    assert "a@example.org" not in desk.get(page).text


def test_a_cell_is_changed_where_it_stands_unless_somebody_else_did(workshop, office, browser, page):
    row = someone(workshop, office, "Ann")
    cell = f"{page}{row.id}/cell/position"

    assert 'name="value"' in browser.get(cell, headers=HTMX).text
    assert "Head" in browser.post(cell, data={"value": "Head", "shown": ""}, headers=HTMX).text
    late = browser.post(cell, data={"value": "Deputy", "shown": ""}, headers=HTMX)

    assert "It is now: Head" in late.text
    assert session.get_one(Registration, row.id).position == "Head"
    assert browser.get(cell).status_code == 302


def test_many_are_declined_with_a_reason_and_taken_back(workshop, office, browser, page):
    ids = [someone(workshop, office, name, state="pending").id for name in ("Ann", "Ben")]

    browser.post(page + "decide", data={"all": "1", "filter": "q=ann", "decision": "decline", "reason": "Full"})
    session.rollback()
    assert [session.get_one(Registration, each).state for each in ids] == ["declined", "pending"]
    assert session.get_one(Registration, ids[0]).decline_reason == "Full"

    undo = re.search(r'action="([^"]+/undo/\d+)"', browser.get(page).text)
    browser.post(undo.group(1))
    session.rollback()
    assert session.get_one(Registration, ids[0]).state == "pending"


def test_the_waiting_list_and_the_duplicates_have_their_pages(workshop, office, browser, page):
    one, two = someone(workshop, office, "Anna Kim"), someone(workshop, office, "Kim Anna")
    someone(workshop, office, "Ben Lee", state="waitlisted", waitlist_number=1)

    assert "Ben Lee" in browser.get(page + "waiting-list").text
    assert "the same name in another order" in browser.get(page + "duplicates").text
    where = f"{page}duplicates/{one.person_id}/{two.person_id}"
    assert "This is one person" in browser.get(where).text
    assert browser.post(where, data={"do": "merge"}).status_code == 302
    assert len(names(browser.get(page))) == 2
