import json
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from exports.schedule_xml import schedule_json, schedule_xml
from tests.exports.workshop_sample import DAYS, WORKSHOP, agenda

SCHEMA = Path(__file__).parents[2].parent / "shared" / "interop" / "schedule.xml.xsd"


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    if not SCHEMA.exists():
        pytest.skip("the schema of the conference-schedule format is not beside this checkout")
    return etree.XMLSchema(etree.parse(SCHEMA))


@pytest.fixture(scope="module")
def root() -> etree._Element:
    return etree.fromstring(schedule_xml(WORKSHOP, DAYS, agenda(), version="4"))


def test_the_file_is_valid(schema, root):
    schema.assertValid(root)


@pytest.mark.parametrize(
    "workshop",
    [
        replace(WORKSHOP, slug="kz"),
        replace(WORKSHOP, url=""),
        replace(WORKSHOP, slug="Ünïcode", url="ftp://example.org"),
    ],
)
def test_the_file_is_valid_whatever_the_workshop_is_called(schema, workshop):
    items = [replace(item, room="" if item.number == 1 else item.room, title="A & <b>\x00") for item in agenda()]
    schema.assertValid(etree.fromstring(schedule_xml(workshop, DAYS, items, version="1")))


def test_days_rooms_and_events(root):
    found = [
        (day.get("date"), room.get("name"), [event.findtext("start") for event in room])
        for day in root.iter("day")
        for room in day
    ]
    assert found == [
        ("2016-03-29", "Foyer", ["08:30", "09:45", "12:30"]),
        ("2016-03-29", "Plenary hall", ["09:00", "10:15", "14:00"]),
        ("2016-03-30", "Plenary hall", ["14:00"]),
        ("2016-03-30", "Foyer", ["15:30"]),
        ("2016-03-30", "Room A", ["16:00"]),
        ("2016-03-30", "Room B", ["16:00"]),
        ("2016-03-31", "Plenary hall", ["15:45", "17:00"]),
    ]


def test_one_event_in_full(root):
    event = root.findall(".//event")[5]
    item = agenda()[5]
    assert dict(event.attrib) == {"id": "6", "guid": str(item.uid)}
    assert {child.tag: child.text for child in event if child.tag != "persons"} == {
        "room": "Plenary hall",
        "title": "Youth, women and minorities: agents of change or at risk?",
        "subtitle": "Молодёжь, женщины и меньшинства: проводники перемен или группы риска?",
        "type": "Panel",
        "date": "2016-03-29T14:00:00+06:00",
        "start": "14:00",
        "duration": "01:30",
        "abstract": None,
        "track": "The scope of radicalization in Central Asia",
        "language": "en",
        "url": WORKSHOP.url,
    }
    assert [person.text for person in event.find("persons")] == ["UN Women"]


def test_json_tells_the_same_as_xml(root):
    schedule = json.loads(schedule_json(WORKSHOP, DAYS, agenda(), version="4"))["schedule"]
    conference = schedule["conference"]
    assert (schedule["version"], conference["acronym"], conference["daysCount"]) == ("4", "almaty-2016", 3)
    assert [room["name"] for room in conference["rooms"]] == ["Foyer", "Plenary hall", "Room A", "Room B"]
    in_json = [
        (event["guid"], event["date"], event["duration"], event["title"])
        for day in conference["days"]
        for events in day["rooms"].values()
        for event in events
    ]
    in_xml = [
        (event.get("guid"), event.findtext("date"), event.findtext("duration"), event.findtext("title"))
        for event in root.iter("event")
    ]
    assert in_json == in_xml


@pytest.mark.parametrize("render", [schedule_xml, schedule_json])
def test_a_programme_without_sessions_is_refused(render):
    with pytest.raises(ValueError, match="no session"):
        render(WORKSHOP, DAYS, (), version="1")
