"""Pictures for the documentation, from the demo: `make screenshots` writes docs/images/*.png anew."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import ViewportSize, sync_playwright

from eventapp.checkin import queries as checkin
from eventapp.core.actors import SYSTEM, Role
from eventapp.core.i18n import LANGUAGES
from eventapp.demo import load
from eventapp.feedback import actions as feedback
from eventapp.feedback import queries as forms
from eventapp.registration import actions as registration
from eventapp.registration import queries as registrations
from eventapp.workshops import queries as workshops
from eventapp.workshops.models import Workshop
from tools.demo_site import cookie_of, demo_site

IMAGES = Path(__file__).parents[1] / "docs" / "images"
DESKTOP, PHONE = ViewportSize(width=1280, height=860), ViewportSize(width=390, height=844)
W = "/workshops/almaty-2016"
REVISED_LIST = """\
Список делегации Кыргызской Республики (уточнённый)
№;Ф.И.О.;Пол;Должность;Место работы;Эл. почта
1;Бегалиев Мердан;муж.;Заведующий отделом;Министерство внутренних дел;merdan.begaliyev85@example.net
2;Каримова Сауле;жен.;Заместитель министра;Министерство образования;saule.karimova33@example.org
3;Абдраимова Нурзат;жен.;Советник;Министерство юстиции;nurzat.abdraimova@@example.org
4;Каримова Сауле;жен.;Заместитель министра;Министерство образования;saule.karimova33@example.org
5;Итого: 4;;;;
"""


@dataclass(frozen=True, slots=True)
class Picture:
    """`who`: a role or "" (nobody); `path`: with the names that `what_to_show` fills in, in braces."""

    name: str
    who: str
    path: str
    phone: bool = False
    language: str = "en"


PICTURES = (
    Picture("overview", "organizer", f"{W}/"),
    Picture("settings", "organizer", f"{W}/settings/"),
    Picture("copy", "organizer", "/workshops/new/copy?source=almaty-2016"),
    Picture("agenda", "organizer", f"{W}/agenda/"),
    Picture("programme-phone-ru", "", "/w/almaty-2016/", phone=True, language="ru"),
    Picture("participants", "organizer", f"{W}/participants/"),
    Picture("participant", "organizer", f"{W}/participants/{{person}}"),
    Picture("delegations", "organizer", f"{W}/delegations/"),
    Picture("nominations", "organizer", f"{W}/nominations/"),
    Picture("nominations-verdicts", "organizer", f"{W}/nominations/{{revised_list}}"),
    Picture("register-phone", "", "/w/almaty-2016/register", phone=True),
    Picture("register-phone-ru", "", "/w/almaty-2016/register", phone=True, language="ru"),
    Picture("private-page-phone", "", "/r/{link}", phone=True),
    Picture("badges", "organizer", f"{W}/badges/"),
    Picture("check-in-phone", "check-in", f"{W}/check-in/", phone=True),
    Picture("check-in-search-phone", "check-in", f"{W}/check-in/?q=rakhim", phone=True),
    Picture("check-in-answer", "check-in", f"{W}/check-in/?scan={{scan}}"),
    Picture("attendance", "organizer", f"{W}/attendance/"),
    Picture("feedback", "facilitator", f"{W}/feedback/"),
    Picture("feedback-screen", "facilitator", f"{W}/feedback/{{form}}/screen"),
    Picture("feedback-results", "facilitator", f"{W}/feedback/{{form}}"),
    Picture("feedback-form-phone", "", "/r/{link}/feedback/{form}", phone=True),
    Picture("notes", "rapporteur", f"{W}/notes/"),
    Picture("notes-workbook", "rapporteur", f"{W}/notes/workbook"),
    Picture("exports", "organizer", f"{W}/exports/"),
    Picture("team", "organizer", f"{W}/team"),
    Picture("participants-ru", "organizer", f"{W}/participants/", language="ru"),
)


def what_to_show(workshop: Workshop) -> dict[str, str]:
    """What the addresses of pictures name: a participant, their link, a list not read in yet, a scan, a form."""
    now = datetime.now(UTC)
    person = registrations.confirmed(workshop.id)[0]
    answered = forms.answered(person.id)
    form = next(form for form in forms.forms_of(workshop.id) if form.id not in answered)
    feedback.set_open(form.id, True, actor=SYSTEM, now=now)
    revised = registration.preview_list(
        workshop.id, "kyrgyzstan-revised.csv", REVISED_LIST.encode(), actor=SYSTEM, now=now
    )
    return {
        "person": str(person.id),
        "link": urlsplit(load.delegate_link(workshop)).path.rpartition("/")[2],
        "revised_list": str(revised.id),
        "scan": str(checkin.recent(workshop, "day-1")[0].id),
        "form": form.code,
    }


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
            shown = what_to_show(workshop)
        for picture in PICTURES:
            context = chromium.new_context(viewport=PHONE if picture.phone else DESKTOP, locale=picture.language)
            if picture.who in list(Role):
                context.add_cookies([{"name": "eventapp", "value": cookies[picture.who], "url": site.address}])
            page = context.new_page()
            page.goto(site.address + picture.path.format(**shown))
            if page.locator("html").get_attribute("lang") != picture.language:
                page.get_by_role("button", name=LANGUAGES[picture.language], exact=True).click()
            page.wait_for_load_state("networkidle")
            page.screenshot(path=IMAGES / f"{picture.name}.png")
            context.close()
            print(picture.name)
        chromium.close()


if __name__ == "__main__":
    main()
