"""The camera at the desk: a real browser, whose camera shows a badge's QR code."""

import shutil
from pathlib import Path

import pytest
import qrcode
from PIL import Image
from playwright.sync_api import expect

from tests import factories
from tests.browser.conftest import DESKTOP, FLAGS, Visitor
from tests.checkin.desk import a_delegation, a_guest
from tests.people import a_user

WIDTH, HEIGHT, FRAMES = 640, 480, 3


def film(path: Path, text: str) -> Path:
    """A short film (YUV4MPEG2) of a card with the QR code of `text` on it."""
    code = qrcode.make(text, border=4).get_image().convert("L").resize((320, 320), Image.Resampling.NEAREST)
    picture = Image.new("L", (WIDTH, HEIGHT), 200)
    picture.paste(code, ((WIDTH - 320) // 2, (HEIGHT - 320) // 2))
    grey = bytes([128]) * (WIDTH * HEIGHT // 2)
    frame = b"FRAME\n" + picture.tobytes() + grey
    path.write_bytes(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\n".encode() + frame * FRAMES)
    return path


@pytest.fixture
def guest(app):
    workshop = factories.a_workshop()
    person = factories.a_person(workshop, latin_name="Fariba Noori", original_name="فریبا نوری")
    return workshop, a_guest(a_delegation(workshop), person=person)[1]


def test_a_badge_held_before_the_camera_is_let_in_once(guest, playwright, server, tmp_path):
    workshop, code = guest
    shown = film(tmp_path / "badge.y4m", code)
    browser = playwright.chromium.launch(
        executable_path=shutil.which("chromium"),
        args=[
            *FLAGS,
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={shown}",
        ],
    )
    context = browser.new_context(viewport=DESKTOP, permissions=["camera"])
    desk = Visitor(context, server).sign_in(a_user("check-in", workshop))
    page = desk.go(f"/workshops/{workshop.slug}/check-in/scanner?checkpoint=day-1")
    page.locator("#scanner[data-ready]").wait_for()
    page.locator("#scan-camera").click()
    expect(page.locator("#scan-result")).to_have_attribute("data-tone", "good", timeout=20_000)
    expect(page.locator("#scan-result")).to_contain_text("Fariba Noori")
    expect(page.locator("#scan-result")).to_contain_text("فریبا نوری")
    expect(page.locator("#scan-count")).to_have_text("1")
    page.wait_for_timeout(1500)  # still held there: the same badge is not read again at once
    expect(page.locator("#scan-result")).to_have_attribute("data-tone", "good")
    page.locator("#scan-camera").click()
    browser.close()
    assert desk.faults == []
