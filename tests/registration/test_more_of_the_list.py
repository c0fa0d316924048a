"""Functions, reviews and speakers: what the organizer's list and a person's page hold beyond names and states."""

import re

import pytest

from eventapp.agenda.models import Speaker
from eventapp.core import web
from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction
from eventapp.registration import actions
from eventapp.registration.models import Registration
from eventapp.registration.views import decisions
from tests import factories
from tests.people import NOW, browser_of
from tests.work import run_all_work


@pytest.fixture
def office(workshop):
    return factories.a_delegation(factories.a_type(workshop, reapproval=["position"], quota=None), seats=None)


@pytest.fixture
def browser(app, workshop):
    return browser_of(app, "organizer", workshop)


@pytest.fixture
def page(workshop):
    return f"/workshops/{workshop.slug}/participants/"


def again(row) -> Registration:
    session.rollback()
    return session.get_one(Registration, row.id)


def test_many_are_given_a_function_and_found_by_it(office, browser, page):
    ann, ben = factories.a_registration(office), factories.a_registration(office, rank=1)
    ids = [ann.id, ben.id]

    browser.post(page + "decide", data={"id": ids, "decision": "function", "function": "speaker"})
    assert [(row.function, row.speaker) for row in (again(ann), again(ben))] == [("speaker", True)] * 2
    browser.post(page + "decide", data={"id": ids[:1], "decision": "function", "function": "rapporteur"})

    assert (again(ann).function, again(ann).speaker) == ("rapporteur", False)
    shown = browser.get(page, query_string={"role": "rapporteur"}).text
    assert shown.count('class="person-name"') == 1
    browser.post(re.search(r'action="([^"]+/undo/\d+)"', shown).group(1))
    assert (again(ann).function, again(ann).speaker) == ("speaker", True)


def test_somebody_is_entered_with_a_function(office, browser, page):
    typed = {"delegation_id": office.id, "latin_name": "Ann Lee", "function": "interpreter", "funding": "funded"}
    assert browser.post(page + "new", data=typed).status_code == 302

    row = session.scalars(session.query(Registration).statement).one()
    assert (row.function, row.funding) == ("interpreter", "funded")
    assert "Interpreter" in browser.get(f"{page}{row.id}").text


@pytest.mark.parametrize(("do", "stands"), [("approve", "Deputy"), ("back", "Head")])
def test_what_a_participant_changed_is_approved_or_put_back(workshop, office, browser, page, do, stands):
    row = factories.a_registration(office, position="Head")
    owner = Actor(actions.OWNER, registration_id=row.id)
    actions.change_details(row.id, workshop.id, {"position": "Deputy"}, actor=owner, now=NOW)

    shown = browser.get(f"{page}{row.id}").text
    assert '<del><bdi dir="auto">Head</bdi></del>' in shown
    browser.post(f"{page}{row.id}/review", data={"do": do})

    assert (again(row).position, again(row).to_review) == (stands, [])


def test_very_many_are_decided_about_in_the_background_and_taken_back_as_one(
    app, workshop, office, browser, page, monkeypatch
):
    rows = [factories.a_registration(office, state="pending", rank=number) for number in range(60)]
    ids = [row.id for row in rows]
    monkeypatch.setattr(decisions, "MOST_AT_ONCE", 50)

    answer = browser.post(page + "decide", data={"id": ids, "decision": "decline", "reason": "Full"})
    assert "/work/" in answer.location
    run_all_work(web.now())
    session.rollback()
    assert {row.state for row in session.query(Registration)} == {"declined"}

    found = re.search(r'href="([^"]+\?undo=\d+)"', browser.get(answer.location).text)
    back = re.search(r'action="([^"]+/undo/\d+)"', browser.get(found.group(1)).text)
    told = browser.post(back.group(1), follow_redirects=True).text
    assert "Taken back for 60 people." in told

    session.rollback()
    assert {row.state for row in session.query(Registration)} == {"pending"}
    assert "/undo/" not in browser.get(found.group(1)).text


def test_speakers_of_the_programme_are_proposed_and_entered(workshop, office, browser, page):
    item = factories.a_session(workshop)
    named = [("Анна Ким", "Director", "OSCE"), ("Ben Lee", "", ""), ("", "", "UNRCCA"), ("Known Person", "", "OSCE")]
    with transaction():
        for position, (name, function, organization) in enumerate(named):
            session.add(
                Speaker(session_id=item.id, position=position, name=name, function=function, organization=organization)
            )
    factories.a_registration(office, factories.a_person(workshop, latin_name="Known Person"))
    assert "2 speakers of the programme are not among the participants." in browser.get(page).text

    shown = browser.get(page + "speakers").text
    ids = re.findall(r'name="id"\s+value="(\d+)"', shown)
    told = browser.post(page + "speakers", data={"id": ids, "type_id": office.type_id}, follow_redirects=True).text

    anna = session.query(Registration).filter_by(function="speaker").one()
    assert (anna.person.original_name, anna.position, anna.delegation.organization) == ("Анна Ким", "Director", "OSCE")
    assert anna.speaker
    assert "Ben Lee: Say for which organization or country." in told
    assert browser.post(page + "speakers", data={"id": ids, "type_id": 0}).status_code == 404


def test_who_looks_like_somebody_else_is_marked_on_list_and_page(workshop, office, browser, page):
    one = factories.a_registration(office, factories.a_person(workshop, latin_name="Anna Kim"))
    factories.a_registration(office, factories.a_person(workshop, latin_name="Kim Anna"))

    assert browser.get(page).text.count("Duplicate?") == 2
    assert "May be the same person" in browser.get(f"{page}{one.id}").text
