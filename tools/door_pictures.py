"""Pictures of the door: the desk app on a phone, paired and told a badge; pages of what is printed."""

from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
from playwright.sync_api import Browser, ViewportSize

from eventapp.attendance import queries as attendance
from eventapp.certificates import queries as certificates
from eventapp.checkin import actions
from eventapp.checkin.desk_codes import pairing_code
from eventapp.core.actors import SYSTEM
from eventapp.registration import queries as registrations
from eventapp.registration.codes import badge_code
from eventapp.registration.models import Registration
from eventapp.workshops.models import Workshop
from tools.demo_site import Site

WINDOW = ViewportSize(width=390, height=844)
WIDTH = 1000
"""Of a page's picture, in pixels."""


def desk_pictures(chromium: Browser, site: Site, workshop: Workshop, folder: Path) -> None:
    """check-in-phone, check-in-answer and check-in-answer-ru: a real browser becomes a desk and reads a badge."""
    for language, person in zip(("en", "ru"), _not_there_yet(workshop), strict=False):
        assert person.badge is not None
        name = {"en": "Entrance 3", "ru": "Вход 3"}[language]
        desk = actions.add_desk(workshop.id, name, (), None, actor=SYSTEM, now=datetime.now(UTC))
        context = chromium.new_context(viewport=WINDOW, locale=language)
        page = context.new_page()
        page.goto(f"{site.address}/desk/#pair={pairing_code(desk)}")
        page.locator("#desk[data-ready][data-view=scan]").wait_for()
        page.wait_for_load_state("networkidle")
        if language == "en":
            page.screenshot(path=folder / "check-in-phone.png")
        page.keyboard.type(badge_code(person.badge))
        page.keyboard.press("Enter")
        page.locator("#answer[data-outcome=admitted]").wait_for()
        page.locator("[data-pill=unsent][data-tone=good]").wait_for()
        page.screenshot(path=folder / ("check-in-answer.png" if language == "en" else "check-in-answer-ru.png"))
        context.close()


def paper_pictures(chromium: Browser, site: Site, workshop: Workshop, cookie: str, folder: Path) -> None:
    """attendance-sheet, closing-sheet and certificate: the first page of each."""
    certificate = certificates.issued(workshop.id, valid=True)[0]
    papers = {
        "attendance-sheet": "attendance/sheets/1.pdf",
        "closing-sheet": "attendance/closing.pdf",
        "certificate": f"certificates/{certificate.id}.pdf",
    }
    context = chromium.new_context()
    context.add_cookies([{"name": "eventapp", "value": cookie, "url": site.address}])
    for name, path in papers.items():
        answer = context.request.get(f"{site.address}/workshops/{workshop.slug}/{path}")
        if not answer.ok:
            raise RuntimeError(f"{name}: no file")
        page = pypdfium2.PdfDocument(answer.body())[0]
        page.render(scale=WIDTH / page.get_width()).to_pil().save(folder / f"{name}.png")
    context.close()


def _not_there_yet(workshop: Workshop) -> list[Registration]:
    came = attendance.arrivals(workshop)["day-1"]
    return [row for row in registrations.confirmed(workshop.id) if row.badge is not None and row.id not in came]
