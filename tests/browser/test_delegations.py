"""A focal point names, orders, replaces and uploads on a phone; an organizer works with the board."""

import io
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from openpyxl import Workbook
from playwright.sync_api import expect

from eventapp.core.actors import SYSTEM
from eventapp.core.db import session, transaction
from eventapp.registration import codes, queries
from eventapp.registration.actions import focal_links
from eventapp.registration.models import Delegation
from tests import factories
from tests.people import a_user


@pytest.fixture
def workshop(app):
    return factories.a_workshop(
        nominations_close_at=datetime.now(UTC) + timedelta(days=6, hours=2), reply_to="desk@example.org"
    )


@pytest.fixture
def delegation(workshop):
    kind = factories.a_type(workshop, approval="nomination", quota=None)
    row = factories.a_delegation(kind, country="KZ", seats=2, focal_email="aigul@example.org", language="en")
    return focal_links.ensure_focal_link(row.id, workshop.id, actor=SYSTEM, now=datetime.now(UTC))


def named(delegation) -> list[str]:
    session.rollback()
    return [row.person.badge_name for row in queries.of_delegation(delegation.id) if row.state != "cancelled"]


def a_list() -> bytes:
    book = Workbook()
    book.active.append(["Full name", "Position", "Sex"])
    book.active.append(["Eve Listed", "Adviser", "female"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_focal_point_names_the_delegation_on_a_phone(visit, delegation):
    focal = visit(phone=True)
    page = focal.go(f"/d/{codes.focal_token(delegation)}")
    page.get_by_text("0 of 2 seats taken").wait_for()
    page.get_by_text("in 6 days").wait_for()
    assert (focal.axe(), focal.too_wide()) == ([], False)
    for who, head in (("Ann One", True), ("Ben Two", False)):
        page.get_by_role("link", name="Name a person").click()
        page.get_by_label("Full name in Latin letters").fill(who)
        if head:
            assert (focal.axe(), focal.too_wide()) == ([], False)
            page.get_by_label("Heads the delegation").check()
        page.get_by_role("button", name="Name this person").click()
        page.get_by_text(f"{who} is named.").wait_for()
    expect(page.locator(".nominee", has_text="Ann One")).to_contain_text("Head of delegation")
    page.get_by_text("2 of 2 seats taken").wait_for()

    page.locator(".nominee", has_text="Ben Two").get_by_role("link", name="Replace").click()
    page.get_by_text("the new person takes their place").wait_for()
    page.get_by_label("Full name in Latin letters").fill("Cyd Three")
    page.get_by_role("button", name="Replace").click()
    page.get_by_text("Cyd Three takes the place of Ben Two.").wait_for()

    page.set_input_files("input[type=file]", {"name": "list.xlsx", "mimeType": "", "buffer": a_list()})
    page.get_by_role("button", name="Look at the list").click()
    page.get_by_text("Nothing is saved yet").wait_for()
    assert (focal.axe(), focal.too_wide()) == ([], False)
    page.get_by_role("button", name="Read it in").click()
    page.get_by_role("heading", name="Alternates").wait_for()
    assert named(delegation) == ["Ann One", "Cyd Three", "Eve Listed"]

    page.get_by_role("button", name="Move Eve Listed up").click()
    expect(page.locator("section[aria-labelledby=alternates]")).to_contain_text("Cyd Three")
    page.locator(".nominee", has_text="Eve Listed").get_by_role("button", name="Withdraw").click()
    page.get_by_role("dialog").get_by_role("button", name="Withdraw").click()
    page.get_by_text("Eve Listed is withdrawn.").wait_for()
    page.get_by_role("button", name="Put back").last.wait_for()
    assert (focal.axe(), focal.too_wide()) == ([], False)
    assert named(delegation) == ["Ann One", "Cyd Three"]


def test_after_the_deadline_the_focal_point_asks_in_russian(visit, delegation, workshop):
    with transaction():
        workshop.nominations_close_at = datetime.now(UTC) - timedelta(hours=1)
        session.add(workshop)
    focal = visit(phone=True)
    page = focal.go(f"/d/{codes.focal_token(delegation)}")
    page.get_by_text("Nominations closed on").wait_for()
    expect(page.get_by_role("link", name="Name a person")).to_have_count(0)
    page.get_by_role("link", name="Ask the organizers").click()
    page.get_by_label("Your question or request").fill("May somebody else come?")
    page.get_by_role("button", name="Send").click()
    page.get_by_text("Your question has been sent").wait_for()
    page.get_by_role("button", name="Русский").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    page.get_by_role("heading", name="Казахстан").wait_for()
    assert (focal.axe(), focal.too_wide()) == ([], False)


def test_an_organizer_sends_links_and_takes_a_pack_from_the_board(visit, delegation, workshop):
    organizer = visit().sign_in(a_user("organizer", workshop))
    page = organizer.go(f"/workshops/{workshop.slug}/board/")
    page.get_by_text("0 of 2").first.wait_for()
    assert organizer.axe() == []
    page.get_by_role("checkbox", name="Kazakhstan").check()
    page.get_by_role("button", name="Send the link").click()
    page.get_by_text("1 message is on its way.").wait_for()
    page.locator(".board").get_by_text("Link sent").wait_for()
    page.get_by_role("link", name="Kazakhstan").click()
    page.get_by_role("heading", name="Focal point").wait_for()
    assert organizer.axe() == []
    with page.expect_download() as fetched:
        page.get_by_role("button", name="Pack (ZIP)").click()
    with zipfile.ZipFile(fetched.value.path()) as archive:
        assert "kazakhstan-letter.pdf" in archive.namelist()
    page.get_by_role("button", name="Revoke").click()
    page.get_by_role("dialog").get_by_role("button", name="Revoke").click()
    page.get_by_text("The link is revoked.").wait_for()
    session.rollback()
    assert session.get_one(Delegation, delegation.id).link_hash is None
