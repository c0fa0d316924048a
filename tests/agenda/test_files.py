import json
import os
import re
import uuid
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import icalendar
import pypdfium2
import pytest
from docx import Document
from lxml import etree
from openpyxl import load_workbook

from eventapp.agenda import actions, files, queries
from eventapp.core.actors import Actor, Role
from eventapp.core.db import transaction
from eventapp.core.errors import UserError
from eventapp.core.texts import Texts
from tests import factories
from tests.almaty import import_almaty
from tests.conftest import SHARED
from tests.people import NOW

URL = "http://localhost/w/almaty-2016/"


@pytest.fixture
def almaty(app):
    return import_almaty()


def text_of(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return " ".join(" ".join(pages).split())


def test_the_pdf_names_every_session_in_the_language_asked(almaty):
    english, russian = (text_of(files.write(almaty, "pdf", code, url=URL)) for code in ("en", "ru"))

    assert "Working group B: alternatives for young people" in english
    assert "Tuesday, 29 March 2016" in english
    assert "Рабочая группа Б: альтернативы для молодёжи" in russian
    assert "Вторник, 29 марта 2016" in russian


def test_the_calendar_has_an_event_for_each_session_in_local_time(almaty):
    calendar = icalendar.Calendar.from_ical(files.write(almaty, "ics", "ru", url=URL))

    events = {str(event["summary"]): event for event in calendar.walk("VEVENT")}
    opening = events["Открытие"]
    assert len(calendar.walk("VEVENT")) == 24
    assert opening["dtstart"].dt.astimezone(UTC) == datetime(2016, 3, 29, 3, tzinfo=UTC)
    assert opening["dtstart"].params["TZID"] == "Asia/Almaty"


@pytest.mark.parametrize("code", ["en", "ru"])
def test_the_schedule_is_valid_for_conference_apps(almaty, code):
    schema = etree.XMLSchema(etree.parse(SHARED / "interop" / "schedule.xml.xsd"))

    document = etree.fromstring(files.write(almaty, "xml", code, url=URL))

    assert schema.validate(document), schema.error_log
    assert [len(day.findall(".//event")) for day in document.findall("day")] == [8, 8, 8]


def test_the_json_schedule_tells_the_same(almaty):
    schedule = json.loads(files.write(almaty, "json", "en", url=URL))["schedule"]

    days = schedule["conference"]["days"]
    titles = [event["title"] for room in days[1]["rooms"].values() for event in room]
    assert len(days) == 3
    assert "Working group A: credible messengers" in titles


def test_the_same_programme_gives_the_same_bytes(almaty):
    for form in files.FORMS:
        assert files.write(almaty, form, "en", url=URL) == files.write(almaty, form, "en", url=URL)


def test_a_missing_translation_falls_back_to_the_first_language(app):
    workshop = factories.a_workshop()
    factories.a_session(workshop, title={"en": "Only English"})

    assert b"SUMMARY;LANGUAGE=ru:Only English" in files.write(workshop, "ics", "ru", url=URL)


@pytest.mark.parametrize("form", ["xml", "json"])
def test_there_is_no_schedule_without_a_session(app, form):
    with pytest.raises(UserError, match="no session"):
        files.write(factories.a_workshop(), form, "en", url=URL)


def test_an_empty_programme_is_still_a_calendar_and_a_page(app):
    workshop = factories.a_workshop()

    assert b"BEGIN:VCALENDAR" in files.write(workshop, "ics", "en", url=URL)
    assert files.write(workshop, "pdf", "en", url=URL).startswith(b"%PDF")


def test_the_pdf_is_set_in_both_languages_side_by_side(almaty):
    both = text_of(files.write(almaty, "pdf", "ru", url=URL, layout="bilingual"))

    assert [each in both for each in ("Working group B: alternatives", "Рабочая группа Б")] == [True, True]


def test_word_and_excel_are_there_in_both_languages(almaty):
    document = Document(BytesIO(files.write(almaty, "docx", "en", url=URL, layout="bilingual")))
    book = load_workbook(BytesIO(files.write(almaty, "xlsx", "en", url=URL, layout="bilingual")))

    assert [len(table.rows) for table in document.tables] == [9, 9, 9]
    assert book.sheetnames == ["Programme", "2016-03-29", "2016-03-30", "2016-03-31"]
    assert book["2016-03-29"]["E5"].value == "Открытие"


def test_a_calendar_of_one_theme_one_room_or_one_session(almaty):
    every = queries.programme(almaty.id).sessions
    room = next(each.room for each in every if each.key == "d2-wg-a")

    def keys(**only):
        found = icalendar.Calendar.from_ical(files.write(almaty, "ics", "en", url=URL, **only))
        uids = {str(event["uid"]) for event in found.walk("VEVENT")}
        return {each.key for each in every if str(each.uid) in uids}

    assert keys(theme="online") == {each.key for each in every if each.theme and each.theme.key == "online"}
    assert keys(room=room.id) == {each.key for each in every if each.room_id == room.id}
    assert keys(session=every[0].id) == {every[0].key}


@pytest.fixture
def organizer_of_almaty(almaty):
    return Actor("organizer", roles=frozenset({(almaty.id, Role.ORGANIZER)}))


def events_of(workshop):
    calendar = icalendar.Calendar.from_ical(files.write(workshop, "ics", "en", url=URL))
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def test_what_is_gone_is_taken_off_the_phone(almaty, organizer_of_almaty):
    by = {"actor": organizer_of_almaty, "now": NOW}
    first = queries.sessions(almaty.id)[0]
    uid, number = str(first.uid), first.id
    before = events_of(almaty)[uid]
    actions.remove_session(almaty.id, number, **by)
    actions.publish(almaty.id, **by)

    after = events_of(almaty)[uid]

    assert (str(before["status"]), str(after["status"])) == ("CONFIRMED", "CANCELLED")
    assert after["sequence"] > before["sequence"]


def test_what_is_cancelled_stays_in_every_file_and_says_so(almaty):
    with transaction():
        session = queries.by_key(almaty.id, "d1-s1")
        session.state, session.sequence = "cancelled", session.sequence + 1

    event = events_of(almaty)[str(session.uid)]
    assert (str(event["status"]), event["sequence"]) == ("CANCELLED", 10001)
    assert "Cancelled" in text_of(files.write(almaty, "pdf", "en", url=URL))
    assert b"<title>Cancelled: What do we know" in files.write(almaty, "xml", "en", url=URL)


def test_draft_changes_are_only_in_the_draft(almaty):
    with transaction():
        queries.by_key(almaty.id, "d1-s1").title = Texts(en="Something new")

    published, draft = (text_of(files.write(almaty, "pdf", "en", url=URL, draft=each)) for each in (False, True))

    assert ["Something new" in published, "Something new" in draft] == [False, True]
    assert ["Version 1" in published, "Draft" in draft] == [True, True]


GOLDEN = Path(__file__).with_name("golden")


@pytest.mark.parametrize(
    ("name", "form", "layout"),
    [
        ("programme.ics", "ics", "a4"),
        ("schedule.xml", "xml", "a4"),
        ("programme.a4.txt", "pdf", "a4"),
        ("programme.bilingual.txt", "pdf", "bilingual"),
        ("programme.booklet.txt", "pdf", "booklet"),
    ],
)
def test_almaty_word_for_word(almaty, name, form, layout):
    """Write them anew with REWRITE_GOLDEN=1 after a change, and review the difference."""
    with transaction():
        numbers = {row.id: uuid.UUID(int=at) for at, row in enumerate(queries.sessions(almaty.id), start=1)}
        for session in queries.sessions(almaty.id):
            session.uid = numbers[session.id]
        version = queries.last_version(almaty.id)
        version.sessions = [{**each, "uid": str(numbers[each["id"]])} for each in version.sessions]
    content = files.write(almaty, form, "en", url=URL, layout=layout)
    written = lines_of(content) if form == "pdf" else content.decode().replace("\r\n", "\n")
    # the ids of rows are the database's own
    written = re.sub(r'<event id="\d+"', '<event id="…"', written)

    if os.environ.get("REWRITE_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        (GOLDEN / name).write_text(written, "utf-8")
    assert written == (GOLDEN / name).read_text("utf-8")


def lines_of(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    lines = [line.strip() for page in pages for line in [*page.splitlines(), "---"]]
    return "".join(f"{line}\n" for line in lines if line)
