"""Pages of the staff: what each role sees, forms with bad input, ids of elsewhere, constant numbers of queries."""

from collections import Counter
from io import BytesIO

import pytest
from sqlalchemy import event, select

from eventapp.core.db import db, session
from eventapp.registration import queries
from eventapp.registration.models import Delegation, DelegationType, Registration
from tests import factories
from tests.people import a_user, browser_of, sign_in
from tests.registration.sheets.files import xlsx


@pytest.fixture
def browser(app, workshop):
    return browser_of(app, "organizer", workshop)


@pytest.fixture
def base(workshop) -> str:
    return f"/workshops/{workshop.slug}"


@pytest.fixture
def delegation(workshop):
    return factories.a_delegation(factories.a_type(workshop), seats=5)


@pytest.fixture
def registration(workshop, delegation):
    person = factories.a_person(workshop, latin_name="Timur Elkin", original_name="Ёлкин Тимур", email="t@example.org")
    return factories.a_registration(delegation, person, state="pending", dietary="no nuts")


def fields(**changes) -> dict[str, str]:
    return {"latin_name": "Ann Lee", "latin_family": "Lee", "organization": "OSCE", "country": "", **changes}


@pytest.mark.parametrize("query", ["елкин", "Timur", "elkin tim"])
def test_the_list_finds_names_in_any_script(browser, base, registration, query):
    factories.a_registration(registration.delegation)

    page = browser.get(f"{base}/participants/", query_string={"q": query}).text

    assert page.count('class="person-name"') == 1
    assert "Ёлкин Тимур" in page


def test_the_list_filters_by_state_type_delegation_country_and_sex(browser, base, registration):
    other = factories.a_delegation(registration.type, country="TJ")
    factories.a_registration(other)
    for query in (
        {"state": "pending"},
        {"delegation": registration.delegation_id, "type": registration.type_id},
        {"country": "KZ", "state": "pending"},
        {"sex": "female", "delegation": registration.delegation_id},
    ):
        assert browser.get(f"{base}/participants/", query_string=query).text.count('class="person-name"') == 1, query
    assert "Nobody matches" in browser.get(f"{base}/participants/?sex=-").text


def test_the_country_is_the_delegations_and_only_without_it_the_persons(workshop, registration):
    citizen_of_tajikistan = factories.a_person(workshop, country="TJ")
    factories.a_registration(registration.delegation, citizen_of_tajikistan)
    office = factories.a_delegation(registration.type, country="", organization="OSCE")
    of_the_office = factories.a_registration(office, factories.a_person(workshop, country="TJ"))

    def ids(country: str) -> list[int]:
        return [row.id for row in queries.people(workshop.id, queries.PeopleFilter(country=country))]

    assert ids("TJ") == [of_the_office.id]
    assert len(ids("KZ")) == 2
    assert {row.country for row in queries.people(workshop.id, queries.PeopleFilter(country="KZ"))} == {"KZ"}


@pytest.mark.parametrize("path", ["participants/", "delegations/", "delegation-types/"])
def test_lists_ask_as_often_for_three_rows_as_for_one(app, workshop, browser, base, path):
    def add() -> None:
        kind = factories.a_type(workshop)
        factories.a_registration(factories.a_delegation(kind), is_head=True)

    def statements() -> int:
        asked: Counter[str] = Counter()

        def note(_connection, _cursor, statement, *_more) -> None:
            asked[statement] += 1

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            assert browser.get(f"{base}/{path}").status_code == 200
        finally:
            event.remove(db.engine, "before_cursor_execute", note)
        return sum(asked.values())

    add()
    browser.get(f"{base}/{path}")
    one = statements()
    add()
    add()

    assert statements() == one


def test_check_in_staff_see_no_contacts_and_rapporteurs_no_page_of_a_person(app, workshop, base, registration):
    address = f"{base}/participants/{registration.id}"
    clerk = browser_of(app, "check-in", workshop).get(address)
    rapporteur = browser_of(app, "rapporteur", workshop)

    assert clerk.status_code == 200
    assert not any(secret in clerk.text for secret in ("t@example.org", "no nuts", "/r/"))
    assert rapporteur.get(address).status_code == 403
    assert rapporteur.get(f"{base}/participants/").status_code == 200
    assert "decision" not in rapporteur.get(f"{base}/participants/").text


