"""Where a desk stands: its own checkpoints, and in a room the session by the clock, also after the agenda moved."""

import json
from datetime import UTC, datetime

import pytest

from eventapp.checkin import queries
from eventapp.checkin.views.answers import checkpoint
from tests import factories
from tests.checkin.javascript import answers


def a_session(key, hour, room=1, day="2016-03-29"):
    start = datetime.fromisoformat(f"{day}T{hour:02}:00:00+06:00").astimezone(UTC)
    times = {"starts_at": start.isoformat(), "ends_at": start.replace(minute=50).isoformat()}
    return {"key": key, "kind": "session", "day": day, "room_id": room, **times}


def a_venue(key, day):
    return {"key": key, "kind": "venue", "day": day, "room_id": None, "starts_at": None, "ends_at": None}


PLACES = [
    a_venue("day-1", "2016-03-29"),
    a_session("opening", 9),
    a_session("elsewhere", 9, room=2),
    a_session("panel", 11),
    a_venue("day-2", "2016-03-30"),
    a_session("closing", 9, day="2016-03-30"),
]


def stands(at, places=(), room=None, checkpoints=PLACES):
    given = {
        "list": {
            "checkpoints": checkpoints,
            "workshop": {"timezone": "Asia/Almaty", "starts_on": "2016-03-29", "ends_on": "2016-03-30"},
            "desk": {"places": list(places), "room_id": room},
        },
        "now": int(datetime.fromisoformat(f"{at}+06:00").timestamp() * 1000),
    }
    return answers("places.js", "m.placeNow(given.list, given.now)?.key ?? null", json.loads(json.dumps(given)))


@pytest.mark.parametrize(
    ("at", "place"),
    [
        ("2016-03-28T18:00", "opening"),
        ("2016-03-29T08:46", "opening"),
        ("2016-03-29T10:44", "opening"),
        ("2016-03-29T10:46", "panel"),
        ("2016-03-29T23:00", "panel"),
        ("2016-03-30T07:00", "closing"),
        ("2016-04-02T07:00", "opening"),
    ],
)
def test_a_desk_in_a_room_picks_the_session_by_the_clock(at, place):
    assert stands(at, room=1) == place


def test_it_follows_an_agenda_that_moves():
    moved = [a_session("panel", 10) if place["key"] == "panel" else place for place in PLACES]
    assert stands("2016-03-29T10:00", room=1) == "opening"
    assert stands("2016-03-29T10:00", room=1, checkpoints=moved) == "panel"


def test_elsewhere_it_stands_at_the_venue_of_the_day():
    assert stands("2016-03-29T12:00") == "day-1"
    assert stands("2016-03-30T00:30") == "day-2"
    assert stands("2016-03-30T12:00", places=["day-1", "panel"]) == "day-1"
    assert stands("2016-03-30T12:00", places=["elsewhere"]) == "elsewhere"
    assert stands("2016-03-30T12:00", places=["gone"]) is None


def test_a_stop_does_not_come_before_the_venue_on_other_days():
    bus = {**a_venue("bus", "2016-03-29"), "kind": "transport"}
    assert stands("2016-04-02T12:00", checkpoints=[bus, *PLACES]) == "day-1"
    assert stands("2016-04-02T12:00", places=["panel", "day-2"]) == "day-2"


AROUND = ("03-27T12", "03-28T23", "03-29T01", "03-29T12", "03-30T12", "03-31T23", "04-01T01", "06-01T12")


def test_the_app_and_the_pages_turn_to_the_same_checkpoint(app):
    workshop = factories.a_workshop()
    factories.a_session(workshop)
    places = queries.checkpoints(workshop)
    frame = {"timezone": workshop.timezone, "starts_on": str(workshop.starts_on), "ends_on": str(workshop.ends_on)}
    moments = [datetime.fromisoformat(f"2016-{at}:00:00+06:00") for at in AROUND]
    given = {
        "list": {"checkpoints": [checkpoint(place) for place in places], "workshop": frame, "desk": None},
        "moments": [int(at.timestamp() * 1000) for at in moments],
    }
    told = answers("places.js", "given.moments.map((now) => m.placeNow(given.list, now).key)", given)
    assert told == [queries.checkpoint_now(workshop, places, at.astimezone(UTC)).key for at in moments]
    assert told == ["day-1", "day-1", "day-1", "day-1", "day-2", "day-3", "day-1", "day-1"]
