"""Passports, birthdays and the like in a list: kept, sealed, where the workshop asks for them; else said to be left."""

import json
from datetime import date

import pytest
from sqlalchemy import select

from eventapp.core.db import session
from eventapp.fields import actions as asking
from eventapp.fields import queries as answers
from eventapp.fields.models import Group
from eventapp.registration import actions
from eventapp.registration.models import NominationImport, Registration
from tests import factories
from tests.people import NOW, browser_of
from tests.registration.sheets.files import xlsx

HEAD = ["Full name", "Passport No.", "Date of birth", "Nationality"]
ROWS = [HEAD, ["Ann Lee", "N1234567", "02.01.1980", "Казахстан"], ["Bob Ray", "N7654321", "31.12.1975", "Atlantis"]]
SECRETS = ("N1234567", "N7654321", "1980", "1975")


@pytest.fixture
def delegation(workshop):
    return factories.a_delegation(factories.a_type(workshop, approval="nomination"), seats=3)


@pytest.fixture
def read_in(workshop, organizer, delegation):
    def read(rows=ROWS) -> NominationImport:
        who = {"actor": organizer, "now": NOW}
        draft = actions.preview_list(workshop.id, "kazakhstan.xlsx", xlsx(rows), **who)
        assert not any(secret in json.dumps(draft.report) for secret in SECRETS)
        return actions.apply_import(draft.id, workshop.id, **who)

    return read


@pytest.fixture
def asked(workshop, organizer):
    asking.add_standard(workshop.id, ["passport_number", "birth_date", "nationality"], actor=organizer, now=NOW)


def known() -> dict[str, dict]:
    session.rollback()
    people = {row.id: row.person.latin_name for row in session.scalars(select(Registration))}
    found = answers.values(list(people), {Group.IDENTITY})
    return {people[number]: {key: each.value for key, each in said.items()} for number, said in found.items()}


def test_what_is_not_asked_for_is_left_and_said_to_be(app, read_in, workshop):
    draft = read_in()

    assert [column["kept"] for column in draft.report["list"]["columns"]] == [True, False, False, False]
    assert known() == {}


def test_what_is_asked_for_is_kept_sealed_and_stands_in_no_report(asked, read_in):
    draft = read_in()

    assert known() == {
        "Ann Lee": {"passport_number": "N1234567", "birth_date": date(1980, 1, 2), "nationality": "KZ"},
        "Bob Ray": {"passport_number": "N7654321", "birth_date": date(1975, 12, 31)},
    }
    assert not any(secret in json.dumps(draft.report) for secret in SECRETS)
    problem = draft.report["lines"][1]["problems"][0]
    assert (problem["reason"], problem["facts"]["field"]) == ("answer_refused", "nationality")


def test_an_answer_that_the_person_gave_is_not_overwritten_by_a_list(asked, read_in):
    read_in()
    read_in([HEAD, ["Ann Lee", "X0000000", "02.01.1980", "KZ"]])

    assert known()["Ann Lee"]["passport_number"] == "N1234567"


def test_the_page_says_which_columns_are_not_kept(app, workshop, organizer, delegation):
    draft = actions.preview_list(workshop.id, "kazakhstan.xlsx", xlsx(ROWS), actor=organizer, now=NOW)

    page = browser_of(app, "organizer", workshop).get(f"/workshops/{workshop.slug}/nominations/{draft.id}").text

    assert "does not ask for it: Passport No., Date of birth, Nationality." in page
    assert not any(secret in page for secret in SECRETS)


def test_ticked_boxes_withdraw_and_the_page_says_what_was_done(app, workshop, organizer, delegation, states):
    browser, base = browser_of(app, "organizer", workshop), f"/workshops/{workshop.slug}/nominations"
    first = actions.preview_list(workshop.id, "kazakhstan.xlsx", xlsx(ROWS), actor=organizer, now=NOW)
    actions.apply_import(first.id, workshop.id, actor=organizer, now=NOW)
    again = [HEAD, ROWS[1], ["Cid Fox", None, None, None]]
    draft = actions.preview_list(workshop.id, "kazakhstan.xlsx", xlsx(again), actor=organizer, now=NOW)
    page = browser.get(f"{base}/{draft.id}").text
    assert ("replaced by Cid Fox (row 3)" in page, 'name="withdraw"' in page) == (True, True)

    leaves = draft.report["missing"][0]["registration"]
    answer = browser.post(f"{base}/{draft.id}/apply", data={"withdraw": str(leaves)}, follow_redirects=True)

    assert "The list has been read in: 1 replaced, 1 unchanged." in answer.text
    assert states() == {"Ann Lee": "nominated", "Bob Ray": "cancelled", "Cid Fox": "nominated"}
    answer = browser.post(f"{base}/{draft.id}/undo", follow_redirects=True)
    assert "1 person has been removed. 1 person is back." in answer.text
    assert states() == {"Ann Lee": "nominated", "Bob Ray": "nominated"}