def test_ids_of_another_workshop_are_nothing_here(app, browser, workshop, registration):
    elsewhere = factories.a_workshop()
    stranger = sign_in(app.test_client(), a_user("administrator"))
    base = f"/workshops/{elsewhere.slug}"
    for path in (
        f"participants/{registration.id}",
        f"participants/{registration.id}/edit",
        f"delegations/{registration.delegation_id}",
        f"delegation-types/{registration.type_id}",
        "nominations/1",
    ):
        assert stranger.get(f"{base}/{path}").status_code == 404, path
    for path in (f"participants/{registration.id}/decide", f"delegations/{registration.delegation_id}/remove"):
        assert stranger.post(f"{base}/{path}", data={"decision": "confirm"}).status_code == 404, path


def test_several_ticked_people_are_confirmed_at_once(browser, base, registration, states):
    other = factories.a_registration(registration.delegation, state="nominated")

    answer = browser.post(
        f"{base}/participants/decide",
        data={"id": [registration.id, other.id], "decision": "confirm", "next": f"{base}/participants/?state=pending"},
    )

    assert answer.location == f"{base}/participants/?state=pending"
    assert set(states().values()) == {"confirmed"}


def test_who_cannot_be_confirmed_with_the_others_is_named_with_the_reason(browser, base, workshop):
    full = factories.a_delegation(factories.a_type(workshop), seats=1)
    first, second = (
        factories.a_registration(full, factories.a_person(workshop, latin_name=name), state="declined")
        for name in ("Ann Lee", "Bob Lee")
    )

    data = {"id": [first.id, second.id], "decision": "confirm"}
    page = browser.post(f"{base}/participants/decide", data=data, follow_redirects=True).text

    assert "Done for 1 person." in page
    assert "Bob Lee: All 1 seats of Kazakhstan are taken." in page
    nobody = browser.post(f"{base}/participants/decide", data={"decision": "confirm"}, follow_redirects=True)
    assert "Nobody is ticked." in nobody.text


def test_a_decision_leads_back_to_pages_of_ours_only(browser, base, registration):
    data = {"id": registration.id, "decision": "confirm", "next": "https://example.org/"}

    assert browser.post(f"{base}/participants/decide", data=data).location == f"{base}/participants/"


def test_somebody_is_moved_to_a_delegation_that_has_a_seat(browser, base, registration):
    address = f"{base}/participants/{registration.id}"
    free = factories.a_delegation(registration.type, country="TJ", seats=1)
    full = factories.a_delegation(registration.type, country="KG", seats=1)
    factories.a_registration(full)

    refused = browser.post(f"{address}/move", data={"delegation_id": full.id})
    moved = browser.post(f"{address}/move", data={"delegation_id": free.id})

    assert (refused.status_code, "All 1 seats of Kyrgyzstan are taken." in refused.text) == (409, True)
    assert (moved.location, session.get_one(Registration, registration.id).delegation_id) == (address, free.id)
    assert browser.post(f"{address}/move").status_code == 404


def test_declining_keeps_the_reason_and_shows_it_in_the_history(browser, base, registration):
    address = f"{base}/participants/{registration.id}"

    browser.post(f"{address}/decide", data={"decision": "decline", "reason": "No seat left"})

    page = browser.get(address).text
    assert session.get_one(Registration, registration.id).decline_reason == "No seat left"
    assert "Reason given: No seat left" in page


def test_a_decision_that_cannot_be_taken_is_explained(browser, base, registration):
    browser.post(f"{base}/participants/{registration.id}/decide", data={"decision": "decline"})

    answer = browser.post(f"{base}/participants/{registration.id}/decide", data={"decision": "cancel"})

    assert answer.status_code == 409
    assert "From “Declined” one cannot go to “Cancelled”." in answer.text


