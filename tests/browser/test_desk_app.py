"""The desk app on a phone: paired, installed, without a network, killed, cut off, with two tabs, by two desks."""

import json
import shutil
import signal
from datetime import UTC, datetime

import psutil
import pypdfium2
import pytest
import qrcode
import zxingcpp
from flask import current_app
from playwright.sync_api import expect
from sqlalchemy import func, select

from eventapp.badges import actions as badges
from eventapp.badges.models import SpareBadge
from eventapp.badges.queries import Wanted
from eventapp.checkin.actions import change_settings
from eventapp.checkin.models import ScanUndo, WalkIn
from eventapp.checkin.rules import CheckinSettings
from eventapp.checkin.views import app_texts
from eventapp.core.actors import SYSTEM
from eventapp.core.db import session, transaction
from eventapp.core.tokens import derived
from eventapp.registration.models import Registration, State
from tests import factories
from tests.browser.conftest import FLAGS, PHONE, Visitor
from tests.browser.desk import HEIGHT, DeskPage, a_pairing, film, revoke, scans
from tests.checkin.desk import a_delegation, a_guest, room_for

UNKNOWN = "AAAAAAAAAAAAAAAAAAAAAAAAAA"


@pytest.fixture
def workshop(app):
    return factories.a_workshop()


@pytest.fixture
def delegation(workshop):
    return a_delegation(workshop)


@pytest.fixture
def fariba(workshop, delegation):
    """(her registration, the code of her badge)"""
    person = factories.a_person(workshop, latin_name="Fariba Noori", original_name="فریبا نوری")
    return a_guest(delegation, person=person, is_head=True)


@pytest.fixture
def anna(workshop, delegation):
    return a_guest(delegation, person=factories.a_person(workshop, latin_name="Anna Kim", original_name="Анна Ким"))


@pytest.fixture
def desk(visit, workshop, anna, fariba):
    """A paired desk on a phone."""
    return opened(visit(phone=True), workshop)


def opened(visitor, workshop, **changes):
    desk = DeskPage(visitor.page, visitor.address)
    desk.visitor = visitor
    return desk.pair(a_pairing(workshop, **changes))


def stored():
    return [(scan.outcome, scan.told) for scan in scans()]


def test_the_camera_reads_a_badge_from_its_real_pdf_at_a_paired_desk(workshop, fariba, playwright, server, tmp_path):
    wanted = Wanted(registration_id=fariba[0].id)
    pdf = badges.print_badges(workshop.id, wanted, layout="a6", actor=SYSTEM, now=datetime.now(UTC)).pdf
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=3).to_pil().convert("L")
    corner = zxingcpp.read_barcodes(page)[0].position.top_left
    held_up = page.crop((corner.x - 60, corner.y - 60, corner.x + 340, corner.y + 340)).resize((HEIGHT, HEIGHT))
    camera = film(tmp_path / "badge.y4m", held_up)
    shows = f"--use-file-for-fake-video-capture={camera}"
    fake = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", shows]
    browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=[*FLAGS, *fake])
    visitor = Visitor(browser.new_context(viewport=PHONE, permissions=["camera"]), server)
    desk = opened(visitor, workshop)

    desk.page.locator("#camera-start").click()

    desk.told("admitted", "Fariba Noori")
    desk.told("admitted", "فریبا نوری")
    desk.told("admitted", "Head of delegation")
    desk.told("admitted", "Pile 1, no. 1")
    expect(desk.page.locator("#count")).to_have_text("1")
    desk.unsent(0)
    assert stored() == [("admitted", "admitted")]  # still held there: it is not read again and again
    desk.page.locator("#camera-stop").click()
    browser.close()
    assert visitor.faults == []


def test_the_answer_comes_from_the_device_within_300_ms(workshop, delegation, visit):
    code = ""
    for _number in range(40):
        code = a_guest(delegation)[1]
    desk = opened(visit(phone=True), workshop)
    desk.visitor.context.set_offline(True)
    took = []
    for each in (code, UNKNOWN, "not a badge"):
        desk.scan(each)
        expect(desk.page.locator("#recent button")).to_have_count(len(took) + 1)
        took.append(float(desk.answer.get_attribute("data-took")))
    assert max(took) < 300


