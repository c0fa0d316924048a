"""A person's own copy holds everything, to read and for machines, with their files; that it was taken is recorded."""

import json
import time
import zipfile
from io import BytesIO

import pypdfium2
import pytest
from sqlalchemy import select

from eventapp.core.actors import Actor, Role
from eventapp.core.audit import AuditEntry
from eventapp.core.db import session
from eventapp.core.errors import Denied
from eventapp.privacy import actions, own_copy, queries
from eventapp.registration.models import Person
from tests import factories
from tests.factories import NOW
from tests.people import browser_of
from tests.privacy.traces import FACTS, PASSPORT, well_known


@pytest.fixture
def known(delegation):
    return well_known(delegation)


def opened(data: bytes) -> tuple[dict, dict[str, bytes]]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return json.loads(files["about-you.json"]), files


def test_everything_known_is_in_it(known, workshop):
    begun = time.monotonic()
    facts, files = opened(own_copy.write(session.get_one(Person, known.person_id), "en", now=NOW))
    assert time.monotonic() - begun < 10
    assert facts["person"]["original_name"] == FACTS["original_name"]
    (there,) = facts["participations"]
    assert there["workshop"]["title"] == workshop.title["en"]
    assert (there["badge_name"], there["dietary"], there["state"]) == ("Zarina the First", "no nuts", "confirmed")
    assert {answer["answer"] for answer in there["answers"]} >= {PASSPORT, "KC 131", "Zarina Tursunzoda.pdf"}
    assert there["letters"][0]["facts"] == {"name": "Zarina Tursunzoda"}
    assert there["scans"][0]["checkpoint"] == "Venue, day 1 — Tue 29 March"
    assert there["mails"][0]["subject"] == "Zarina Tursunzoda, welcome"
    assert there["lists"][0]["said"]["latin_given"] == "Zarina"
    assert len(there["history"]) == 1
    assert sorted(files) == ["about-you.json", "about-you.pdf", "files/01-me.jpg", "files/02-Zarina Tursunzoda.pdf"]
    assert files["files/02-Zarina Tursunzoda.pdf"].startswith(b"%PDF-1.7 of Zarina")
    readable = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(files["about-you.pdf"]))
    for text in ("Zarina Tursunzoda", "Турсунзода Зарина", PASSPORT, "KC 131", "Venue, day 1", "Zarina Oldname"):
        assert text in readable, text


def test_nothing_of_anybody_else_is_in_it(known, delegation, workshop):
    factories.a_registration(delegation, factories.a_person(workshop, latin_name="Somebody Else"))
    facts, _files = opened(own_copy.write(session.get_one(Person, known.person_id), "ru", now=NOW))
    assert "Somebody Else" not in json.dumps(facts, ensure_ascii=False)


def test_taking_it_is_recorded_and_is_for_the_person_and_the_organizers(known, workshop):
    rows = queries.registrations_of(known.person_id)
    actions.record_copy(rows, actor=Actor("participant", registration_id=known.id), now=NOW)
    actions.record_copy(rows, actor=Actor("o", roles=frozenset({(workshop.id, Role.ORGANIZER)})), now=NOW)
    with pytest.raises(Denied):
        actions.record_copy(rows, actor=Actor("r", roles=frozenset({(workshop.id, Role.RAPPORTEUR)})), now=NOW)
    entries = session.scalars(select(AuditEntry).where(AuditEntry.tag == "privacy.copied")).all()
    assert [(entry.actor, entry.subject_id) for entry in entries] == [("participant", known.id), ("o", known.id)]


def test_both_pages_give_it(app, known, workshop, client):
    for address, browser in (
        (f"/r/{known.link_token}/data/copy", client),
        (
            f"/workshops/{workshop.slug}/settings/privacy/people/{known.public_id}/copy",
            browser_of(app, "organizer", workshop),
        ),
    ):
        answer = browser.post(address)
        assert answer.headers["Content-Disposition"] == "attachment; filename=about-you.zip"
        assert opened(answer.data)[0]["person"]["email"] == FACTS["email"]
