import json
from datetime import UTC, datetime

import icalendar
import pypdfium2
import pytest
from lxml import etree

from eventapp.agenda import files
from eventapp.core.errors import UserError
from tests import factories
from tests.almaty import import_almaty
from tests.conftest import SHARED

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