def test_installed_it_starts_and_decides_without_a_network_and_sends_later(desk, workshop, anna):
    context, page = desk.visitor.context, desk.kept().page
    context.set_offline(True)
    page.reload()
    desk.ready().scan(anna[1])
    desk.told("admitted", "Anna Kim")
    desk.unsent(1)
    page.locator("[data-tab=find]").click()
    page.locator("#find").press_sequentially("нури")
    expect(page.locator("#find-hint")).to_contain_text("Nobody")
    page.locator("#find").fill("فریبا")
    page.locator(".desk-person-open").click()
    desk.told("admitted", "Fariba Noori")
    page.reload()
    desk.ready().scan(UNKNOWN)
    desk.told("unknown")
    desk.unsent(3)
    expect(page.locator("#count")).to_have_text("2")
    assert stored() == []

    context.set_offline(False)

    desk.unsent(0)
    assert stored() == [("admitted", "admitted"), ("admitted", "admitted"), ("unknown", "unknown")]


def test_the_queue_outlives_a_killed_browser(playwright, server, workshop, anna, tmp_path):
    profile = tmp_path / "profile"

    def browser():
        flags = {"executable_path": shutil.which("chromium"), "args": [*FLAGS], "viewport": PHONE}
        return playwright.chromium.launch_persistent_context(str(profile), **flags)

    first = browser()
    desk = DeskPage(first.new_page(), server).pair(a_pairing(workshop)).kept()
    first.set_offline(True)
    desk.scan(anna[1])
    desk.told("admitted")
    for process in psutil.process_iter(["cmdline"]):  # ours: no other was started with this folder
        if f"--user-data-dir={profile}" in (process.info["cmdline"] or []):
            process.send_signal(signal.SIGKILL)
    with pytest.raises(Exception, match="closed"):
        first.new_page()

    second = browser()
    again = DeskPage(second.new_page(), server).open()

    expect(again.page.locator("#recent")).to_contain_text("Anna Kim")
    again.unsent(0)
    assert stored() == [("admitted", "admitted")]
    second.close()


