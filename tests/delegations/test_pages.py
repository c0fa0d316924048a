"""The focal point's page: what it shows, that GET changes nothing, what a foreign or dead link gets."""

import io

import pytest
from sqlalchemy import func, select

from eventapp.core.db import session, transaction
from eventapp.core.outbox import Message
from eventapp.registration import codes
from eventapp.registration.actions import focal_links
from eventapp.registration.models import NominationImport, Registration
from eventapp.workshops.models import Workshop
from tests import factories
from tests.people import NOW, browser_of

FAR = NOW.replace(year=2100)


@pytest.fixture
def opened(workshop):
    """The real clock is far behind the workshop's."""
    with transaction():
        workshop.nominations_close_at = FAR
        session.add(workshop)


def count(table) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(table))


def test_the_page_says_who_is_named_and_how_many_seats_are_free(client, address, name, opened):
    name("Ann One", given={"original_name": "Анн Один"})
    page = client.get(address)
    assert "Ann One" in page.text
    assert "Анн Один" in page.text
    assert "1 of 3 seats taken" in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "private, no-store"


def test_get_changes_nothing(client, address, name, delegation, opened):
    row = name("Ann One")
    before = [count(table) for table in (Registration, Message, NominationImport)]
    for path in (
        "",
        "/name",
        "/ask",
        "/sheet.xlsx",
        "/letter.pdf",
        f"/people/{row.id}",
        f"/people/{row.id}/replace",
    ):
        assert client.get(address + path).status_code == 200, path
    assert [count(table) for table in (Registration, Message, NominationImport)] == before
    for path in (f"/people/{row.id}/withdraw", f"/people/{row.id}/head", "/lists/1/apply"):
        assert client.get(address + path).status_code == 405, path


def test_a_form_names_somebody(client, address, states, opened):
    sent = {"latin_name": "Ann One", "position": "Director", "country": "KZ", "email": "shared@example.org"}
    assert client.post(f"{address}/name", data=sent).status_code == 303
    assert states() == {"Ann One": "nominated"}
    sent["latin_name"] = "Ben Two"  # with the same address
    client.post(f"{address}/name", data=sent)
    assert states() == {"Ann One": "nominated", "Ben Two": "nominated"}


def test_over_the_seats_is_said_before_saving(client, address, name, opened):
    for letter in "ABC":
        name(f"Person {letter}")
    assert "will be an alternate" in client.get(f"{address}/name").text


def test_what_only_the_person_or_the_organizer_says_is_not_taken(client, address, opened):
    sent = {"latin_name": "Ann One", "dietary": "none", "phone": "1", "badge_name": "Boss", "country": "KZ"}
    client.post(f"{address}/name", data=sent)
    session.rollback()
    row = session.scalar(select(Registration))
    assert (row.dietary, row.person.phone, row.badge_name) == ("", "", "")


def test_dead_and_unknown_links_get_the_same_page(client, address, delegation, workshop, organizer):
    unknown = client.get("/d/NOSUCHTOKEN")
    focal_links.revoke_focal_link(delegation.id, workshop.id, actor=organizer, now=NOW)
    revoked = client.get(address)
    assert (unknown.status_code, revoked.status_code) == (404, 404)
    assert [line for line in unknown.text.splitlines() if "link is not valid" in line] == [
        line for line in revoked.text.splitlines() if "link is not valid" in line
    ]
    assert client.post(f"{address}/name", data={"latin_name": "Ann One"}).status_code == 404


def test_a_registrations_link_opens_no_delegation(client, kind, delegation):
    row = factories.a_registration(delegation)
    assert client.get(f"/d/{row.link_token}").status_code == 404
    assert client.get(f"/r/{codes.focal_token(delegation)}").status_code == 404