def test_somebody_is_entered_by_hand_and_the_form_sent_twice_adds_nobody(browser, base, delegation):
    data = fields(delegation_id=delegation.id, confirm="y", submit_key="abc")

    first = browser.post(f"{base}/participants/new", data=data)
    second = browser.post(f"{base}/participants/new", data=data)

    added = session.scalars(select(Registration)).one()
    assert first.location == second.location == f"{base}/participants/{added.id}"
    assert (added.state, added.badge is not None, added.person.list_name) == ("confirmed", True, "Ann LEE")


def test_the_same_name_again_offers_to_say_that_it_is_somebody_else(browser, base, delegation, enter):
    known = enter(delegation, "Ann Lee")
    data = fields(delegation_id=delegation.id, submit_key="abc")

    refused = browser.post(f"{base}/participants/new", data=data)

    assert refused.status_code == 422
    assert f"/participants/{known.id}" in refused.text
    assert 'name="another_person"' in refused.text
    assert browser.post(f"{base}/participants/new", data=data | {"another_person": "y"}).status_code == 302


def test_a_bad_form_keeps_what_was_typed(browser, base, delegation):
    data = fields(delegation_id=delegation.id, email="not an address", latin_family="Smith", position="Adviser")

    refused = browser.post(f"{base}/participants/new", data=data)

    assert refused.status_code == 422
    assert "This is not an e-mail address." in refused.text
    assert "This is not a part of the name above." in refused.text
    assert 'value="not an address"' in refused.text
    assert 'value="Adviser"' in refused.text


def test_details_are_edited(browser, base, registration):
    address = f"{base}/participants/{registration.id}"

    form = browser.get(f"{address}/edit").text
    answer = browser.post(
        f"{address}/edit", data=fields(latin_name="Timur Yolkin", latin_family="Yolkin", original_name="Ёлкин Тимур")
    )

    assert 'value="Ёлкин Тимур"' in form
    assert answer.location == address
    person = session.get_one(Registration, registration.id).person
    assert (person.list_name, person.original_family) == ("Timur YOLKIN", "Ёлкин")


def test_badge_and_link_are_renewed_by_buttons(browser, base, registration):
    address = f"{base}/participants/{registration.id}"
    link = registration.link_hash

    browser.post(f"{address}/decide", data={"decision": "confirm"})
    browser.post(f"{address}/badge", data={"do": "reissue", "reason": "Lost"})
    browser.post(f"{address}/link", data={"do": "renew"})
    browser.post(f"{address}/head")

    row = session.get_one(Registration, registration.id)
    assert [badge.revoked_reason for badge in row.badges] == ["Lost", ""]
    assert (row.link_hash == link, row.is_head) == (False, True)


def test_delegations_are_added_changed_and_removed_by_form(browser, base, delegation):
    data = {"type_id": delegation.type_id, "country": "", "organization": "OSCE", "seats": "3", "precedence": ""}

    assert browser.post(f"{base}/delegations/new", data=data).status_code == 302
    assert browser.post(f"{base}/delegations/new", data=data | {"seats": "-1"}).status_code == 422
    added = session.scalars(select(Delegation).where(Delegation.organization == "OSCE")).one()
    browser.post(f"{base}/delegations/{added.id}", data=data | {"seats": "", "host": "y"})
    session.refresh(added)
    assert (added.seats, added.host) == (None, True)
    assert browser.post(f"{base}/delegations/{added.id}/remove").status_code == 302
    assert session.scalars(select(Delegation.organization)).all() == [""]


def test_types_are_added_changed_and_removed_by_form(browser, base, workshop):
    data = {"name-en": "Media", "name-ru": "СМИ", "colour": "#123456", "quota": "4", "approval": "open"}

    assert browser.post(f"{base}/delegation-types/new", data=data).status_code == 302
    assert browser.post(f"{base}/delegation-types/new", data=data | {"colour": "red"}).status_code == 422
    kind = session.scalars(select(DelegationType)).one()
    browser.post(f"{base}/delegation-types/{kind.id}", data=data | {"quota": ""})
    session.refresh(kind)
    assert (kind.quota, kind.counts_as_participant, kind.name["ru"]) == (None, False, "СМИ")
    assert browser.post(f"{base}/delegation-types/{kind.id}/move", data={"step": "up"}).status_code == 302
    assert browser.post(f"{base}/delegation-types/{kind.id}/remove").status_code == 302
    assert queries.delegation_types(workshop.id) == []


