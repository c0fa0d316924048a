"""What organizers and participants see and do about people's data."""

import pytest
from sqlalchemy import func, select

from eventapp.core.actors import SYSTEM, Actor
from eventapp.core.audit import record
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid
from eventapp.core.outbox import Message
from eventapp.core.texts import Texts
from eventapp.privacy import actions, queries, standard
from eventapp.privacy.models import ConsentText
from eventapp.registration import consent
from eventapp.registration.models import Person, Registration
from tests import factories
from tests.factories import NOW
from tests.people import browser_of

FIRST = Texts(en="We keep your name.", ru="Мы храним Ваше имя.")


@pytest.fixture
def registration(delegation):
    return factories.a_registration(delegation, state="pending")


@pytest.fixture
def organizer(app, workshop):
    return browser_of(app, "organizer", workshop)


@pytest.fixture
def home(workshop):
    return f"/workshops/{workshop.slug}/settings/privacy/"


def test_a_consent_text_never_changes_but_gets_another_version(workshop):
    assert consent.current(workshop.id) is None
    first = actions.publish_consent(workshop.id, FIRST, actor=SYSTEM, now=NOW)
    assert actions.publish_consent(workshop.id, Texts(FIRST), actor=SYSTEM, now=NOW).id == first.id
    second = actions.publish_consent(workshop.id, Texts(en="More.", ru="Больше."), actor=SYSTEM, now=NOW)
    assert (first.version, second.version) == (1, 2)
    assert consent.current(workshop.id) == consent.Consent(2, Texts(en="More.", ru="Больше."))
    assert session.get_one(ConsentText, first.id).text == FIRST
    with pytest.raises(Invalid):
        actions.publish_consent(workshop.id, Texts(en="Only English."), actor=SYSTEM, now=NOW)
    with pytest.raises(Denied):
        actions.publish_consent(workshop.id, FIRST, actor=Actor("x"), now=NOW)


def test_who_agreed_to_what_is_kept(registration, workshop):
    for text in (FIRST, Texts(en="More.", ru="Больше.")):
        actions.publish_consent(workshop.id, text, actor=SYSTEM, now=NOW)
    with transaction():
        row = session.get_one(Registration, registration.id)
        consent.agree(row, 1, actor=Actor("participant"), now=NOW)
        consent.agree(row, 1, actor=Actor("participant"), now=NOW)
    assert (row.consent_version, row.consent_at) == (1, NOW)
    assert queries.agreed(workshop.id) == {1: 1}


def test_the_text_offered_names_organizer_and_periods_in_both_languages(workshop):
    text = standard.consent_text(workshop)
    assert "Passport and bank data 30 days" in text["en"]
    assert "банковские данные — 30" in text["ru"]
    assert "{" not in text["en"] + text["ru"]


def test_the_page_publishes_and_shows_versions(organizer, home, workshop):
    page = organizer.get(home).text
    assert "Participants are not asked for consent yet." in page
    assert "Passport and bank data 30 days" in page
    answer = organizer.post(home + "consent", data={"text-en": FIRST["en"], "text-ru": FIRST["ru"]})
    assert answer.location == home
    assert "Publish as version 2" in organizer.get(home).text
    assert "Мы храним Ваше имя." in organizer.get(home + "consent/1").text
    assert organizer.get(home + "consent/2").status_code == 404
    answer = organizer.post(home + "consent", data={"text-en": "", "text-ru": "x"})
    assert (answer.status_code, len(queries.consent_versions(workshop.id))) == (422, 1)


def test_the_page_sets_periods_and_says_what_goes_when(organizer, home, registration, workshop):
    with transaction():
        session.get_one(Registration, registration.id).dietary = "no nuts"
    assert "Dietary and access needs (1 person) on 30 April 2016" in organizer.get(home).text
    lengths = dict.fromkeys(("identity_days", "needs_days", "lists_days", "photos_days", "travel_days"), 10)
    answer = organizer.post(home + "periods", data={**lengths, "contacts_months": 1, "attendance_years": 60})
    assert answer.status_code == 422
    answer = organizer.post(home + "periods", data={**lengths, "contacts_months": 1, "attendance_years": 50})
    assert answer.location == home + "#periods"
    assert "Dietary and access needs (1 person) on 10 April 2016" in organizer.get(home).text
    assert organizer.post(home + "purge").location == home + "#periods"
    page = organizer.get(home).text
    assert "Dietary and access needs: 1" in page  # of what was removed
    assert session.get_one(Registration, registration.id).dietary == ""


