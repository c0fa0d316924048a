"""The whole way on the Almaty workshop, as each of its people: from an empty database to the report's evidence."""

import contextvars
import json
import re
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import expect

from eventapp.cli import cli
from eventapp.registration import queries as registrations
from eventapp.registration.codes import private_token
from eventapp.workshops import queries as workshops
from tests.browser.desk import DeskPage
from tests.people import a_user

W = "/workshops/almaty-2016"


def downloaded(page, click) -> bytes:
    with page.expect_download() as waiting:
        click()
    return waiting.value.path().read_bytes()


def command(app, *words):
    """`eventapp WORDS…`: (exit code, output)."""
    run = contextvars.Context().run(lambda: app.test_cli_runner().invoke(cli, [str(word) for word in words]))
    return run.exit_code, run.output


def the_file_is_read(app, folder) -> None:
    assert command(app, "workshop", "import", folder / "workshop.json")[0] == 0
    code, again = command(app, "workshop", "import", folder / "workshop.json", "--json")
    told = json.loads(again)
    assert code == 0
    assert (told["changed"], told["kinds"]["sessions"]["unchanged"], told["kinds"]["notes"]["unchanged"]) == (
        False,
        24,
        45,
    )


def an_organizer_prepares(organizer, folder) -> None:
    page = organizer.go(f"{W}/agenda/")
    expect(page.get_by_text("24 sessions, 3 days")).to_be_visible()
    organizer.go(f"{W}/agenda/new")
    page.get_by_label("Title, English").fill("A session too many")
    page.get_by_label("Starts").fill("09:15")
    page.get_by_label("Ends").fill("09:30")
    page.locator("select[name$=room_id]").select_option(label="Plenary hall")
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator("main")).to_contain_text("Opening")
    expect(page.locator("main")).to_contain_text("Plenary hall")
    page.get_by_label("Starts").fill("18:00")
    page.get_by_label("Ends").fill("18:30")
    page.locator("main form button[type=submit]").first.click()
    organizer.go(f"{W}/agenda/")
    expect(page.get_by_text("25 sessions, 3 days")).to_be_visible()
    assert organizer.axe() == []


def an_organizer_reads_the_lists(organizer, folder) -> None:
    page = organizer.go(f"{W}/nominations/")
    page.locator("input[type=file]").set_input_files(sorted((folder / "nominations").iterdir()))
    page.get_by_role("button", name="Look at them").click()
    page.get_by_text("Waiting to be read in").wait_for()
    assert organizer.axe() == []
    for _number in range(7):
        organizer.go(f"{W}/nominations/")
        page.get_by_role("link", name="Look it over").last.click()
        page.get_by_role("button", name="Read it in").click()
        page.get_by_text(re.compile(r"^Read in on")).wait_for()


def a_delegate_registers(visit) -> str:
    """Comes by phone, in Russian, presses twice; gives back the path of the private page."""
    delegate = visit(phone=True, language="ru")
    page = delegate.go("/w/almaty-2016/register")
    page.get_by_label("Региональная организация").check()
    page.locator("#latin_name").fill("Zhan-Éric O'Neill")
    page.locator("#original_name").fill("Жан-Эрик О’Нил")
    page.locator("#organization").fill("Regional Centre")
    page.locator("#email").fill("zhan@example.org")
    assert delegate.axe() == []
    page.locator("main form button[type=submit]").dblclick()
    page.wait_for_url("**/r/*")
    expect(page.locator("main")).to_contain_text("Жан-Эрик О’Нил")
    assert not delegate.too_wide()
    return page.url.removeprefix(delegate.address)


def an_organizer_decides(organizer) -> None:
    page = organizer.go(f"{W}/participants/?q=жан-эрик")
    expect(page.locator(".people-table tbody tr")).to_have_count(1)
    page.locator(".people-table tbody th a").first.click()
    page.get_by_role("button", name="Confirm", exact=True).click()
    expect(page.locator(".state-confirmed").first).to_be_visible()
    organizer.go(f"{W}/participants/?state=nominated")
    page.get_by_label("All on this page").check()
    page.get_by_role("button", name="Confirm", exact=True).click()
    if page.locator("#confirm-dialog[open]").count():
        page.locator("#confirm-dialog button[value=yes]").click()
    page.locator("#toasts").get_by_text(re.compile(r"Done for \d+ people")).first.wait_for()