def test_a_quota_below_the_seats_held_is_refused_in_the_form(browser, base, registration):
    kind = registration.type
    data = {"name-en": "Media", "colour": "#123456", "quota": "0", "approval": "open", "counts_as_participant": "y"}

    answer = browser.post(f"{base}/delegation-types/{kind.id}", data=data)

    assert answer.status_code == 422
    assert "1 seats are held already" in answer.text


def test_a_list_is_looked_at_corrected_read_in_and_undone_by_page(browser, base, workshop, delegation, states):
    table = "Кто;Почта\nAnn Lee;ann@example.org\n".encode()
    upload = {"files": [(BytesIO(table), "list.csv")], "home": f"delegation:{delegation.id}"}
    unsure = browser.get(browser.post(f"{base}/nominations/", data=upload).location).text
    assert ("Please check 1 column" in unsure, "Ann Lee" in unsure) == (True, True)
    table = "Full name;Почта\nAnn Lee;ann@example.org\n".encode()
    upload = {"files": [(BytesIO(table), "list.csv")], "home": ""}

    address = browser.post(f"{base}/nominations/", data=upload).location
    assert "It cannot be told which delegation" in browser.get(address).text
    again = {"home": f"delegation:{delegation.id}", "column-1": "full_name", "column-2": "other"}
    assert browser.post(f"{address}/read-again", data=again).status_code == 302
    assert browser.post(f"{address}/apply").status_code == 302

    assert states() == {"Ann Lee": "nominated"}
    assert session.scalars(select(Registration)).one().person.email == ""
    assert browser.post(f"{address}/undo").status_code == 302
    assert states() == {}


def test_one_bad_file_among_several_keeps_none_of_the_others_from_being_looked_at(browser, base, delegation):
    files = [(BytesIO(b"Full name\nAnn Lee\n"), "good.csv"), (BytesIO(b"no workbook"), "bad.xlsx")]

    page = browser.post(f"{base}/nominations/", data={"files": files, "home": ""})

    assert page.status_code == 422
    assert "bad.xlsx: This is not a workbook that can be read." in page.text
    assert "good.csv" in page.text


def test_a_formula_without_a_value_is_refused_by_cell_and_shown_as_text(browser, base, delegation):
    formula = '=HYPERLINK("http://example.org","Ann")'
    data = xlsx([["Full name", "Position"], [formula, "Adviser"], ["Ann Lee", "=1+1"]])

    upload = {"files": [(BytesIO(data), "kazakhstan.xlsx")], "home": f"delegation:{delegation.id}"}
    address = browser.post(f"{base}/nominations/", data=upload).location
    browser.post(f"{address}/apply")

    found = [
        (row.person.latin_name, row.position) for row in session.scalars(select(Registration).order_by(Registration.id))
    ]
    page = browser.get(address).text
    assert found == [("Ann Lee", "")]
    assert "=HYPERLINK(&#34;http://example.org&#34;,&#34;Ann&#34;)" in page
    assert page.count("There is a formula without a value here") == 2


def test_no_file_is_told_so(browser, base):
    answer = browser.post(f"{base}/nominations/", data={"home": ""})

    assert (answer.status_code, "Choose a file first." in answer.text) == (422, True)


@pytest.mark.parametrize(("form", "start"), [("xlsx", b"PK"), ("docx", b"PK"), ("pdf", b"%PDF")])
def test_the_list_is_downloaded(browser, base, registration, form, start):
    answer = browser.get(f"{base}/participants/list.{form}")

    assert answer.data.startswith(start)
    assert browser.get(f"{base}/participants/list.odt").status_code == 404
