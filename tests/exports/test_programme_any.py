"""Whatever the agenda: the calendar and the schedule can be read by those who read them."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from lxml import etree

from exports.ical import calendar
from exports.labels import Labels
from exports.model import AgendaItem
from exports.schedule_xml import schedule_xml
from tests.conftest import SHARED
from tests.exports.workshop_sample import DAYS, WORKSHOP

ANY_TEXT = st.text(max_size=300)
# one zone changes its clocks within these days
ZONES = ("Asia/Almaty", "Europe/Berlin", "UTC")


@st.composite
def agendas(draw: st.DrawFn) -> tuple[str, list[AgendaItem]]:
    """Up to ten sessions, over midnight and over a change of the clocks, cancelled, nameless, without theme."""
    zone = draw(st.sampled_from(ZONES))
    items = []
    for number in range(1, draw(st.integers(1, 10)) + 1):
        day = draw(st.integers(1, 3))
        minutes = draw(st.integers(0, 24 * 60 - 1))
        begins = datetime(2016, 3, 25 + day, tzinfo=ZoneInfo(zone)) + timedelta(minutes=minutes)
        items.append(
            AgendaItem(
                key=f"s{number}",
                uid=UUID(int=number),
                number=number,
                starts_at=begins,
                ends_at=begins + timedelta(minutes=draw(st.integers(1, 720))),
                day=day,
                room=draw(ANY_TEXT),
                session_type="Panel",
                session_type_key="panel",
                title=draw(ANY_TEXT),
                modified=begins,
                title_other=draw(st.none() | ANY_TEXT),
                theme=draw(st.just("") | ANY_TEXT),
                speakers=tuple(draw(st.lists(ANY_TEXT, max_size=3))),
                description=draw(ANY_TEXT),
                cancelled=draw(st.booleans()),
            )
        )
    return zone, items


@settings(max_examples=40, deadline=None)
@given(agendas())
def test_any_agenda_is_a_calendar_and_a_valid_schedule(agenda: tuple[str, list[AgendaItem]]) -> None:
    zone, items = agenda
    workshop = replace(WORKSHOP, timezone=zone)

    events = Calendar.from_ical(calendar(workshop, items, Labels())).walk("VEVENT")
    schedule = etree.fromstring(schedule_xml(workshop, DAYS, items, version="1"))

    assert [(str(each["UID"]), each["DTSTART"].dt) for each in events] == [
        (str(each.uid), each.starts_at) for each in items
    ]
    etree.XMLSchema(etree.parse(SHARED / "interop" / "schedule.xml.xsd")).assertValid(schedule)
