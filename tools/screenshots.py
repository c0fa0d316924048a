"""Pictures for the documentation, from the demo: `make screenshots` writes docs/images/*.png anew."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from eventapp.core.actors import Role
from eventapp.demo import load
from eventapp.workshops import queries as workshops
from tools.demo_site import cookie_of, demo_site

IMAGES = Path(__file__).parents[1] / "docs" / "images"
DESKTOP, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}
W = "/workshops/almaty-2016"


@dataclass(frozen=True, slots=True)
class Picture:
    """`who`: a role, "delegate" (with the private link) or "" (nobody)."""

    name: str
    who: str
    path: str
    phone: bool = False
    language: str = "en"


PICTURES = (
    Picture("home", "", "/"),
    Picture("overview", "organizer", f"{W}/"),
    Picture("settings", "organizer", f"{W}/settings/"),
    Picture("agenda", "organizer", f"{W}/agenda/"),
    Picture("programme-phone-ru", "", "/w/almaty-2016/", phone=True, language="ru"),
    Picture("participants", "organizer", f"{W}/participants/"),
    Picture("delegations", "organizer", f"{W}/delegations/"),
    Picture("nominations", "organizer", f"{W}/nominations/"),
    Picture("register-phone", "", "/w/almaty-2016/register", phone=True),
    Picture("private-page-phone", "delegate", "", phone=True),
    Picture("badges", "organizer", f"{W}/badges/"),
    Picture("check-in-phone", "check-in", f"{W}/check-in/", phone=True),
    Picture("attendance", "organizer", f"{W}/attendance/"),
    Picture("feedback", "facilitator", f"{W}/feedback/"),
    Picture("notes", "rapporteur", f"{W}/notes/"),
    Picture("exports", "rapporteur", f"{W}/exports/"),
    Picture("team", "organizer", f"{W}/team"),
)


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with demo_site() as site, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-sync",
                "--no-first-run",
            ],
        )
        with site.app.app_context():
            cookies = {str(role): cookie_of(email) for role, (email, _name) in load.USERS.items()}
            workshop = workshops.by_slug("almaty-2016")
            assert workshop is not None
            private = urlsplit(load.delegate_link(workshop)).path
        for picture in PICTURES:
            context = chromium.new_context(viewport=PHONE if picture.phone else DESKTOP, locale=picture.language)
            if picture.who in list(Role):
                context.add_cookies([{"name": "eventapp", "value": cookies[picture.who], "url": site.address}])
            page = context.new_page()
            page.goto(site.address + (private if picture.who == "delegate" else picture.path))
            page.wait_for_load_state("networkidle")
            page.screenshot(path=IMAGES / f"{picture.name}.png")
            context.close()
            print(picture.name)
        chromium.close()


if __name__ == "__main__":
    main()
