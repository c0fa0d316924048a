"""The pages behind the private link: looking changes nothing, late links lead on, a name is only proposed."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventapp.core.db import session
from eventapp.registration import actions, codes
from eventapp.registration.models import Registration
from eventapp.workshops.models import Workshop
from tests import factories
from tests.people import NOW

PAGES = ("", "/details", "/proof", "/proof/badge.png", "/proof/plate.png", "/come", "/photo")


@pytest.fixture
def kind(workshop):
    return factories.a_type(workshop, approval="open", photo="optional")


def row(registration) -> dict[str, object]:
    session.rollback()
    found = session.get_one(Registration, registration.id)
    return {column.name: getattr(found, column.name) for column in Registration.__table__.columns}


def test_looking_at_the_pages_changes_nothing(client, kind):
    registration = factories.a_registration(factories.a_delegation(kind), asked_to_come_at=NOW)
    before = row(registration)

    for page in PAGES:
        assert client.get(f"/r/{registration.link_token}{page}").status_code == 200, page

    assert row(registration) == before


@pytest.mark.parametrize("state", ["declined", "cancelled"])
@pytest.mark.parametrize("page", ["/proof", "/photo", "/proof/badge.png"])
def test_a_link_from_an_old_mail_leads_to_the_page_that_says_how_things_stand(client, kind, state, page):
    gone = factories.a_registration(factories.a_delegation(kind), state=state)

    answer = client.get(f"/r/{gone.link_token}{page}")

    assert (answer.status_code, answer.location) == (303, f"/r/{gone.link_token}")


@pytest.mark.parametrize("page", ["/come", "/offer"])
@pytest.mark.parametrize("answer", [None, "", "perhaps"])
def test_an_answer_that_is_neither_yes_nor_no_changes_nothing(client, kind, page, answer):
    registration = factories.a_registration(factories.a_delegation(kind))
    before = row(registration)

    sent = client.post(f"/r/{registration.link_token}{page}", data={} if answer is None else {"answer": answer})

    assert sent.status_code == 400
    assert row(registration) == before


@pytest.mark.parametrize("page", [*PAGES, "/photo.jpg"])
def test_an_unknown_link_opens_nothing(client, app, page):
    assert client.get(f"/r/nosuchtoken{page}").status_code == 404


@pytest.mark.parametrize(
    "name", ["O'Neill", "Мадина", "محمد امین رحمانی", "a" * 120, "Ким " * 30, "<b>Bob</b>", "王小明"]
)
def test_pictures_are_drawn_of_any_name(client, workshop, kind, name):
    person = factories.a_person(workshop, latin_name="", latin_family="", latin_given="", original_name=name)
    registration = factories.a_registration(factories.a_delegation(kind), person)

    for picture in ("badge", "plate"):
        answer = client.get(f"/r/{registration.link_token}/proof/{picture}.png")
        assert answer.data.startswith(b"\x89PNG"), picture


def test_a_name_in_latin_letters_is_proposed_only_for_another_script(client):
    assert "Madina" in client.get("/spelling", query_string={"original_name": "Мадина"}).text
    for nothing in ("", "Madina", "王小明", "12"):
        assert client.get("/spelling", query_string={"original_name": nothing}).text.strip() == ""


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=400))
def test_whatever_is_typed_is_answered(client, typed):
    answer = client.get("/spelling", query_string={"original_name": typed.encode("utf-8", "replace").decode()})

    assert answer.status_code == 200
    assert "<script" not in answer.text.lower()


@pytest.mark.parametrize("page", PAGES)
def test_a_link_that_was_replaced_says_so_and_the_new_one_opens(client, kind, organizer_of, page):
    registration = factories.a_registration(factories.a_delegation(kind), asked_to_come_at=NOW)
    old = registration.link_token
    who = organizer_of(session.get_one(Workshop, registration.workshop_id))
    actions.renew_link(registration.id, registration.workshop_id, actor=who, now=NOW)
    session.rollback()

    answer = client.get(f"/r/{old}{page}")
    assert answer.status_code == 404
    assert "Ask the organizers for a new one." in answer.text
    assert client.get(f"/r/{codes.private_token(registration)}{page}").status_code == 200


def test_a_forwarded_link_is_found_by_no_search_engine_and_tells_no_other_site(client, kind):
    registration = factories.a_registration(factories.a_delegation(kind))
    answer = client.get(f"/r/{registration.link_token}")
    assert '<meta name="robots" content="noindex">' in answer.text
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer.headers["Cache-Control"]