def test_people_and_lists_of_others_are_missing(client, address, kind, workshop, opened):
    other = factories.a_delegation(kind, country="KG", seats=2)
    row = factories.a_registration(other, state="nominated")
    with transaction():
        theirs = NominationImport(
            workshop_id=workshop.id, delegation_id=other.id, filename="a.xlsx", sha256="0" * 64, created_at=NOW
        )
        session.add(theirs)
        session.flush()
    number = theirs.id
    for path in (f"/people/{row.id}", f"/people/{row.id}/replace", f"/lists/{number}"):
        assert client.get(address + path).status_code == 404, path
    for path in (
        *(f"/people/{row.id}/{what}" for what in ("head", "up", "down", "withdraw", "put-back", "nonsense")),
        *(f"/lists/{number}/{what}" for what in ("apply", "drop", "read-again", "undo")),
    ):
        assert client.post(address + path, data={"latin_name": "X Y"}).status_code == 404, path


def test_after_the_deadline_only_a_question_remains(client, address, name, closed, organizer, mails):
    row = name("Ann One", actor=organizer)
    page = client.get(address)
    assert "Nominations closed on" in page.text
    assert "Withdraw" not in page.text
    assert client.post(f"{address}/name", data={"latin_name": "Ben Two"}).status_code == 409
    assert client.post(f"{address}/people/{row.id}/withdraw").status_code == 409
    assert client.post(f"{address}/lists", data={"files": (io.BytesIO(b"Name\nX Y\n"), "a.csv")}).status_code == 409
    assert client.post(f"{address}/ask", data={"text": "One more seat?"}).status_code == 303
    assert ("delegation.asked", "desk@example.org") in mails()


def test_an_old_link_to_a_form_leads_back_to_the_page_that_says_it_is_over(client, address, name, closed, organizer):
    row = name("Ann One", actor=organizer)
    for path in ("name", f"people/{row.id}", f"people/{row.id}/replace"):
        answer = client.get(f"{address}/{path}", follow_redirects=True)
        assert (answer.status_code, answer.request.path) == (200, address)
        assert "Nominations are closed. Please ask the organizers for any change." in answer.text


def test_a_list_that_waits_when_nominations_close_says_who_can_take_it(client, address, opened, workshop):
    data = {"files": (io.BytesIO(b"Full name,Position\nAnn One,Director\n"), "list.csv")}
    path = client.post(f"{address}/lists", data=data).headers["Location"]
    assert "can no longer be read in" not in client.get(path).text
    with transaction():
        session.get_one(Workshop, workshop.id).nominations_close_at = NOW
    page = client.get(path).text
    assert "can no longer be read in here" in page
    assert f"{address}/ask" in page
    assert client.post(f"{path}/apply").status_code == 409


def test_a_list_is_looked_at_then_read_in(client, address, states, opened):
    data = b"Full name,Position\nAnn One,Director\nBen Two,Adviser\n"
    answer = client.post(f"{address}/lists", data={"files": (io.BytesIO(data), "list.csv")})
    assert (answer.status_code, states()) == (303, {})
    path = answer.headers["Location"]
    assert "Ann One" in client.get(path).text
    assert client.post(f"{path}/apply").status_code == 303
    assert states() == {"Ann One": "nominated", "Ben Two": "nominated"}


def test_a_list_cannot_fill_the_waiting_list(client, address, states, opened):
    rows = "\n".join(f"Person {chr(65 + number)}x,Adviser" for number in range(20))
    data = f"Full name,Position\n{rows}\n".encode()
    path = client.post(f"{address}/lists", data={"files": (io.BytesIO(data), "list.csv")}).headers["Location"]
    assert client.post(f"{path}/apply").status_code == 409
    assert states() == {}


def test_the_page_speaks_the_language_of_the_delegation(client, address, delegation):
    with transaction():
        delegation.language = "ru"
        session.add(delegation)
    page = client.get(address)
    assert '<html lang="ru"' in page.text
    assert "Казахстан" in page.text


@pytest.mark.parametrize("who", ["facilitator", "rapporteur", "check-in"])
def test_other_staff_read_the_board_without_addresses(app, workshop, delegation, who):
    browser = browser_of(app, who, workshop)
    page = browser.get(f"/workshops/{workshop.slug}/board/")
    assert page.status_code == 200
    assert "Kazakhstan" in page.text
    assert "aigul@example.org" not in page.text
    assert browser.get(f"/workshops/{workshop.slug}/board/{delegation.id}").status_code == 403
