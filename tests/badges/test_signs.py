"""Signs for doors: each room, day by day, in both languages."""

from datetime import UTC, datetime

import pypdfium2
import pytest

from eventapp.core.texts import Texts
from tests import factories
from tests.people import browser_of


@pytest.fixture
def workshop(app):
    row = factories.a_workshop()
    hall, room = row.rooms
    for key, day, place, title in (
        ("a", 29, hall, Texts(en="Opening remarks", ru="Открытие")),
        ("b", 29, hall, Texts(en="Panel", ru="Дискуссия")),
        ("c", 30, hall, Texts(en="Closing", ru="Закрытие")),
        ("d", 29, room, Texts(en="Group B", ru="Группа B")),
    ):
        hour = 3 + "abcd".index(key)
        factories.a_session(
            row,
            key=key,
            room_id=place.id,
            title=title,
            starts_at=datetime(2016, 3, day, hour, tzinfo=UTC),
            ends_at=datetime(2016, 3, day, hour, 45, tzinfo=UTC),
        )
    factories.a_session(
        row,
        type="break",
        title=Texts(en="Coffee"),
        starts_at=datetime(2016, 3, 29, 8, tzinfo=UTC),
        ends_at=datetime(2016, 3, 29, 9, tzinfo=UTC),
    )
    return row


def signs(app, workshop, kind, language="en"):
    browser = browser_of(app, "check-in", workshop)
    answer = browser.post(f"/workshops/{workshop.slug}/badges/signs", data={"kind": kind, "language": language})
    assert answer.mimetype == "application/pdf"
    document = pypdfium2.PdfDocument(answer.data)
    return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def held(pages):
    return [[name for name in ("Opening", "Panel", "Closing", "Group B", "Coffee") if name in page] for page in pages]


def test_one_for_each_room_and_day(app, workshop):
    assert held(signs(app, workshop, "room-and-day")) == [["Opening", "Panel"], ["Group B"], ["Closing"]]


def test_one_for_each_room(app, workshop):
    assert held(signs(app, workshop, "room")) == [["Opening", "Panel", "Closing"], ["Group B"]]


def test_one_for_each_session(app, workshop):
    assert held(signs(app, workshop, "session")) == [["Opening"], ["Panel"], ["Group B"], ["Closing"]]


def test_both_languages_stand_on_it_the_chosen_one_above(app, workshop):
    first = signs(app, workshop, "room-and-day", "ru")[0]
    assert first.index("Зал заседаний") < first.index("Plenary hall")
    assert first.index("Открытие") < first.index("Opening remarks")
    assert "09:00–09:45" in first
    assert "Вторник, 29 марта" in first


def test_nothing_to_print_and_no_such_kind(app):
    empty = factories.a_workshop()
    browser = browser_of(app, "organizer", empty)
    address = f"/workshops/{empty.slug}/badges/signs"
    assert browser.post(address, data={"kind": "room", "language": "en"}).status_code == 409
    assert browser.post(address, data={"kind": "window", "language": "en"}).status_code == 422