@pytest.mark.parametrize("when", ["before", "during", "after"])
def test_a_network_cut_around_the_commit_stores_a_scan_once(desk, app, anna, when):
    served, cuts = app.wsgi_app, []

    def cut(environ, start_response):
        if cuts or "desk/events" not in environ["PATH_INFO"]:
            return served(environ, start_response)
        cuts.append(when)
        body = b"".join(served(environ, start_response))  # committed, and the answer on its way
        return broken(body[: len(body) // 2] if when == "during" else b"")

    def broken(part):
        yield part
        raise ConnectionAbortedError

    if when == "before":
        desk.visitor.context.route("**/desk/events", lambda route: (cuts.append(when), route.abort()), times=1)
    else:
        app.wsgi_app = cut
    desk.scan(anna[1])
    desk.told("admitted", "Anna Kim")
    desk.unsent(0)
    app.wsgi_app = served
    assert cuts == [when]
    assert stored() == [("admitted", "admitted")]


def test_two_tabs_send_each_scan_once_and_know_of_each_other(desk, anna, fariba):
    other = DeskPage(desk.visitor.context.new_page(), desk.address).open()
    desk.visitor.context.set_offline(True)
    desk.scan(anna[1])
    desk.told("admitted")
    other.unsent(1)
    other.scan(fariba[1])
    other.told("admitted")
    desk.unsent(2)
    other.scan(anna[1])
    other.told("already")
    desk.visitor.context.set_offline(False)
    desk.unsent(0)
    other.unsent(0)
    assert sorted(stored()) == [("admitted", "admitted"), ("admitted", "admitted"), ("already", "already")]


def test_a_scan_is_taken_back_and_the_badge_handed_over(desk, anna):
    page = desk.scan(anna[1]).page
    desk.told("admitted", "Anna Kim")
    page.get_by_role("button", name="Badge handed over").click()
    expect(desk.answer).to_contain_text("handed over at")
    page.get_by_role("button", name="Undo").click()
    expect(desk.answer).to_contain_text("Taken back")
    expect(page.locator("#count")).to_have_text("0")
    desk.unsent(0)
    session.rollback()
    assert session.scalar(select(func.count()).select_from(ScanUndo)) == 1
    assert anna[0].badges[0].handed_at is not None


def test_a_full_room_lets_in_by_force_only(visit, workshop, anna, fariba):
    place = factories.a_session(workshop, room_id=room_for(workshop, 1).id)
    desk = opened(visit(phone=True), workshop)
    desk.page.locator("#place").click()
    desk.page.locator(".desk-choice", has_text=place.title["en"]).click()
    expect(desk.page.locator("#place")).to_contain_text(place.title["en"])
    desk.scan(fariba[1])
    desk.told("admitted", "Fariba Noori")
    desk.scan(anna[1])
    desk.told("full", "Anna Kim")
    desk.page.get_by_role("button", name="Let in anyway").click()
    desk.page.locator("dialog").get_by_role("button", name="Let in", exact=True).click()
    expect(desk.answer).to_have_attribute("data-tone", "good")
    expect(desk.page.locator("#count")).to_have_text("2")
    desk.unsent(0)
    assert [(scan.told, scan.forced) for scan in scans()] == [("admitted", False), ("full", False), ("full", True)]


def test_a_spelling_is_corrected_and_the_badge_printed(desk, anna):
    page, context = desk.scan(anna[1]).page, desk.visitor.context
    desk.told("admitted", "Anna Kim")
    page.get_by_role("button", name="Correct spelling").click()
    page.locator("#name-new").fill("Hanna Kim")
    page.get_by_role("button", name="Save").click()
    with context.expect_event("response", lambda answer: "/desk/badge/" in answer.url) as printed:
        page.locator("dialog").get_by_role("button", name="Print badge").click()
    assert printed.value.status == 200
    desk.told("admitted", "Hanna Kim")
    expect(desk.answer).not_to_contain_text("not printed yet")
    page.get_by_role("button", name="Print badge").click()
    expect(page.locator("dialog")).to_contain_text("printed already")
    page.keyboard.press("Escape")
    context.set_offline(True)
    page.get_by_role("button", name="Print badge").click()
    expect(page.locator("#notes")).to_contain_text("needs the network")
    session.rollback()
    assert anna[0].badge_name == "Hanna Kim"


def test_a_blank_badge_becomes_somebodys_without_a_network(visit, workshop, delegation, anna):
    badges.print_spares(workshop.id, {delegation.type_id: 1}, actor=SYSTEM, now=datetime.now(UTC))
    blank = session.scalars(select(SpareBadge)).one()
    code = derived(current_app.secret_key, "badge", blank.serial)
    desk = opened(visit(phone=True), workshop)
    desk.visitor.context.set_offline(True)
    desk.scan(code)
    desk.told("spare", "Blank badge")
    desk.page.get_by_role("button", name="Find by name").click()
    desk.page.locator("#find").fill("kim")
    desk.page.locator(".desk-person-open").click()
    desk.told("admitted", "Anna Kim")
    expect(desk.page.locator("#notes")).to_contain_text("now belongs to them")
    desk.page.locator("[data-tab=find]").click()
    desk.page.locator("#find").press_sequentially(code)
    desk.page.wait_for_timeout(3100)  # the same code is read again only after three seconds
    desk.page.keyboard.press("Enter")
    desk.told("already", "Anna Kim")
    desk.visitor.context.set_offline(False)
    desk.unsent(0)
    assert stored() == [("admitted", "admitted"), ("already", "already")]


def test_on_plain_http_a_photo_of_a_code_is_read(visit, app, workshop, anna, tmp_path, monkeypatch):
    """A laptop's own network: no camera, no worker, no Web Locks, no crypto.subtle."""
    monkeypatch.setitem(app.config, "TRUSTED_HOSTS", [*app.config["TRUSTED_HOSTS"], "desk.localtest"])
    photo = tmp_path / "badge.png"
    qrcode.make(anna[1]).get_image().convert("RGB").rotate(7, expand=True, fillcolor="white").save(photo)
    visitor = visit(phone=True)
    served = visitor.address
    visitor.address = served.replace("127.0.0.1", "desk.localtest")
    visitor.context.route("http://desk.localtest:*/**", lambda route: via(route, served))
    desk = DeskPage(visitor.page, visitor.address)
    desk.pair(a_pairing(workshop))
    assert desk.page.evaluate("isSecureContext") is False
    desk.page.locator("#camera-start").click()
    expect(desk.answer).to_contain_text("Take a photo of the code")
    desk.page.locator("#photo").set_input_files(photo)
    desk.told("admitted", "Anna Kim")
    desk.unsent(0)
    assert stored() == [("admitted", "admitted")]
    visitor.context.unroute_all(behavior="ignoreErrors")
    # Chromium remarks on a header that it heeds over https only
    visitor.faults = [fault for fault in visitor.faults if "Cross-Origin-Opener-Policy" not in fault]


def via(route, address):
    """The server under a name that browsers do not take for this machine."""
    asked = route.request
    path = asked.url.split("/", 3)[3]
    route.fulfill(response=route.fetch(url=f"{address}/{path}", headers={**asked.headers, "host": "127.0.0.1"}))


def test_people_are_read_on_their_way_out(visit, workshop, anna):
    change_settings(workshop.id, CheckinSettings(venue_in_and_out=True), actor=SYSTEM, now=datetime.now(UTC))
    desk = opened(visit(phone=True), workshop)
    desk.scan(anna[1])
    desk.told("admitted", "Anna Kim")
    desk.page.get_by_role("button", name="Out", exact=True).click()
    desk.page.locator("#tabs a[data-tab=find]").click()
    desk.page.locator("#find").fill("anna")
    expect(desk.page.locator("#found")).to_contain_text("Let out")
    desk.page.locator(".desk-person-open").click()
    desk.told("left", "Anna Kim")
    expect(desk.page.locator("#count")).to_have_text("0")
    desk.unsent(0)
    assert [(scan.direction, scan.told) for scan in scans()] == [("in", "admitted"), ("out", "left")]


def test_the_server_corrects_what_an_old_list_said(desk, anna):
    with transaction():
        session.get_one(Registration, anna[0].id).state = State.CANCELLED
    desk.scan(anna[1])
    expect(desk.answer).to_contain_text("Corrected by the server: Not confirmed")
    assert stored() == [("not-confirmed", "admitted")]


def test_somebody_of_a_country_that_is_not_on_the_list_yet_is_registered(desk, delegation):
    page = desk.page
    desk.tab("new")
    page.locator("#new-name").fill("Anara O'Bek")
    page.locator("#new").get_by_role("radio").first.check()
    page.locator("#new-country").select_option(label="Iceland")
    page.locator("#new button[type=submit]").click()
    desk.told("admitted", "Iceland")
    expect(desk.answer).not_to_contain_text("Provisional")  # the server has taken it
    session.rollback()
    found = session.scalars(select(Registration).where(Registration.source == "walk-in")).one()
    assert (found.delegation.country, found.delegation.type_id) == ("IS", delegation.type_id)


def test_somebody_on_no_list_is_registered_without_a_network(desk, workshop, delegation):
    context, page = desk.visitor.context, desk.page
    context.set_offline(True)
    desk.tab("new")
    page.locator("#new button[type=submit]").click()
    expect(page.locator("#new-name-error")).to_have_text("Write the name.")
    page.locator("#new-name").fill("Farrukh Nazarov")
    page.locator("#new").get_by_role("radio").first.check()
    page.locator("#new button[type=submit]").click()
    expect(page.locator("#new-organization-error")).to_contain_text("or give the organization or the country")
    page.locator("#new-organization").fill("Union of nurses")
    assert desk.visitor.axe() == []
    page.locator("#new button[type=submit]").click()
    desk.told("admitted", "Farrukh Nazarov")
    desk.told("admitted", "Provisional")
    desk.unsent(2)
    desk.tab("find")
    page.locator("#find").fill("назаров")
    expect(page.locator("#found")).to_contain_text("Farrukh Nazarov")
    expect(page.locator("#found")).to_contain_text("is in")

    context.set_offline(False)

    desk.unsent(0)
    session.rollback()
    walk_in = session.scalars(select(WalkIn)).one()
    assert [(scan.outcome, scan.registration_id) for scan in scans()] == [("admitted", walk_in.registration_id)]
    page.locator("#find").fill("nazarov")
    expect(page.locator(".desk-person")).to_have_count(1)


def test_a_queue_goes_by_file_to_another_desk_and_counts_once(desk, visit, workshop, anna, tmp_path):
    desk.visitor.context.set_offline(True)
    desk.scan(anna[1])
    desk.unsent(1)
    desk.tab("desk")
    with desk.page.expect_download() as saved:
        desk.page.get_by_role("button", name="Save to a file").click()
    file = tmp_path / "queue.json"
    saved.value.save_as(file)
    changed = tmp_path / "changed.json"
    changed.write_text(json.dumps({**json.loads(file.read_text()), "checksum": "0"}))

    other = opened(visit(phone=True), workshop, name="Office")
    other.tab("desk")
    other.page.locator("#queue-file").set_input_files(changed)
    expect(other.page.locator("#notes")).to_contain_text("not a file of scans")
    other.page.locator("#queue-file").set_input_files(file)
    expect(other.page.locator("#notes")).to_contain_text("Read in: 1")
    other.unsent(0)
    desk.visitor.context.set_offline(False)
    desk.unsent(0)
    assert stored() == [("admitted", "admitted")]


def test_a_desk_that_is_ended_forgets_the_list_and_keeps_its_queue(desk, workshop, anna):
    page = desk.page
    desk.visitor.context.set_offline(True)
    desk.scan(anna[1])
    desk.unsent(1)
    revoke(workshop)
    desk.visitor.context.set_offline(False)
    expect(page.locator("#ended")).to_contain_text("Scans not sent yet: 1")
    assert desk.visitor.axe() == []
    people = "indexedDB.open('eventapp-desk')"
    count = page.evaluate(
        f"new Promise((done) => {{ {people}.onsuccess = (event) => event.target.result.transaction('people')"
        ".objectStore('people').count().onsuccess = (found) => done(found.target.result); })"
    )
    assert count == 0
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save to a file").click()
    assert [event["kind"] for event in json.loads(saved.value.path().read_text())["events"]] == ["scan"]

    desk.pair(a_pairing(workshop, name="Anew"))
    desk.unsent(0)
    assert stored() == [("admitted", "admitted")]


def test_a_newer_page_takes_over_once_nothing_waits_in_other_shapes(desk, anna, monkeypatch):
    page, context = desk.kept().page, desk.visitor.context
    page.evaluate("caches.open('eventapp-desk-0-older')")
    context.route("**/desk/events", lambda route: route.abort())
    desk.scan(anna[1])
    desk.unsent(1)
    newer = {language: {**texts, "app": "Newer desk"} for language, texts in app_texts.every_text().items()}
    monkeypatch.setattr("eventapp.checkin.views.app.every_text", lambda: newer)

    page.reload()

    waits = "navigator.serviceWorker.ready.then((it) => it.waiting !== null)"
    page.wait_for_function(waits)
    desk.ready().unsent(1)
    expect(page).to_have_title("Check-in desk")
    context.unroute("**/desk/events")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page).to_have_title("Newer desk")
    desk.ready().unsent(0)
    assert stored() == [("admitted", "admitted")]


@pytest.mark.parametrize(("language", "dark"), [("en", False), ("en", True), ("ru", False), ("ru", True)])
def test_it_is_accessible_on_a_phone_in_both_languages_and_colours(visit, workshop, fariba, language, dark):
    visitor = visit(phone=True, language=language, dark=dark)
    page = visitor.go("/desk/")
    page.locator("#desk[data-ready]").wait_for()
    faults = visitor.axe()
    page.locator("#pair-code").fill(a_pairing(workshop))
    page.keyboard.press("Enter")
    page.locator("#desk[data-view=scan]").wait_for()
    desk = DeskPage(page, visitor.address)
    expect(desk.pill("list")).to_have_attribute("data-tone", "good")
    for code, outcome in ((fariba[1], "admitted"), (UNKNOWN, "unknown")):
        desk.scan(code)
        expect(desk.answer).to_have_attribute("data-outcome", outcome)
        faults += visitor.axe()
    for name in ("find", "new", "desk"):
        desk.tab(name)
        if name == "find":
            page.locator("#find").fill("noori")
            page.locator(".desk-person").wait_for()
        faults += visitor.axe()
        assert not visitor.too_wide()
    page.locator("#place").click()
    faults += visitor.axe()
    assert faults == []


def test_the_keyboard_alone_pairs_finds_and_lets_in(visit, workshop, fariba):
    visitor = visit()
    page = visitor.go("/desk/")
    page.locator("#desk[data-ready]").wait_for()
    press = page.keyboard.press

    def until(selector):
        for _step in range(40):
            if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
                return
            press("Tab")
        raise AssertionError(f"the keyboard does not reach {selector}")

    until("#pair-code")
    page.keyboard.type(a_pairing(workshop))
    press("Enter")
    page.locator("#desk[data-view=scan]").wait_for()
    until("[data-tab=find]")
    press("Enter")
    until("#find")
    page.keyboard.type("noori")
    until(".desk-person-open")
    press("Enter")
    desk = DeskPage(page, visitor.address)
    desk.told("admitted", "Fariba Noori")
    page.go_back()
    expect(page.locator("#desk")).to_have_attribute("data-view", "find")
    desk.unsent(0)
    assert stored() == [("admitted", "admitted")]
