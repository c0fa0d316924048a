"""The organizer's own words: kept per occasion and language, checked, used from then on."""

import pytest
from sqlalchemy import select

from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid
from eventapp.core.outbox import LINK, Message
from eventapp.core.texts import Texts
from eventapp.messages import actions, outbox_queries, queries
from eventapp.messages.occasions import BY_KEY
from eventapp.registration import mails
from tests import factories
from tests.factories import NOW
from tests.people import CAST, browser_of

CONFIRMED = BY_KEY["confirmed"]


@pytest.fixture
def aigul(workshop):
    person = factories.a_person(workshop, latin_name="Aigul {link} Osmonova", email="a@example.org")
    return factories.a_registration(factories.a_delegation(factories.a_type(workshop)), person)


@pytest.fixture
def organizers(app, workshop):
    return browser_of(app, "organizer", workshop)


def written(registration, workshop) -> Message:
    with transaction():
        mails.state_changed(registration, workshop, now=NOW)
    return session.scalars(select(Message).order_by(Message.created_at.desc())).first()


def test_own_words_are_used_and_the_other_language_keeps_ours(workshop, organizer, aigul):
    actions.write(
        workshop.id, CONFIRMED, Texts(en="Welcome"), Texts(en="Hello {name}\n{link}"), actor=organizer, now=NOW
    )

    mail = written(aigul, workshop)
    assert mail.subject == "Welcome"
    assert mail.body.replace("\u2060", "") == f"Hello Aigul {{link}} Osmonova\n{LINK}"
    assert mail.body.count(LINK) == 1  # the one that a person typed into a name stays text
    with transaction():
        aigul.language = "ru"
        session.delete(mail)
    assert written(aigul, workshop).subject.startswith("Ваше участие подтверждено: Семинар")


def test_empty_words_give_ours_back(workshop, organizer, aigul):
    actions.write(workshop.id, CONFIRMED, Texts(en="Welcome"), Texts(), actor=organizer, now=NOW)
    actions.write(workshop.id, CONFIRMED, Texts(), Texts(), actor=organizer, now=NOW)

    assert written(aigul, workshop).subject.startswith("Your participation is confirmed: ")


def test_what_is_wrong_is_said_at_the_field_in_its_language(workshop, organizer):
    body = Texts(en="Hello {name}", ru="Здравствуйте, {nmae}! {link}")
    with pytest.raises(Invalid) as refused:
        actions.write(workshop.id, CONFIRMED, Texts(ru="{link}"), body, actor=organizer, now=NOW)
    assert sorted(refused.value.fields) == ["body.en", "body.ru", "subject.ru"]
    assert queries.templates(workshop.id) == {}


def test_only_organizers_write(workshop):
    with pytest.raises(Denied):
        actions.write(workshop.id, CONFIRMED, Texts(), Texts(), actor=Actor("somebody"), now=NOW)


def test_the_editor_keeps_what_was_typed_and_names_the_mistake(organizers, workshop, aigul):
    typed = {"subject-en": "Welcome", "body-en": "Dear {nmae}, {link}", "body-ru": "Привет {link}"}
    answer = organizers.post(f"/workshops/{workshop.slug}/messages/words/confirmed", data=typed)

    assert answer.status_code == 422
    assert "{nmae} is not known here. Did you mean {name}?" in answer.text
    assert "Dear {nmae}, {link}" in answer.text
    assert "Привет {link}" in answer.text


def test_a_test_goes_to_oneself_in_each_language_without_the_private_link(organizers, workshop, aigul):
    typed = {"body-en": "Hi {name}: {link}", "do": "test", "reader": str(aigul.id)}
    answer = organizers.post(f"/workshops/{workshop.slug}/messages/words/confirmed", data=typed)

    assert answer.status_code == 200
    rows = session.scalars(select(Message).order_by(Message.subject)).all()
    assert [(row.recipient, row.link) for row in rows] == [("organizer@example.org", None)] * 2
    assert "[here stands the private link]" in "".join(row.body for row in rows)
    assert queries.templates(workshop.id) == {}


def test_the_preview_is_a_fragment_with_a_real_person(organizers, workshop, aigul):
    typed = {"body-en": "Hi <b>{name}</b>", "reader": str(aigul.id)}
    answer = organizers.post(f"/workshops/{workshop.slug}/messages/words/confirmed/preview", data=typed)

    assert "<html" not in answer.text
    assert "Hi &lt;b&gt;Aigul" in answer.text


def test_the_outbox_shows_why_and_never_the_link(organizers, workshop, post, aigul):
    row = post("a@example.org", registration=aigul.id, name="Aigul")
    with transaction():
        row.failed_at, row.failure = NOW, "recipient 550 5.1.1 No such user"

    page = organizers.get(f"/workshops/{workshop.slug}/messages/outbox/?state=failed&q=AIGUL").text
    one = organizers.get(f"/workshops/{workshop.slug}/messages/outbox/{row.id}").text

    assert "The mail server refused the address. (550 5.1.1 No such user)" in page
    assert "The mail server refused the address. (550 5.1.1 No such user)" in one
    assert "SECRET" not in page + one
    assert organizers.get(f"/workshops/{workshop.slug}/messages/outbox/?state=sent").text.count("a@") == 0


def test_a_message_that_came_back_is_marked_warned_of_and_unmarked(organizers, workshop, post):
    row, later = post("A@example.org"), post("a@example.org")
    address = f"/workshops/{workshop.slug}/messages/outbox/{row.id}"
    assert organizers.post(f"{address}/bounced", data={"reason": "Mailbox full"}).status_code == 409
    with transaction():
        row.sent_at = NOW
    assert organizers.post(f"{address}/bounced", data={"reason": ""}).status_code == 422

    organizers.post(f"{address}/bounced", data={"reason": "Mailbox full"})

    assert outbox_queries.counts(workshop.id)["bounced"] == 1
    assert "came back on" in organizers.get(f"/workshops/{workshop.slug}/messages/outbox/{later.id}").text
    organizers.post(f"{address}/arrived")
    assert outbox_queries.bounces(workshop.id, ["a@example.org"]) == {}


@pytest.mark.parametrize("who", [who for who in CAST if who not in ("organizer", "administrator")])
def test_nobody_else_sees_what_was_written(app, workshop, post, who):
    row = post("a@example.org")
    browser = browser_of(app, who, workshop)
    for page in ("", "outbox/", f"outbox/{row.id}", "words/", "words/confirmed", "new"):
        assert browser.get(f"/workshops/{workshop.slug}/messages/{page}").status_code in (403, 404)
