"""What participants read, word for word: golden/mails.en.txt and golden/mails.ru.txt.

After a change of wording, write them anew with `REWRITE_GOLDEN=1 pytest tests/registration/test_mails.py` and
review the difference.
"""

import os
from pathlib import Path

import pytest
from sqlalchemy import select

from eventapp.core.actors import NOBODY
from eventapp.core.db import session, transaction
from eventapp.core.errors import UserError
from eventapp.core.outbox import Message, compose
from eventapp.core.texts import Texts
from eventapp.registration import actions, codes, mails
from eventapp.registration.models import Registration
from eventapp.workshops.models import Workshop
from tests import factories
from tests.people import NOW
from tests.registration.sheets.files import xlsx

GOLDEN = Path(__file__).with_name("golden")
TITLES = Texts(en="Empowering communities", ru="Расширение возможностей общин")


def pending(workshop: Workshop, **changes):
    person = factories.a_person(workshop, **{"latin_name": "Aigul Osmonova", "email": "a@example.org", **changes})
    return factories.a_registration(factories.a_delegation(factories.a_type(workshop)), person, state="pending")


@pytest.fixture
def titled(workshop) -> Workshop:
    with transaction():
        workshop.title = TITLES
    return workshop


def posted() -> str:
    """Every mail in the outbox, one below the other, by kind and address."""
    found = sorted(session.scalars(select(Message)), key=lambda mail: (mail.kind, mail.recipient))
    return "".join(
        f"--- {mail.kind}\nTo: {mail.recipient_name} <{mail.recipient}>\nSubject: {mail.subject}\n\n{mail.body}\n\n"
        for mail in found
    )


def everything_happens(workshop: Workshop, organizer, language: str) -> None:
    """One of each mail: on an open type with one seat, on one that is approved, by a nomination list."""
    who = {"actor": organizer, "now": NOW}

    def comes(kind, name: str, **facts) -> int:
        given = {"latin_name": name, "email": f"{name.split(maxsplit=1)[0].lower()}@example.org", "language": language}
        facts = {"organization": "OSCE", "source": "public", "actor": NOBODY, "now": NOW, **facts}
        return actions.register(workshop.id, kind.id, given, **facts).id

    opened = factories.a_type(workshop, approval="open", quota=1)
    first = comes(opened, "Ann Open")
    comes(opened, "Bob Late")
    actions.decline(first, workshop.id, "No visa could be had.", **who)
    approved = factories.a_type(workshop, quota=1)
    comes(approved, "Cid Seat")
    comes(approved, "Dee Late")
    third = comes(approved, "Eve Later")
    actions.send_link(third, workshop.id, **who)
    factories.a_delegation(factories.a_type(workshop, approval="nomination"), seats=1)
    rows = [["Full name", "Email", "Language"], *([n, f"{n.lower()}@example.org", language] for n in ("Fay", "Gil"))]
    draft = actions.preview_list(workshop.id, "kazakhstan.xlsx", xlsx(rows), **who)
    actions.apply_import(draft.id, workshop.id, **who)
    people = {row.person.latin_name: row.id for row in session.scalars(select(Registration))}
    actions.confirm(people["Fay"], workshop.id, **who)
    actions.waitlist(people["Cid Seat"], workshop.id, **who)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_mail_word_for_word(titled, organizer, language):
    everything_happens(titled, organizer, language)

    written, golden = posted(), GOLDEN / f"mails.{language}.txt"
    if os.environ.get("REWRITE_GOLDEN"):
        golden.write_text(written, "utf-8")
    assert written == golden.read_text("utf-8")


def test_the_link_in_a_mail_opens_the_page_of_its_reader(client, workshop, organizer):
    registration = pending(workshop)

    actions.confirm(registration.id, workshop.id, actor=organizer, now=NOW)

    message = session.scalars(select(Message)).one()
    link = f"http://localhost/r/{codes.private_token(registration)}"
    assert message.link == link
    assert link in compose(message, "localhost", NOW).get_content()
    assert "{link}" not in compose(message, "localhost", NOW).get_content()
    assert "Aigul Osmonova" in client.get(link.removeprefix("http://localhost")).text
    assert (message.recipient_name, message.registration_id) == ("Aigul Osmonova", registration.id)


def test_a_name_cannot_smuggle_anything_into_the_head_of_a_mail(workshop, organizer):
    registration = pending(workshop, latin_name='Ann" <x@example.com>,\nBcc: y@example.com')

    actions.confirm(registration.id, workshop.id, actor=organizer, now=NOW)

    mail = compose(session.scalars(select(Message)).one(), "localhost", NOW)
    assert [address.addr_spec for address in mail["To"].addresses] == ["a@example.org"]
    assert mail["Bcc"] is None


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
    actions.cancel(registration.id, workshop.id, actor=organizer, now=NOW)

    assert session.scalars(select(Message)).all() == []
    with pytest.raises(UserError, match="no e-mail address"):
        actions.send_link(registration.id, workshop.id, actor=organizer, now=NOW)
