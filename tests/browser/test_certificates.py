"""Certificates and working groups before a real browser: designed, issued, fetched, checked; chosen."""

import os
import re

import pypdfium2
import zxingcpp
from playwright.sync_api import expect

from eventapp.certificates import queries
from eventapp.core.db import session, transaction
from tests.certificates.conftest import Scene, a_picture
from tests.certificates.conftest import scene as certified
from tests.groups.conftest import scene as grouped
from tests.people import a_user

SHOTS = os.environ.get("EVENTAPP_SCREENSHOTS")
__all__ = ["certified", "grouped"]


def shot(page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


def at(scene: Scene, path: str = "") -> str:
    return f"/workshops/{scene.workshop.slug}/certificates/{path}"


def test_the_preview_follows_what_is_typed_and_a_wrong_word_is_named(certified, visit):
    organizer = visit().sign_in(a_user("organizer", certified.workshop))
    page = organizer.go(at(certified, "look/participation"))
    picture = page.get_by_alt_text("The certificate as it will look")
    before = picture.get_attribute("src")
    page.get_by_label("A4 upright").check()
    expect(picture).not_to_have_attribute("src", before or "")
    box = picture.bounding_box()
    assert box["height"] > box["width"]
    page.get_by_label("Heading, English").fill("Diploma {nam}")
    expect(page.get_by_role("status").get_by_text("{nam} is not known here.")).to_be_visible()
    page.get_by_label("Heading, English").fill("Diploma")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Certificates look like this from now on.").wait_for()
    shot(page, "certificates-look")
    assert organizer.axe() == []
    page.get_by_role("button", name="Undo the last change").click()
    expect(page.get_by_label("Heading, English")).to_have_value("Certificate of participation")


def test_who_signs_is_added_with_a_picture_on_a_phone(certified, visit):
    organizer = visit(phone=True).sign_in(a_user("organizer", certified.workshop))
    page = organizer.go(at(certified, "signatories/"))
    page.get_by_label("Name, English").fill("P. Draganov")
    page.get_by_label("Post, English").fill("Head of the Centre")
    picture = {"name": "s.png", "mimeType": "image/png", "buffer": a_picture()}
    page.get_by_label("Picture of the signature").set_input_files(picture)
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_alt_text("Signature of P. Draganov")).to_be_visible()
    assert organizer.axe() == []
    assert organizer.too_wide() is False


def test_from_exception_to_the_owners_phone_to_whoever_checks(certified, visit, tmp_path):
    organizer = visit().sign_in(a_user("organizer", certified.workshop))
    page = organizer.go(at(certified))
    row = page.get_by_role("row", name=re.compile("Timur"))
    row.locator("summary").click()
    row.get_by_label("Reason").fill("Called away on the second day")
    row.get_by_role("button", name="Make an exception").click()
    page.get_by_text("Certificate ALMATY-2016/001 is issued.").wait_for()
    shot(page, "certificates")
    assert organizer.axe() == []

    owner = visit(phone=True)
    private = owner.go(f"/r/{certified.timur.link_token}")
    with private.expect_download() as fetched:
        private.get_by_role("link", name=re.compile("Certificate of participation")).click()
    sheet = pypdfium2.PdfDocument(fetched.value.path())[0]
    (code,) = zxingcpp.read_barcodes(sheet.render(scale=150 / 72).to_pil())

    anybody = visit(phone=True)
    check = anybody.go(code.text.removeprefix("http://localhost"))
    expect(check.get_by_role("heading", name="Genuine")).to_be_visible()
    expect(check.get_by_text("Timur Asanov")).to_be_visible()
    shot(check, "certificates-genuine")
    assert anybody.axe() == []
    assert anybody.too_wide() is False
    check.get_by_label("Number of the certificate").fill("ALMATY-2016/009")
    check.get_by_label("Code under the QR code").fill(code.text.rpartition("/")[2])
    check.get_by_role("button", name="Check").click()
    expect(check.get_by_role("heading", name="Not known")).to_be_visible()


def test_a_pasted_list_of_results_is_looked_at_and_recorded(certified, visit):
    organizer = visit().sign_in(a_user("organizer", certified.workshop))
    page = organizer.go(at(certified, "tests/"))
    assert organizer.axe() == []
    page.get_by_label("Names or e-mail addresses").fill("Асанов Тимур\t78\nfarid@example.org\t91")
    page.get_by_role("button", name="Look at it first").click()
    page.get_by_role("heading", name="What was understood").wait_for()
    assert organizer.axe() == []
    page.get_by_role("button", name="Record").click()
    page.get_by_text("2 results were recorded.").wait_for()
    session.rollback()
    assert {test.score for test in queries.tests_of(certified.workshop.id).values()} == {"78", "91"}


def test_groups_are_filled_by_ticks_and_chosen_on_a_phone(grouped, visit):
    with transaction():
        for each in (grouped.big, grouped.small, grouped.later):
            each.starts_at, each.ends_at = (moment.replace(year=2036) for moment in (each.starts_at, each.ends_at))
    organizer = visit().sign_in(a_user("organizer", grouped.workshop))
    page = organizer.go(f"/workshops/{grouped.workshop.slug}/groups/")
    page.get_by_label("All shown").check()
    page.get_by_role("button", name="Channels").click()
    page.get_by_text("2 people were put in.").wait_for()
    page.get_by_text("The room is full.").wait_for()
    shot(page, "groups")
    assert organizer.axe() == []
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("2 people are back.").wait_for()
    page.get_by_role("button", name="Let participants choose").click()
    page.get_by_role("dialog").get_by_role("button", name="Let participants choose").click()
    page.get_by_role("button", name="Close the choice").wait_for()

    owner = visit(phone=True)
    mine = owner.go(f"/r/{grouped.people[0].link_token}/groups/")
    mine.get_by_role("button", name="Choose “Channels”").click()
    expect(mine.get_by_text("Your group", exact=True)).to_be_visible()
    shot(mine, "groups-own")
    assert owner.axe() == []
    assert owner.too_wide() is False
