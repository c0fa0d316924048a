"""A workshop's desk in a real browser: paired by its code, scanned at by a hand scanner, looked at by its parts."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page, expect
from sqlalchemy import select

from eventapp.checkin import actions
from eventapp.checkin.desk_codes import pairing_code
from eventapp.checkin.models import Desk, Scan
from eventapp.core.actors import Actor, Role
from eventapp.core.db import session
from eventapp.workshops.models import Workshop

WIDTH, HEIGHT, FRAMES = 640, 480, 3


def a_pairing(
    workshop: Workshop, name: str = "Hall door", places: tuple[str, ...] = (), room_id: int | None = None
) -> str:
    """The code of a new desk that waits for its device."""
    organizer = Actor("organizer", roles=frozenset({(workshop.id, Role.ORGANIZER)}))
    desk = actions.add_desk(workshop.id, name, places, room_id, actor=organizer, now=datetime.now(UTC))
    return pairing_code(desk)


def revoke(workshop: Workshop) -> None:
    organizer = Actor("organizer", roles=frozenset({(workshop.id, Role.ORGANIZER)}))
    for row in session.scalars(select(Desk).where(Desk.workshop_id == workshop.id)).all():
        actions.revoke_desk(row.id, workshop.id, actor=organizer, now=datetime.now(UTC))


def scans() -> list[Scan]:
    """As they are stored by now, in the order in which they were made."""
    session.rollback()
    return list(session.scalars(select(Scan).order_by(Scan.scanned_at)))


class DeskPage:
    """The app in one tab. `address`: of the server."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.answer = page.locator("#answer")

    def pair(self, code: str) -> "DeskPage":
        """By the address that the organizer's QR code holds; ready with the list on the device."""
        self.page.goto(f"{self.address}/desk/#pair={code}")
        return self.ready()

    def open(self) -> "DeskPage":
        self.page.goto(f"{self.address}/desk/")
        return self.ready()

    def ready(self) -> "DeskPage":
        self.page.locator("#desk[data-ready][data-view=scan]").wait_for()
        expect(self.pill("list")).not_to_contain_text("No list")
        return self

    def kept(self) -> "DeskPage":
        """Installed: the worker has everything that the page needs without a network."""
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        return self

    def scan(self, code: str) -> "DeskPage":
        """As a hand scanner types it."""
        self.page.keyboard.type(code)
        self.page.keyboard.press("Enter")
        return self

    def told(self, outcome: str, text: str = "") -> None:
        expect(self.answer).to_have_attribute("data-outcome", outcome)
        expect(self.answer).to_contain_text(text)

    def pill(self, name: str) -> Any:
        return self.page.locator(f"[data-pill={name}]")

    def unsent(self, number: int) -> None:
        expect(self.pill("unsent")).to_have_text(f"Not sent: {number}", timeout=20_000)  # sent again after some seconds

    def tab(self, name: str) -> None:
        self.page.locator(f"[data-tab={name}]").click()


def film(path: Path, picture: Image.Image) -> Path:
    """A short film (YUV4MPEG2) of a grey picture, as Chromium's fake camera shows it."""
    frame_of = Image.new("L", (WIDTH, HEIGHT), 200)
    frame_of.paste(picture, ((WIDTH - picture.width) // 2, (HEIGHT - picture.height) // 2))
    frame = b"FRAME\n" + frame_of.tobytes() + bytes([128]) * (WIDTH * HEIGHT // 2)
    path.write_bytes(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\n".encode() + frame * FRAMES)
    return path
