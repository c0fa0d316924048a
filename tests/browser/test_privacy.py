"""A consent text is published and replaced; a person takes their copy on a phone, asks to be erased, and is."""

import zipfile

import pytest
from playwright.sync_api import expect

from eventapp.core.db import session
from eventapp.privacy import queries
from eventapp.registration.models import Person, Registration
from tests import factories
from tests.people import a_user


@pytest.fixture
def workshop(app):
    return factories.a_workshop()


@pytest.fixture
def organizer(workshop, visit):
    return visit().sign_in(a_user("organizer", workshop))


def test_a_consent_text_is_published_and_replaced_by_a_new_version(organizer, workshop):
    page = organizer.go(f"/workshops/{workshop.slug}/settings/privacy/")
    page.get_by_text("Participants are not asked for consent yet.").wait_for()
    assert organizer.axe() == []
    page.get_by_role("button", name="Publish as version 1").click()
    page.get_by_text("Version 1 stands.").wait_for()
    page.get_by_text("Write a new version").click()
    page.locator("textarea[lang=en]").fill("We keep your name only.")
    page.get_by_role("button", name="Publish as version 2").click()
    page.get_by_text("Version 2 stands.").wait_for()
    expect(page.locator("section[aria-labelledby=consent] tbody tr")).to_have_count(2)
    assert organizer.axe() == []
    page.get_by_role("link", name="Version 1").click()
    page.get_by_text("What we keep. Your names").wait_for()
    assert organizer.axe() == []
    session.rollback()
    assert next(row.text["en"] for row in queries.consent_versions(workshop.id)) == "We keep your name only."


def test_a_person_takes_a_copy_and_is_erased(visit, organizer, workshop, tmp_path):
    delegation = factories.a_delegation(factories.a_type(workshop))
    registration = factories.a_registration(delegation, state="pending", photo_consent=True)
    name = registration.person.latin_name
    delegate = visit(phone=True)
    page = delegate.go(f"/r/{registration.link_token}")
    page.get_by_role("link", name="Your data").click()
    page.get_by_text("You agreed to be photographed.").wait_for()
    assert (delegate.axe(), delegate.too_wide()) == ([], False)
    with page.expect_download() as fetched:
        page.get_by_role("button", name="Download your data").click()
    fetched.value.save_as(tmp_path / "copy.zip")
    with zipfile.ZipFile(tmp_path / "copy.zip") as archive:
        assert sorted(archive.namelist()) == ["about-you.json", "about-you.pdf"]
    page.get_by_role("button", name="I do not wish to be photographed").click()
    page.get_by_text("You do not wish to be photographed.").wait_for()
    page.get_by_role("button", name="Ask to be erased").click()
    page.get_by_role("dialog").get_by_role("button", name="Ask to be erased").click()
    page.get_by_text("You asked to be erased on").wait_for()

    staff = organizer.go(f"/workshops/{workshop.slug}/settings/privacy/")
    staff.get_by_role("link", name="Copies and erasure").click()
    staff.wait_for_url("**/privacy/people/**")
    assert organizer.axe() == []
    staff.get_by_role("link", name=name).click()
    staff.get_by_text("This has to be answered within 30 days.").wait_for()
    assert organizer.axe() == []
    staff.get_by_role("button", name="Erase this person").click()
    staff.get_by_role("dialog").get_by_role("button", name="Erase this person").click()
    staff.get_by_text("Erased. In counts and lists stands “Erased person 1”.").wait_for()

    delegate.go(f"/r/{registration.link_token}")
    delegate.page.get_by_text("This link is not valid.").wait_for()
    session.rollback()
    assert session.get_one(Registration, registration.id).photo_consent is False
    assert session.get_one(Person, registration.person_id).latin_name == "Erased person 1"
