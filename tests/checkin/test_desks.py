"""Desks: made, paired once, limited to their own, ended by the clock, the organizer or the loss of a role."""

from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest

from eventapp.accounts import actions as accounts
from eventapp.accounts.actions import TooManyTries
from eventapp.checkin import actions, queries
from eventapp.checkin.desk_codes import pairing_code
from eventapp.checkin.models import Desk
from eventapp.checkin.queries import DeskState
from eventapp.core import audit
from eventapp.core.actors import SYSTEM, Actor, Role
from eventapp.core.db import session
from eventapp.core.errors import Denied, Invalid, Missing, Revoked
from tests import factories
from tests.people import a_user, browser_of

NOW = datetime(2016, 3, 28, 12, tzinfo=UTC)


def organizer_of(workshop):
    return Actor("organizer", roles=frozenset({(workshop.id, Role.ORGANIZER)}))


def a_desk(workshop, name="Hall door", places=(), room_id=None, now=NOW):
    return actions.add_desk(workshop.id, name, places, room_id, actor=organizer_of(workshop), now=now)


def paired(desk, now=NOW, address="10.0.0.1"):
    return actions.pair(pairing_code(desk), "a phone", address, now=now)


def test_a_code_pairs_one_device_and_its_token_is_the_desk(workshop):
    desk = a_desk(workshop, places=["day-1"])
    found = paired(desk)

    actor, workshop_id, scope = queries.desk_actor(found.token, NOW)
    assert (actor.label, actor.desk_id, workshop_id, scope) == ("Hall door", desk.id, workshop.id, "desk")
    assert actor.has(workshop.id, Role.CHECK_IN)
    assert not actor.has(workshop.id, Role.ORGANIZER)
    assert found.slug == workshop.slug
    assert [entry.tag for entry in audit.history("desk", desk.id)] == ["checkin.desk_paired", "checkin.desk_added"]


def test_a_code_works_once(workshop):
    desk = a_desk(workshop)
    code = pairing_code(desk)
    actions.pair(code, "", "10.0.0.1", now=NOW)
    with pytest.raises(Missing):
        actions.pair(code, "", "10.0.0.1", now=NOW)


def test_two_phones_at_once_with_one_code_are_one_desk(app, workshop):
    desk_id, code, results = a_desk(workshop).id, pairing_code(a_desk(workshop)), []
    code = pairing_code(session.get_one(Desk, desk_id))

    def phone():
        with app.app_context():
            try:
                results.append(actions.pair(code, "", "10.0.0.1", now=NOW).token)
            except Missing:
                results.append(None)

    phones = [Thread(target=phone) for _number in range(4)]
    for each in phones:
        each.start()
    for each in phones:
        each.join()
    assert len([token for token in results if token]) == 1


@pytest.mark.parametrize("written", ["lower", "dashed", "spaced", "with figures"])
def test_a_code_may_be_typed(workshop, written):
    desk = a_desk(workshop)
    code = pairing_code(desk)
    parts = [code[at : at + 4] for at in range(0, len(code), 4)]
    typed = {"lower": code.lower(), "dashed": "-".join(parts), "spaced": " ".join(parts)}.get(
        written, code.replace("O", "0").replace("I", "1")
    )
    assert actions.pair(typed, "", "10.0.0.1", now=NOW).desk.id == desk.id


def test_a_code_is_good_for_half_an_hour(workshop):
    desk = a_desk(workshop)
    with pytest.raises(Missing):
        paired(desk, NOW + timedelta(minutes=30))
    assert paired(desk, NOW + timedelta(minutes=29)).desk.id == desk.id


def test_a_new_code_replaces_the_device(workshop):
    desk = a_desk(workshop)
    first = paired(desk)
    actions.show_code(desk.id, workshop.id, actor=organizer_of(workshop), now=NOW)
    assert queries.desk_actor(first.token, NOW) is not None

    second = paired(session.get_one(Desk, desk.id))

    assert queries.desk_actor(first.token, NOW) is None
    assert queries.desk_actor(second.token, NOW) is not None


