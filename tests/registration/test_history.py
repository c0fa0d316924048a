"""Who reads what of a registration's history."""

import pytest

from eventapp.core.actors import SYSTEM
from eventapp.registration import actions
from tests import factories
from tests.people import NOW, browser_of


@pytest.fixture
def changed(app):
    """Somebody whose address, diet and position were changed, and who was then declined with a reason."""
    workshop = factories.a_workshop()
    person = factories.a_person(workshop, email="old@example.org")
    row = factories.a_registration(factories.a_delegation(factories.a_type(workshop)), person)
    given = {"email": "new@example.org", "dietary": "no nuts", "position": "Minister"}
    actions.change_details(row.id, workshop.id, given, actor=SYSTEM, now=NOW)
    actions.decline(row.id, workshop.id, "a private reason", actor=SYSTEM, now=NOW)
    return workshop, row.id


def test_the_organizer_reads_every_change(app, changed):
    workshop, row_id = changed
    page = browser_of(app, "organizer", workshop).get(f"/workshops/{workshop.slug}/participants/{row_id}").text
    for text in ("old@example.org", "new@example.org", "no nuts", "Minister", "a private reason"):
        assert text in page


def test_the_desk_reads_no_contacts_needs_or_reasons(app, changed):
    workshop, row_id = changed
    page = browser_of(app, "check-in", workshop).get(f"/workshops/{workshop.slug}/participants/{row_id}").text
    assert "Minister" in page
    for text in ("old@example.org", "new@example.org", "no nuts", "a private reason"):
        assert text not in page