def test_looks_at_protected_data_are_listed(organizer, home, registration, workshop):
    with transaction():
        record(Actor("Travel Team"), "fields.read", NOW, workshop=workshop.id,
               subject=session.get_one(Registration, registration.id), groups=["identity"], how="page")  # fmt: skip
    page = organizer.get(home).text
    assert "Travel Team" in page
    assert "Passport" in page
    assert registration.person.latin_name in page


def test_asking_to_be_erased_reaches_the_organizers(app, client, organizer, home, registration, workshop):
    own = f"/r/{registration.link_token}/data"
    assert own in client.get(f"/r/{registration.link_token}").text
    assert "Ask to be erased" in client.get(own).text
    for _twice in range(2):
        assert client.post(own + "/erase").location == own
    assert "The organizers answer within 30 days." in client.get(own).text
    mail = session.scalars(select(Message)).one()
    assert mail.recipient == "organizer@example.org"
    assert f"http://localhost{home}people/{registration.public_id}" in mail.body
    assert registration.person.latin_name not in mail.body
    assert registration.person.latin_name in organizer.get(home + "people/").text
    answer = organizer.post(f"{home}people/{registration.public_id}/refuse", data={"reason": ""})
    assert answer.status_code == 422
    organizer.post(f"{home}people/{registration.public_id}/refuse", data={"reason": "An audit is under way."})
    assert "An audit is under way." in client.get(own).text
    assert registration.person.latin_name not in organizer.get(home + "people/").text


def test_the_organizer_erases(client, organizer, home, registration, workshop):
    name = registration.person.latin_name
    assert name in organizer.get(home + "people/", query_string={"q": name.split()[0]}).text
    assert "Erase this person" in organizer.get(f"{home}people/{registration.public_id}").text
    answer = organizer.post(f"{home}people/{registration.public_id}/erase")
    assert answer.location == home + "people/"
    assert name not in organizer.get(home + "people/", query_string={"q": name.split()[0]}).text
    assert session.get_one(Person, registration.person_id).latin_name == "Erased person 1"
    assert client.get(f"/r/{registration.link_token}/data").status_code == 404
    assert organizer.get(f"{home}people/{registration.public_id}").status_code == 403


def test_an_organizer_of_one_workshop_of_two_sees_why_not(organizer, home, registration, workshop):
    elsewhere = factories.a_workshop(series_id=workshop.series_id)
    there = factories.a_delegation(factories.a_type(elsewhere))
    factories.a_registration(there, registration.person, state="cancelled")
    page = organizer.get(f"{home}people/{registration.public_id}").text
    assert "Erase this person" not in page
    assert "an organizer of every workshop named above" in page
    for act in ("erase", "copy"):
        assert organizer.post(f"{home}people/{registration.public_id}/{act}").status_code == 403
    assert session.scalar(select(func.count()).where(Person.erased_at.is_not(None))) == 0


def test_photographs_are_the_participants_choice(client, registration):
    own = f"/r/{registration.link_token}/data"
    assert "You have not said yet" in client.get(own).text
    client.post(own + "/photographs", data={"allowed": "yes"})
    assert session.get_one(Registration, registration.id).photo_consent is True
    client.post(own + "/photographs", data={"allowed": "no"})
    assert session.get_one(Registration, registration.id).photo_consent is False
    assert "Your badge says so discreetly." in client.get(own).text


def test_get_changes_nothing_and_unknown_links_tell_nothing(client, registration):
    own = f"/r/{registration.link_token}/data"
    for path in ("/copy", "/erase", "/photographs"):
        assert client.get(own + path).status_code == 405
        assert client.post("/r/NOSUCHTOKEN/data" + path).status_code == 404
    assert client.get("/r/NOSUCHTOKEN/data").status_code == 404
