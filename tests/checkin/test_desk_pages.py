"""Desks on the pages of staff: this device, pairing, health, what an organizer does to each."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from eventapp.checkin import actions, queries
from eventapp.checkin.desk_codes import pairing_code
from eventapp.checkin.desk_lines import desk_line
from eventapp.checkin.models import Desk
from eventapp.core.actors import Actor, Role
from eventapp.core.db import session, transaction
from eventapp.workshops.models import Workshop
from tests.people import browser_of


@pytest.fixture
def organizer(app, workshop):
    return browser_of(app, "organizer", workshop)


@pytest.fixture
def home(workshop):
    return f"/workshops/{workshop.slug}/check-in/"


def only_desk():
    session.rollback()
    return session.scalars(select(Desk)).one()


def text(answer, status=200):
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def paired(workshop, name="Hall door", **health):
    """A desk with a device; `health`: its columns."""
    now = datetime.now(UTC)
    actor = Actor("organizer", roles=frozenset({(workshop.id, Role.ORGANIZER)}))
    desk = actions.add_desk(workshop.id, name, (), None, actor=actor, now=now)
    actions.pair(pairing_code(desk), "Firefox", "", now=now)
    with transaction():
        for column, value in health.items():
            setattr(desk, column, value)
    return desk


def test_a_desk_is_named_its_code_shown_and_its_device_noticed(app, organizer, workshop, home):
    room = workshop.rooms[0].id
    form = {"name": "Hall door", "room_id": room, "places": ["day-1", "day-2"]}
    page = organizer.post(f"{home}desks/new", data=form).location
    desk = only_desk()
    assert (desk.name, desk.room_id, desk.places) == ("Hall door", room, ["day-1", "day-2"])

    shown = text(organizer.get(page))
    code = pairing_code(desk)
    assert "-".join(code[at : at + 4] for at in range(0, 16, 4)) in shown
    assert "Plenary hall, by the agenda" in shown
    assert text(organizer.get(f"{page}/qr.svg")).startswith("<svg")
    assert "hx-trigger" in text(organizer.get(f"{page}/pairing"))

    assert app.test_client().post("/api/v1/desks/pair", json={"code": code}).status_code == 200

    noticed = text(organizer.get(f"{page}/pairing"))
    assert "is paired and ready" in noticed
    assert "hx-trigger" not in noticed
    assert organizer.get(f"{page}/qr.svg").status_code == 404


def test_this_device_becomes_a_desk(app, workshop, home):
    clerk = browser_of(app, "check-in", workshop)
    answer = clerk.post(f"{home}desks/here")
    desk = only_desk()
    assert (answer.status_code, answer.location) == (303, f"/desk/#pair={pairing_code(desk)}")
    assert desk.name == "Desk of Check-In"
    assert desk.user_id is not None
    assert f"desks/{desk.id}/revoke" in text(clerk.get(home))
    assert clerk.post(f"{home}desks/{desk.id}/revoke").location == home
    assert only_desk().revoked_at is not None


def test_a_desk_is_changed_given_another_device_and_switched_off(organizer, workshop, home):
    desk = paired(workshop)
    page = f"{home}desks/{desk.id}"
    assert organizer.post(page, data={"name": "Side door", "room_id": "", "places": ["day-3"]}).location == page
    assert (only_desk().name, only_desk().places) == ("Side door", ["day-3"])
    assert organizer.post(f"{page}/code").location == page
    assert only_desk().pairing_until is not None
    assert organizer.post(f"{page}/revoke").location == home
    assert only_desk().revoked_at is not None
    assert "Show a pairing code" not in text(organizer.get(page))
    assert "Switched off or over: 1" in text(organizer.get(home))


def test_a_desk_without_a_name_is_refused_at_its_field(organizer, home):
    assert "is-invalid" in text(organizer.post(f"{home}desks/new", data={"name": " ", "room_id": ""}), 422)


def test_a_clerk_sees_the_desks_and_changes_none(app, workshop, home):
    desk = paired(workshop, battery=9, charging=False, waiting=3)
    clerk = browser_of(app, "check-in", workshop)
    shown = text(clerk.get(home))
    assert "Hall door" in shown
    assert "3 scans not sent" in shown
    assert "battery 9%" in shown
    assert f"desks/{desk.id}" not in shown  # no link, and no button either: it is not theirs
    assert clerk.get(f"{home}desks/{desk.id}").status_code == 403
    assert clerk.post(f"{home}desks/{desk.id}/revoke").status_code == 403


@pytest.mark.parametrize(
    ("health", "attribute", "expected"),
    [
        ({"list_at": timedelta(minutes=3)}, "list_tone", "quiet"),
        ({"list_at": timedelta(minutes=15)}, "list_tone", "warn"),
        ({"list_at": timedelta(hours=2)}, "list_tone", "bad"),
        ({"seen_at": timedelta(seconds=20)}, "seen", "just now"),
        ({"seen_at": timedelta(minutes=7)}, "seen", "7 minutes ago"),
        ({"clock_offset": 300}, "clock", ""),
        ({"clock_offset": 420}, "clock", "Its clock is 7 minutes fast"),
        ({"clock_offset": -7200}, "clock", "Its clock is 2 hours slow"),
        ({"battery": 80, "charging": True}, "battery", "80%, charging"),
        ({"battery": 14, "charging": False}, "battery_tone", "bad"),
        ({"battery": 14, "charging": True}, "battery_tone", "quiet"),
    ],
)
def test_what_is_said_of_a_desk(workshop, health, attribute, expected):
    now = datetime.now(UTC)
    values = {key: now - value if isinstance(value, timedelta) else value for key, value in health.items()}
    paired(workshop, **values)
    assert getattr(desk_line(queries.desks(workshop)[0], {}, now), attribute) == expected


def test_the_number_of_statements_does_not_grow(organizer, workshop, home, statements):
    workshop_id = workshop.id
    paired(workshop)
    one = statements(lambda: text(organizer.get(home)))
    for number in range(3):
        paired(session.get_one(Workshop, workshop_id), f"Desk {number}")
    assert statements(lambda: text(organizer.get(home))) == one
