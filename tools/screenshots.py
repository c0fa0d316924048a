"""Pictures for the documentation, from the demo: `make screenshots` writes docs/images/*.png anew."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import ViewportSize, sync_playwright

from eventapp.certificates import queries as certificates
from eventapp.certificates.codes import code_of
from eventapp.core import jobs
from eventapp.core.actors import SYSTEM, Role
from eventapp.core.db import transaction
from eventapp.core.i18n import LANGUAGES
from eventapp.demo import load
from eventapp.duplicates import queries as duplicates
from eventapp.feedback import actions as feedback
from eventapp.feedback import queries as forms
from eventapp.letters import actions as letters
from eventapp.messages import actions as messages
from eventapp.messages import outbox_queries as outbox
from eventapp.registration import actions as registration
from eventapp.registration import codes
from eventapp.registration import queries as registrations
from eventapp.registration.actions import focal_links
from eventapp.registration.models import Delegation, Registration
from eventapp.workshops import queries as workshops
from eventapp.workshops.models import Workshop
from tools.demo_site import cookie_of, demo_site
from tools.door_pictures import desk_pictures, paper_pictures

IMAGES = Path(__file__).parents[1] / "docs" / "images"
DESKTOP, PHONE = ViewportSize(width=1280, height=860), ViewportSize(width=390, height=844)
W = "/workshops/almaty-2016"
NOT_THE_FIRST = 15
"""The place, among the confirmed, of somebody whose delegation is shown: not that of the participant shown."""
NO_ADDRESS, TRIED = "secretariat.example.org", 11
"""The address of a focal point to whom nothing can be sent; how many mails are tried."""
TWICE_AT, TWICE_SPELT, LEAVING_FROM = "OSCE", "Zhumabaev Nurlan", "UN Women"
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
    """`who`: a role or "" (nobody); `path`: with the names that `what_to_show` fills in, in braces.

    `height`: of the window, in pixels, where that of the device is too little; `begins`: what stands at the upper edge.
    """

    name: str
    who: str
    path: str
    phone: bool = False
    language: str = "en"
    height: int = 0
    begins: str = ""

    @property
    def window(self) -> ViewportSize:
        device = PHONE if self.phone else DESKTOP
        return ViewportSize(width=device["width"], height=self.height or device["height"])


PICTURES = (
    Picture("overview", "organizer", f"{W}/"),
    Picture("settings", "organizer", f"{W}/settings/"),
    Picture("copy", "organizer", "/workshops/new/copy?source=almaty-2016"),
    Picture("agenda", "organizer", f"{W}/agenda/"),
    Picture("programme-phone-ru", "", "/w/almaty-2016/", phone=True, language="ru"),
    Picture("participants", "organizer", f"{W}/participants/"),
    Picture("participant", "organizer", f"{W}/participants/{{person}}"),
    Picture("delegations", "organizer", f"{W}/delegations/"),
    Picture("board", "organizer", f"{W}/board/"),
    Picture("delegation", "organizer", f"{W}/board/{{delegation}}", height=1000),
    Picture("focal-phone", "", "/d/{focal}", phone=True, height=1300),
    Picture("focal-phone-ru", "", "/d/{focal}", phone=True, language="ru", height=1300),
    Picture("fields", "organizer", f"{W}/settings/fields/", height=1000),
    Picture("waiting-list", "organizer", f"{W}/participants/waiting-list"),
    Picture("duplicates", "organizer", f"{W}/participants/duplicates"),
    Picture("duplicates-pair", "organizer", f"{W}/participants/duplicates/{{pair}}"),
    Picture("compose", "organizer", f"{W}/messages/new?occasion=practical-information", height=1300),
    Picture("outbox", "organizer", f"{W}/messages/outbox/"),
    Picture("letters", "organizer", f"{W}/letters/"),
    Picture("logistics", "travel", f"{W}/logistics/travel"),
    Picture("subsistence", "finance", f"{W}/logistics/subsistence"),
    Picture("privacy", "organizer", f"{W}/settings/privacy/", height=1000),
    Picture("nominations", "organizer", f"{W}/nominations/"),
    Picture("nominations-verdicts", "organizer", f"{W}/nominations/{{revised_list}}"),
    Picture("register-phone", "", "/w/almaty-2016/register", phone=True),
    Picture("register-phone-ru", "", "/w/almaty-2016/register", phone=True, language="ru"),
    Picture("private-page-phone", "", "/r/{link}", phone=True),
    Picture("private-steps-phone", "", "/r/{link}", phone=True, begins=".card:has(.steps)"),
    Picture("proof-phone", "", "/r/{link}/proof", phone=True, height=1300),
    Picture("second-form-phone", "", "/r/{link}/more", phone=True),
    Picture("come-phone", "", "/r/{link}/come", phone=True),
    Picture("badges", "organizer", f"{W}/badges/"),
    Picture("badge-designer", "organizer", f"{W}/badges/design", height=1000),
    Picture("check-in", "organizer", f"{W}/check-in/", height=1000),
    Picture("live-board", "organizer", f"{W}/check-in/board", height=1100),
    Picture("readiness", "organizer", f"{W}/readiness", height=1100),
    Picture("groups", "organizer", f"{W}/groups/"),
    Picture("attendance-people", "organizer", f"{W}/attendance/people/"),
    Picture("tick-off", "organizer", f"{W}/attendance/sheets/1/"),
    Picture("indicators", "organizer", f"{W}/attendance/indicators", height=1000),
    Picture("certificates", "organizer", f"{W}/certificates/"),
    Picture("certificate-check", "", "/c/{certificate}", phone=True),
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


def what_to_show(workshop: Workshop, now: datetime) -> dict[str, str]:
    """What the addresses of pictures name: a participant, their link, a list not read in yet, a certificate …"""
    person = registrations.confirmed(workshop.id)[0]
    answered = forms.answered(person.id)
    form = next(form for form in forms.forms_of(workshop.id) if form.id not in answered)
    feedback.set_open(form.id, True, actor=SYSTEM, now=now)
    revised = registration.preview_list(
        workshop.id, "kyrgyzstan-revised.csv", REVISED_LIST.encode(), actor=SYSTEM, now=now
    )
    delegation = registrations.confirmed(workshop.id)[NOT_THE_FIRST].delegation
    _nominations_under_way(workshop, delegation, now)
    _somebody_twice(workshop, now)
    _somebody_is_asked(workshop, person, now)
    _letters_and_mail(workshop, now)
    pair = duplicates.candidates(workshop)[0]
    return {
        "person": str(person.id),
        "link": urlsplit(load.delegate_link(workshop)).path.rpartition("/")[2],
        "revised_list": str(revised.id),
        "certificate": code_of(certificates.issued(workshop.id, valid=True)[0]),
        "form": form.code,
        "delegation": str(delegation.id),
        "focal": codes.focal_token(registrations.delegation(workshop.id, delegation.id)),
        "pair": f"{pair.first.person.id}/{pair.second.person.id}",
    }


def _nominations_under_way(workshop: Workshop, delegation: Delegation, now: datetime) -> None:
    """A deadline ahead, and a delegation that has a seat left and was sent its link."""
    with transaction():
        workshops.named(workshop.slug).nominations_close_at = now + timedelta(days=9)
    more = {"seats": (delegation.seats or 0) + 2}
    registration.change_delegation(delegation.id, workshop.id, more, actor=SYSTEM, now=now)
    written_to = [each for each in registrations.delegations(workshop.id) if each.seats and each.focal_email]
    wrong = {"focal_email": NO_ADDRESS}
    registration.change_delegation(written_to[-1].id, workshop.id, wrong, actor=SYSTEM, now=now)
    for each in written_to:
        focal_links.send_focal_link(each.id, workshop.id, actor=SYSTEM, now=now)


def _somebody_twice(workshop: Workshop, now: datetime) -> None:
    """One more registration of somebody who is there already, spelt in another way."""
    known = next(row for row in registrations.confirmed(workshop.id) if row.delegation.organization == TWICE_AT)
    other = {"latin_name": TWICE_SPELT, "position": known.position, "organization": known.organization}
    registration.register(
        workshop.id, known.type_id, other, delegation_id=known.delegation_id, source="organizer", actor=SYSTEM, now=now
    )


def _somebody_is_asked(workshop: Workshop, person: Registration, now: datetime) -> None:
    """A participant has steps to take; another is offered the seat of somebody who does not come."""
    registration.change_type(person.type_id, workshop.id, {"photo": "optional"}, actor=SYSTEM, now=now)
    registration.ask_who_comes([person.id], workshop.id, actor=SYSTEM, now=now)
    leaving = next(row for row in registrations.confirmed(workshop.id) if row.delegation.organization == LEAVING_FROM)
    registration.change_type(leaving.type_id, workshop.id, {"asks_first": True}, actor=SYSTEM, now=now)
    registration.cancel(leaving.id, workshop.id, actor=SYSTEM, now=now)


def _letters_and_mail(workshop: Workshop, now: datetime) -> None:
    """Some letters in the register; of the mails written so far most have gone out, one failed, one came back."""
    for row in registrations.confirmed(workshop.id)[:3]:
        letters.issue(workshop.id, row.id, "invitation", "en", actor=SYSTEM, now=now)
    for _number in range(TRIED):
        jobs.run_next(now)
    came_back = outbox.ids(workshop.id, "sent", most=1)[0]
    messages.mark_bounced(workshop.id, came_back, "550 5.1.1 User unknown", actor=SYSTEM, now=now)


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
            paper_pictures(chromium, site, workshop, cookies["organizer"], IMAGES)
            desk_pictures(chromium, site, workshop, IMAGES)
            shown = what_to_show(workshop, datetime.now(UTC))
        for picture in PICTURES:
            context = chromium.new_context(viewport=picture.window, locale=picture.language)
            if picture.who in list(Role):
                context.add_cookies([{"name": "eventapp", "value": cookies[picture.who], "url": site.address}])
            page = context.new_page()
            answer = page.goto(site.address + picture.path.format(**shown))
            if answer is None or not answer.ok:
                raise RuntimeError(f"{picture.name}: the page does not open")
            if page.locator("html").get_attribute("lang") != picture.language:
                page.get_by_role("button", name=LANGUAGES[picture.language], exact=True).first.click()
            page.wait_for_load_state("networkidle")
            if picture.begins:
                page.locator(picture.begins).evaluate("element => element.scrollIntoView()")
            page.screenshot(path=IMAGES / f"{picture.name}.png")
            context.close()
            print(picture.name)
        chromium.close()


if __name__ == "__main__":
    main()
