"""The pages: starting, the steps, the mark on everything, the report."""

import contextvars
import json

import pypdfium2
import pytest
import zxingcpp

from eventapp.cli import cli
from eventapp.core import tokens
from eventapp.core.actors import SYSTEM
from eventapp.registration import queries as registrations
from eventapp.registration.codes import badge_code, private_token
from eventapp.rehearsal import actions, queries
from eventapp.workshops import queries as workshops
from tests.people import browser_of
from tests.rehearsal.conftest import NOW, everything


@pytest.fixture
def organizer(app, workshop):
    return browser_of(app, "administrator", workshop)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_it_starts_by_one_button_and_a_second_click_changes_nothing(organizer, workshop):
    assert "Start the rehearsal" in organizer.get("/workshops/almaty/rehearsal/").text
    for _click in range(2):
        answer = organizer.post("/workshops/almaty/rehearsal/start", data={"people": "30"})
        assert (answer.status_code, answer.location) == (303, "/workshops/almaty-rehearsal/rehearsal/")
    assert "Go on with it" in organizer.get("/workshops/almaty/rehearsal/").text
    steps = organizer.get("/workshops/almaty-rehearsal/rehearsal/").text
    assert "0 of 7 steps done" in steps


def test_the_buttons_play_and_the_ticks_follow(organizer, rehearsal):
    for button in ("scans", "answers"):
        answer = organizer.post(f"/workshops/almaty-rehearsal/rehearsal/{button}")
        assert answer.status_code == 303
    page = organizer.get("/workshops/almaty-rehearsal/rehearsal/").text
    assert "2 of 7 steps done" in page  # people and answers; the three badges are scanned by hand
    somebody = organizer.get("/workshops/almaty-rehearsal/rehearsal/somebody")
    assert somebody.location.startswith("/r/")


def test_three_badges_by_one_button_that_a_reader_reads(organizer, rehearsal):
    printed = organizer.post("/workshops/almaty-rehearsal/rehearsal/badges")
    assert text_of(printed.data).count("REHEARSAL") > 3
    page = pypdfium2.PdfDocument(printed.data)[0]
    read = {found.text for found in zxingcpp.read_barcodes(page.render(scale=3).to_pil())}
    codes = {badge_code(row.badge) for row in registrations.confirmed(rehearsal.id)}
    assert read
    assert {tokens.normal(text) for text in read} <= codes
    assert queries.progress(rehearsal).ticks["badges"]


def test_every_page_says_so_also_to_participants(organizer, client, rehearsal):
    token = private_token(registrations.confirmed(rehearsal.id)[0])
    for page in (organizer.get("/workshops/almaty-rehearsal/participants/"), client.get(f"/r/{token}")):
        assert 'class="rehearsal-bar"' in page.text
    assert 'class="rehearsal-bar"' not in organizer.get("/workshops/almaty/participants/").text


def test_every_print_says_so(organizer, rehearsal):
    programme = organizer.get("/w/almaty-rehearsal/programme.pdf")
    assert "REHEARSAL" in text_of(programme.data)
    assert "REHEARSAL" not in text_of(organizer.get("/w/almaty/programme.pdf").data)


def test_outsiders_do_not_find_it(client, rehearsal):
    assert "Rehearsal" not in client.get("/").text
    assert client.get("/w/almaty-rehearsal/").status_code == 404


def test_the_wipe_tells_what_it_removed(organizer, workshop, rehearsal):
    answer = organizer.post("/workshops/almaty-rehearsal/rehearsal/wipe")
    assert answer.status_code == 200
    assert "registration" in answer.text
    assert "Everything else was counted before and after" in answer.text
    assert organizer.get("/workshops/almaty-rehearsal/rehearsal/").status_code == 404
    again = organizer.post("/workshops/almaty/rehearsal/wipe")
    assert (again.status_code, again.location) == (303, "/workshops/almaty/rehearsal/")


def command(app, *words: str):
    """`eventapp WORDS…`, outside of the test's own context."""
    return contextvars.Context().run(lambda: app.test_cli_runner().invoke(cli, list(words)))


def test_the_commands_do_the_same(app, workshop):
    before = everything()
    started = command(app, "rehearsal", "start", "almaty", "--people", "6")
    assert (started.exit_code, started.output) == (0, "almaty-rehearsal\n")
    assert workshops.rehearsal_of(workshop.id) is not None
    wiped = command(app, "rehearsal", "wipe", "almaty")
    assert wiped.exit_code == 0
    assert "rows and 1 files removed" in wiped.output
    assert command(app, "rehearsal", "wipe", "almaty").output == "There is no rehearsal.\n"
    assert everything() == before


def test_the_list_is_a_page_and_a_command(app, organizer, workshop):
    page = organizer.get("/workshops/almaty/readiness").text
    assert "Badges printed" in page
    run = command(app, "readiness", "almaty", "--json")
    told = json.loads(run.output)
    assert (run.exit_code, told["ready"]) == (1, False)
    levels = {line["key"]: line["level"] for line in told["checks"]}
    assert levels["badges-printed"] == "missing"
    assert levels["agenda"] == "ok"


def test_the_test_page_has_its_rulers(organizer, workshop):
    told = text_of(organizer.get("/workshops/almaty/readiness/test-page.pdf").data)
    assert "20 mm" in told
    assert "100 mm" in told


def test_there_is_nobody_to_look_at_at_a_real_workshop(organizer, workshop):
    actions.start(workshop.id, 3, background=False, actor=SYSTEM, now=NOW)
    assert organizer.get("/workshops/almaty/rehearsal/somebody").status_code == 404