def test_guessing_is_slowed_down(workshop):
    desk = a_desk(workshop)
    for _number in range(actions.WRONG_CODES):
        with pytest.raises(Missing):
            actions.pair("AAAA", "", "10.0.0.1", now=NOW)
    with pytest.raises(TooManyTries):
        paired(desk, address="10.0.0.1")
    assert paired(desk, address="10.0.0.2").desk.id == desk.id


def test_a_desk_ends_48_hours_after_the_workshop_on_its_own_clock(workshop):
    desk = a_desk(workshop)
    found = paired(desk)
    end = datetime(2016, 4, 2, 18, tzinfo=UTC)  # the night of 31 March in Almaty (UTC+6), and 48 hours
    assert desk.expires_at == end
    assert queries.desk_actor(found.token, end - timedelta(seconds=1)) is not None
    with pytest.raises(Revoked):
        queries.desk_actor(found.token, end)


@pytest.mark.parametrize(
    ("zone", "ends_on", "expected"),
    [
        ("America/New_York", date(2016, 3, 13), datetime(2016, 3, 16, 4, tzinfo=UTC)),  # clocks go on that day
        ("Asia/Beirut", date(2016, 3, 26), datetime(2016, 3, 28, 22, tzinfo=UTC)),  # there is no midnight after it
        ("Pacific/Kiritimati", date(2016, 3, 31), datetime(2016, 4, 2, 10, tzinfo=UTC)),
    ],
)
def test_the_end_where_clocks_change(app, zone, ends_on, expected):
    workshop = factories.a_workshop(timezone=zone, starts_on=ends_on - timedelta(days=1), ends_on=ends_on)
    assert queries.desk_ends_at(workshop, datetime(2016, 3, 1, tzinfo=UTC)) == expected


def test_a_desk_made_after_the_workshop_has_two_days(workshop):
    late = datetime(2026, 1, 1, tzinfo=UTC)
    assert a_desk(workshop, now=late).expires_at == late + timedelta(hours=48)


def test_a_revoked_desk_is_told_so(workshop):
    desk = a_desk(workshop)
    found = paired(desk)
    actions.revoke_desk(desk.id, workshop.id, actor=organizer_of(workshop), now=NOW)
    with pytest.raises(Revoked):
        queries.desk_actor(found.token, NOW)
    with pytest.raises(Invalid):
        actions.show_code(desk.id, workshop.id, actor=organizer_of(workshop), now=NOW)


def test_a_desk_on_ones_own_phone_goes_with_the_role(workshop):
    clerk = a_user("check-in", workshop)
    desk = actions.use_here(workshop.id, "Phone", actor=clerk.actor(), now=NOW)
    found = paired(desk)
    assert queries.desk_actor(found.token, NOW) is not None

    accounts.take_role(clerk.id, Role.CHECK_IN, workshop.id, actor=SYSTEM, now=NOW)

    with pytest.raises(Revoked):
        queries.desk_actor(found.token, NOW)


def test_pressed_twice_it_is_one_desk(workshop):
    clerk = a_user("check-in", workshop).actor()
    first = actions.use_here(workshop.id, "Phone", actor=clerk, now=NOW)
    assert actions.use_here(workshop.id, "Phone", actor=clerk, now=NOW + timedelta(hours=1)).id == first.id
    paired(first, NOW + timedelta(hours=1))
    assert actions.use_here(workshop.id, "Phone", actor=clerk, now=NOW).id != first.id


def test_places_and_room_are_the_workshops(workshop):
    other = factories.a_workshop()
    with pytest.raises(Invalid) as refused:
        a_desk(workshop, places=["day-9"])
    assert set(refused.value.fields) == {"places"}
    with pytest.raises(Invalid) as refused:
        a_desk(workshop, room_id=other.rooms[0].id)
    assert set(refused.value.fields) == {"room_id"}
    with pytest.raises(Invalid) as refused:
        a_desk(workshop, name="  ")
    assert set(refused.value.fields) == {"name"}


def test_a_desk_is_renamed_and_moved(workshop):
    desk = a_desk(workshop)
    room = workshop.rooms[1].id
    actions.change_desk(desk.id, workshop.id, "Room A", ["day-2", "day-1"], room, actor=organizer_of(workshop), now=NOW)
    assert (desk.name, desk.places, desk.room_id) == ("Room A", ["day-1", "day-2"], room)


