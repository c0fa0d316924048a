from dataclasses import replace
from datetime import datetime, timedelta

from icalendar import Calendar

from exports.ical import programme_calendar
from tests.exports.workshop_sample import ALMATY, WORKSHOP, agenda


def events(content: bytes):
    return Calendar.from_ical(content).walk("VEVENT")


def test_each_session_is_one_event_with_its_own_uid_and_sequence(labels):
    items = agenda()
    found = [
        (str(e["UID"]), e["SEQUENCE"], str(e["SUMMARY"])) for e in events(programme_calendar(WORKSHOP, items, labels))
    ]
    assert found == [(str(item.uid), item.sequence, item.title) for item in items]


def test_times_are_the_workshops_and_the_zone_is_described(labels):
    content = programme_calendar(WORKSHOP, agenda(), labels)
    first = events(content)[0]
    assert first["DTSTART"].params["TZID"] == "Asia/Almaty"
    assert first["DTSTART"].dt == datetime(2016, 3, 29, 8, 30, tzinfo=ALMATY)
    (zone,) = Calendar.from_ical(content).walk("VTIMEZONE")
    assert str(zone["TZID"]) == "Asia/Almaty"
    assert {part["TZOFFSETTO"].td for part in zone.subcomponents} == {timedelta(hours=6)}


def test_place_description_and_category(labels):
    panel = events(programme_calendar(WORKSHOP, agenda(), labels))[5]
    assert str(panel["LOCATION"]) == "Plenary hall, Almaty"
    assert str(panel["DESCRIPTION"]).split("\n") == [
        "Молодёжь, женщины и меньшинства: проводники перемен или группы риска?",
        "Speakers: UN Women",
        "With interpretation",
    ]
    assert panel["CATEGORIES"].cats == ["Panel", "The scope of radicalization in Central Asia"]
    assert panel["SUMMARY"].params["LANGUAGE"] == "en"


def test_the_same_programme_gives_the_same_bytes_and_a_moved_session_keeps_its_uid(labels):
    items = agenda()
    assert programme_calendar(WORKSHOP, items, labels) == programme_calendar(WORKSHOP, items, labels)
    moved = replace(items[0], starts_at=items[0].starts_at + timedelta(minutes=15), sequence=items[0].sequence + 1)
    before, after = (events(programme_calendar(WORKSHOP, (item,), labels))[0] for item in (items[0], moved))
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1


def test_typed_text_cannot_add_lines_of_its_own(labels):
    hostile = replace(agenda()[0], title="Evil\r\nATTENDEE:mailto:x@example.org", room="a;b,c\\d")
    content = programme_calendar(WORKSHOP, (hostile,), labels)
    (event,) = events(content)
    assert "ATTENDEE" not in event
    assert str(event["SUMMARY"]) == "Evil\nATTENDEE:mailto:x@example.org"
    assert str(event["LOCATION"]) == "a;b,c\\d, Almaty"


def test_an_empty_programme_is_an_empty_calendar(labels):
    assert events(programme_calendar(WORKSHOP, (), labels)) == []