def badges_are_printed(organizer, workshop_id) -> None:
    page = organizer.go(f"{W}/badges/")
    data = downloaded(page, lambda: page.get_by_role("button", name=re.compile(r"Print \d+ badges")).click())
    document = pypdfium2.PdfDocument(data)
    read = set()
    for sheet in document:
        read |= {found.text for found in zxingcpp.read_barcodes(sheet.render(scale=150 / 72).to_pil())}
    document.close()
    confirmed = registrations.confirmed(workshop_id)
    assert len(read) == len(confirmed) > 50


def a_clerk_lets_people_in(clerk, code) -> None:
    page = clerk.go(f"{W}/check-in/")
    page.get_by_role("button", name="Use this device as a desk").click()
    desk = DeskPage(page, clerk.address).ready()
    desk.scan(code)
    desk.told("admitted", "Zhan-Éric")
    page.wait_for_timeout(3200)  # the same badge is taken again only after three seconds
    desk.scan(code)
    desk.told("already", "Zhan-Éric")
    desk.unsent(0)
    clerk.go(f"{W}/check-in/?checkpoint=day-1")
    page.get_by_label("Find by name").press_sequentially("каримов")
    page.locator("#door-people").get_by_role("button").first.click()
    expect(page.locator(".door-answer")).to_have_attribute("data-tone", "good")
    expect(page.locator(".page-subtitle")).to_contain_text("2 of")
    page.goto(f"{clerk.address}{W}/settings/")
    expect(page.locator("h1")).to_have_text("Not for this account")


def a_facilitator_asks(facilitator) -> str:
    """Gives back the code of the first session's form."""
    page = facilitator.go(f"{W}/feedback/")
    page.get_by_role("button", name="Make the forms").click()
    page.get_by_role("button", name="Open the form").first.click()
    page.get_by_role("link", name="On the screen").first.click()
    page.locator("img[src*='qr.svg']").wait_for()
    assert facilitator.axe() == []
    return page.locator("img[src*='qr.svg']").get_attribute("src").split("/f/")[1].split("/")[0]


def a_delegate_answers(visit, private, code) -> None:
    delegate = visit(phone=True, language="ru")
    page = delegate.go(private)
    expect(page.locator(".state-confirmed")).to_be_visible()
    assert delegate.axe() == []
    delegate.go(f"/f/{code}")
    for scale in page.locator(".rating").all():
        scale.locator("input").nth(3).check()
    page.locator("textarea").first.fill("=1+1 и спасибо")
    assert delegate.axe() == []
    page.locator("main form button[type=submit]").click()
    page.wait_for_load_state()
    assert page.locator("main form textarea").count() == 0
    delegate.go(f"/f/{code}")
    assert page.locator("main form textarea").count() == 0


def a_rapporteur_writes(rapporteur) -> None:
    page = rapporteur.go(f"{W}/notes/")
    page.locator("#text:focus").wait_for()
    page.keyboard.type("Прозвучало предложение: =HYPERLINK, но это текст.")
    page.keyboard.press("Control+Enter")
    page.locator("#note-46").wait_for()
    rapporteur.go(f"{W}/exports/")
    assert rapporteur.axe() == []
    data = downloaded(page, lambda: page.get_by_role("button", name="Download the workbook").click())
    book = load_workbook(BytesIO(data))
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert "Прозвучало предложение: =HYPERLINK, но это текст." in cells
    assert "Zhan-Éric O'Neill" in cells or any("Zhan-Éric" in cell for cell in cells)
    assert not any("had to move from village to village" in cell for cell in cells)  # sensitive
    assert not any("=1+1" in cell for cell in cells)  # one response: not shown
    draft = downloaded(page, lambda: page.get_by_role("button", name="Download the draft").click())
    text = "\n".join(paragraph.text for paragraph in Document(BytesIO(draft)).paragraphs)
    assert "an official from Central Asia" in text
    assert "Sponsor knowledge, analysis and research networks" in text
    assert "European Union" in text