def test_only_organizers_prepare_and_each_may_end_the_own(workshop):
    clerk = a_user("check-in", workshop).actor()
    desk, own = a_desk(workshop), actions.use_here(workshop.id, "Phone", actor=clerk, now=NOW)
    for refused in (
        lambda: actions.add_desk(workshop.id, "x", (), None, actor=clerk, now=NOW),
        lambda: actions.change_desk(desk.id, workshop.id, "x", (), None, actor=clerk, now=NOW),
        lambda: actions.show_code(desk.id, workshop.id, actor=clerk, now=NOW),
        lambda: actions.revoke_desk(desk.id, workshop.id, actor=clerk, now=NOW),
        lambda: actions.use_here(factories.a_workshop().id, "x", actor=clerk, now=NOW),
    ):
        with pytest.raises(Denied):
            refused()
    actions.revoke_desk(own.id, workshop.id, actor=clerk, now=NOW)
    assert own.revoked_at == NOW


def test_how_a_desk_is_changes_with_the_clock(workshop):
    desk = a_desk(workshop)
    assert queries.desks(workshop)[0].state(NOW) is DeskState.NEVER
    paired(desk)
    health = queries.desks(workshop)[0]
    assert [health.state(NOW + after) for after in (timedelta(minutes=5), timedelta(minutes=6), timedelta(days=9))] == [
        DeskState.OK,
        DeskState.QUIET,
        DeskState.ENDED,
    ]
    assert health.seen_ago(NOW + timedelta(minutes=2)) == timedelta(minutes=2)
    actions.revoke_desk(desk.id, workshop.id, actor=organizer_of(workshop), now=NOW)
    assert queries.desks(workshop)[0].state(NOW) is DeskState.REVOKED


def test_over_http_a_device_is_paired_and_its_token_opens_the_list_and_nothing_else(app, client, workshop):
    desk = actions.add_desk(
        workshop.id, "Hall door", ["day-1"], None, actor=organizer_of(workshop), now=datetime.now(UTC)
    )
    answer = client.post("/api/v1/desks/pair", json={"code": pairing_code(desk), "agent": "Firefox"})

    assert (answer.status_code, answer.json["slug"]) == (200, workshop.slug)
    assert {key: answer.json["desk"][key] for key in ("name", "places", "room_id")} == {
        "name": "Hall door",
        "places": ["day-1"],
        "room_id": None,
    }
    bearer = {"Authorization": f"Bearer {answer.json['token']}"}
    for what in ("registrations", "attendance", "notes", "feedback", "recommendations", "agenda"):
        assert client.get(f"/api/v1/workshops/{workshop.slug}/{what}", headers=bearer).status_code == 403, what
    elsewhere = factories.a_workshop()
    assert client.get(f"/api/v1/workshops/{elsewhere.slug}/notes", headers=bearer).status_code == 404

    actions.revoke_desk(desk.id, workshop.id, actor=organizer_of(workshop), now=datetime.now(UTC))
    refused = client.get(f"/api/v1/workshops/{workshop.slug}/check-in-list", headers=bearer)
    assert (refused.status_code, refused.json["error"]) == (401, "revoked")


def test_over_http_a_wrong_code_is_not_found(client, workshop):
    answer = client.post("/api/v1/desks/pair", json={"code": "AAAA-BBBB-CCCC-DDDD", "agent": ""})
    assert (answer.status_code, answer.json["error"]) == (404, "missing")
    assert client.post("/api/v1/desks/pair", json={"agent": ""}).status_code == 422


def test_an_unknown_token_is_told_as_a_revoked_one(app, workshop):
    answer = app.test_client().get(
        f"/api/v1/workshops/{workshop.slug}/check-in-list", headers={"Authorization": "Bearer NOSUCH"}
    )
    assert (answer.status_code, answer.json["error"]) == (401, "revoked")
    assert browser_of(app, "check-in", workshop).get(f"/workshops/{workshop.slug}/check-in/").status_code == 200
