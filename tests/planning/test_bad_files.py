"""Files that are not a workshop, or not a sound one: every mistake has its place, and nothing is stored."""

from typing import Any

import pytest

from eventapp.core.actors import SYSTEM
from eventapp.core.errors import Invalid
from eventapp.planning.actions import import_workshop
from eventapp.planning.workshop_file import load
from tests.almaty import almaty_payload
from tests.people import NOW
from tests.planning.tables import dump

SESSION = 3  # the first guided discussion, on day 1 from 10:15 in the plenary hall


def changed(place: tuple[Any, ...], value: Any) -> Any:
    """The Almaty payload with one value replaced."""
    payload = almaty_payload()
    inner = payload
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    return payload


def refused(payload: Any) -> dict[str, str]:
    """The mistakes for which it is refused, after making sure that nothing was stored."""
    before = dump()
    with pytest.raises(Invalid) as found:
        import_workshop(payload, actor=SYSTEM, now=NOW)
    assert dump() == before
    return found.value.fields


@pytest.mark.parametrize(
    ("place", "value", "expected"),
    [
        (("sessions", SESSION, "start"), "quarter past ten", "sessions[3].start"),
        (("sessions", SESSION, "start"), 1015, "sessions[3].start"),
        (("sessions", SESSION, "start"), "25:00", "sessions[3].start"),
        (("sessions", SESSION, "end"), "10:15", "sessions[3].end"),
        (("sessions", SESSION, "day"), 4, "sessions[3].day"),
        (("sessions", SESSION, "day"), 0, "sessions[3].day"),
        (("sessions", SESSION, "day"), True, "sessions[3].day"),
        (("sessions", SESSION, "room"), "Roof", "sessions[3].room"),
        (("sessions", SESSION, "theme"), "weather", "sessions[3].theme"),
        (("sessions", SESSION, "type"), "party", "sessions[3].type"),
        (("sessions", SESSION, "title"), {}, "sessions[3].title"),
        (("sessions", SESSION, "title"), {"xx": "?"}, "sessions[3].title"),
        (("sessions", SESSION, "key"), "d1-open", "sessions[3].key"),
        (("sessions", SESSION, "interpretation"), "yes", "sessions[3].interpretation"),
        (("sessions", SESSION, "colour"), "red", "sessions[3].colour"),
        (("sessions", SESSION, "speakers"), [{"function": "Chair"}], "sessions[3].speakers[0]"),
        (("sessions", SESSION), "d1-s1", "sessions[3]"),
        (("sessions",), {"key": "d1-s1"}, "sessions"),
        (("delegations", 0, "type"), "aliens", "delegations[0].type"),
        (("delegations", 0, "country"), "Kazakhstan", "delegations[0].country"),
        (("delegations", 0, "seats"), -1, "delegations[0].seats"),
        (("delegations", 0), {"type": "government", "seats": 3}, "delegations[0]"),
        (("delegations", 1, "country"), "KZ", "delegations[1]"),
        (("delegation_types", 0, "colour"), "blue", "delegation_types[0].colour"),
        (("delegation_types", 0, "approval"), "maybe", "delegation_types[0].approval"),
        (("delegation_types", 0, "quota"), "forty", "delegation_types[0].quota"),
        (("delegation_types", 1, "key"), "government", "delegation_types[1].key"),
        (("themes", 0, "key"), "Не ключ", "themes[0].key"),
        (("notes", 4, "attribution"), {"type": "aliens"}, "notes[4].attribution.type"),
        (("notes", 4, "attribution"), {"type": "interpreter"}, "notes[4].attribution.type"),
        (("notes", 4, "text"), "", "notes[4].text"),
        (("notes", 4, "session"), "d9-s9", "notes[4].session"),
        (("notes", 16, "figures", 0, "value"), "fifty", "notes[16].figures[0].value"),
        (("workshop", "timezone"), "Almaty", "workshop.timezone"),
        (("workshop", "country"), "XX", "workshop.country"),
        (("workshop", "starts_on"), "29.03.2016", "workshop.starts_on"),
        (("workshop", "languages"), [], "workshop.languages"),
        (("workshop", "languages", 1), "de", "workshop.languages[1]"),
        (("workshop", "slug"), "Almaty 2016", "workshop.slug"),
        (("workshop", "slug"), "new", "workshop.slug"),
        (("workshop", "capacity"), 1.5, "workshop.capacity"),
        (("workshop", "rooms", 1), "Plenary hall", "workshop.rooms[1]"),
        (("workshop", "funders", 0), {"name": "EU"}, "workshop.funders[0]"),
        (("workshop",), None, "workshop"),
        (("series",), [], "series"),
        (("series", "signatories", 0), "Kazakhstan", "series.signatories[0]"),
        (("series", "code"), "", "series.code"),
        (("tea",), "yes", "tea"),
    ],
)
def test_a_mistake_is_told_with_its_place(app, place, value, expected):
    assert expected in refused(changed(place, value))


def test_two_sessions_in_one_room_are_told_with_both_places(app):
    payload = changed(("sessions", SESSION, "start"), "09:30")

    assert refused(payload) == {"sessions[3].start": "At that time Plenary hall is taken by sessions[1]."}


def test_every_mistake_is_told_at_once(app):
    payload = changed(("sessions", SESSION, "start"), None)
    payload["workshop"]["city"] = 7
    del payload["series"]["code"]

    assert set(refused(payload)) == {"sessions[3].start", "workshop.city", "series.code"}


def test_a_workshop_that_ends_before_it_starts(app):
    assert "workshop.ends_on" in refused(changed(("workshop", "ends_on"), "2016-03-28"))


def test_a_session_when_the_clocks_are_changed(app):
    payload = changed(("workshop", "timezone"), "Europe/Berlin")
    payload["workshop"]["starts_on"], payload["workshop"]["ends_on"] = "2016-03-27", "2016-03-29"
    payload["sessions"][0]["start"] = "02:30"  # skipped in Berlin on that day

    assert list(refused(payload)) == ["sessions[0].start"]


@pytest.mark.parametrize("payload", [[], "workshop", 7, None])
def test_something_else_than_an_object(app, payload):
    assert refused(payload) == {}


def test_an_object_without_anything(app):
    assert set(refused({})) == {"series", "workshop"}


@pytest.mark.parametrize("content", [b"", b"series: CA-CT-II", b'{"series": ', b"\xff\xfe\x00", b"[" * 100_000])
def test_a_file_that_is_not_json(app, content):
    with pytest.raises(Invalid):
        load(content)