def test_from_an_empty_database_to_the_report(app, visit, almaty_folder):
    the_file_is_read(app, almaty_folder)
    workshop = workshops.by_slug("almaty-2016")
    workshop_id = workshop.id
    people = {who: a_user(who, workshop) for who in ("organizer", "facilitator", "rapporteur", "check-in")}
    organizer = visit().sign_in(people["organizer"])
    an_organizer_prepares(organizer, almaty_folder)
    an_organizer_reads_the_lists(organizer, almaty_folder)
    private = a_delegate_registers(visit)
    an_organizer_decides(organizer)
    badges_are_printed(organizer, workshop_id)
    delegate = registrations.by_link(private.split("/")[2])
    assert private_token(delegate) == private.split("/")[2]
    from eventapp.registration.codes import badge_code

    a_clerk_lets_people_in(visit(phone=True).sign_in(people["check-in"]), badge_code(delegate.badge))
    code = a_facilitator_asks(visit().sign_in(people["facilitator"]))
    a_delegate_answers(visit, private, code)
    a_rapporteur_writes(visit().sign_in(people["rapporteur"]))


STAFF_PAGES = (
    "",
    "board/",
    "board/1",
    "logistics/travel",
    "logistics/hotel",
    "logistics/needs",
    "logistics/subsistence",
    "settings/",
    "settings/general",
    "settings/series",
    "settings/rooms/",
    "settings/themes/",
    "settings/partners/",
    "settings/outline",
    "settings/fields/",
    "settings/fields/ready",
    "settings/fields/new",
    "settings/fields/preview",
    "settings/privacy/",
    "settings/privacy/people/",
    "work/",
    "readiness",
    "rehearsal/",
    "answers/",
    "messages/",
    "messages/begin",
    "messages/new",
    "messages/new?occasion=nomination-reminder",
    "messages/outbox/",
    "messages/words/",
    "messages/words/confirmed",
    "agenda/",
    "agenda/new",
    "delegation-types/",
    "delegations/",
    "delegations/new",
    "participants/",
    "participants/new",
    "participants/speakers",
    "participants/waiting-list",
    "nominations/",
    "certificates/",
    "certificates/?kind=completion",
    "certificates/look/participation",
    "certificates/signatories/",
    "certificates/tests/",
    "groups/",
    "groups/spread",
    "letters/",
    "letters/templates/",
    "badges/",
    "badges/design",
    "badges/piles/",
    "check-in/",
    "check-in/places",
    "check-in/places/new",
    "check-in/desks/new",
    "check-in/flagged",
    "check-in/walk-ins",
    "attendance/",
    "attendance/at/day-1",
    "attendance/people/",
    "attendance/people/?day=2",
    "attendance/people/1",
    "attendance/indicators",
    "attendance/disputes",
    "attendance/rules",
    "attendance/lists/",
    "attendance/sheets/",
    "attendance/sheets/settings",
    "check-in/board",
    "check-in/board?view=screen",
    "check-in/board/names",
    "feedback/",
    "notes/",
    "exports/",
    "team",
)


@pytest.mark.parametrize(
    ("language", "dark", "phone"),
    [("en", True, False), ("ru", False, True)],
    ids=["English, dark, desktop", "Russian, light, phone"],
)
def test_every_page_is_accessible_and_fits(demo, visit, language, dark, phone):
    visitor = visit(phone=phone, language=language, dark=dark)
    faults = []

    def look(path: str) -> None:
        visitor.go(path)
        if visitor.page.locator("main").count() == 0:
            faults.append(f"{path} is no page of ours")
        faults.extend(visitor.axe())
        if visitor.too_wide():
            faults.append(f"{path} scrolls sideways")

    for path in ("/", "/sign-in", "/w/almaty-2016/", "/w/almaty-2016/register", "/no/such/page", demo.private):
        look(path)
    visitor.sign_in(demo.user(language))
    for path in ("/workshops/", "/workshops/new", "/account", "/users", *(f"{W}/{page}" for page in STAFF_PAGES)):
        look(path)
    assert not faults, "\n".join(faults)
