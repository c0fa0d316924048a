"""What a participant reads, word for word."""

from sqlalchemy import select

from eventapp.core.db import session, transaction
from eventapp.core.outbox import Message
from eventapp.registration import actions, codes, mails
from eventapp.workshops.models import Workshop
from tests import factories
from tests.people import NOW

CONFIRMED = """\
Dear Aigul Osmonova,

your participation is confirmed. Your badge waits for you at the registration desk; its code is on your own \
page as well.

{title}
Almaty, 29 March 2016 – 31 March 2016
Kazakhstan

Your own page, for you alone; there you can change your details or cancel:
{link}"""


def pending(workshop: Workshop, **changes):
    person = factories.a_person(workshop, latin_name="Aigul Osmonova", **{"email": "a@example.org", **changes})
    return factories.a_registration(factories.a_delegation(factories.a_type(workshop)), person, state="pending")


def test_the_mail_about_a_confirmation(workshop, organizer):
    registration = pending(workshop)

    actions.confirm(registration.id, workshop.id, actor=organizer, now=NOW)

    message = session.scalars(select(Message)).one()
    title = workshop.title["en"]
    assert message.subject == f"Your participation is confirmed: {title}"
    assert message.body == CONFIRMED.replace("{title}", title)
    assert message.link == f"http://localhost/r/{codes.private_token(registration)}"
    assert (message.recipient_name, message.registration_id) == ("Aigul Osmonova", registration.id)


def test_everybody_is_written_to_in_their_language(workshop):
    registration = pending(workshop)

    assert mails.language_of(registration, workshop) == "en"
    with transaction():
        registration.language = "ru"
    assert mails.language_of(registration, workshop) == "ru"
    with transaction():
        registration.language, workshop.languages = "tg", ["fa", "ru", "en"]
    assert mails.language_of(registration, workshop) == "ru"


def test_who_has_no_address_gets_no_mail(workshop, organizer):
    registration = pending(workshop, email="")

    actions.confirm(registration.id, workshop.id, actor=organizer, now=NOW)

    assert session.scalars(select(Message)).all() == []
