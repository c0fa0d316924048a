"""Checkpoints, search at the desk, attendance, and the list for devices."""

from datetime import UTC, date, datetime

import pytest

from eventapp.checkin import queries
from eventapp.core.db import session, transaction
from eventapp.core.errors import Invalid, Missing
from eventapp.core.texts import Texts
from eventapp.registration.models import Badge, DelegationType, Person, Registration
from tests import factories
from tests.checkin.desk import NOW, a_delegation, a_guest, a_reading, room_for, scan

SECOND_DAY = datetime(2016, 3, 30, 4, tzinfo=UTC)


def test_checkpoints_are_the_days_and_the_sessions_other_than_breaks(workshop):
    room = room_for(workshop, 20)
    late = factories.a_session(
        workshop,
        key="late",
        title=Texts(en="Late"),
        starts_at=datetime(2016, 3, 29, 19, tzinfo=UTC),  # 01:00 on the 30th in Almaty
        ends_at=datetime(2016, 3, 29, 20, tzinfo=UTC),
        room_id=room.id,
    )
    factories.a_session(workshop, key="open", title=Texts(en="Opening"))
    factories.a_session(workshop, key="lunch", type="break")

    found = [(place.key, place.label, place.day, place.capacity) for place in queries.checkpoints(workshop)]

    assert found == [
        ("day-1", "Venue, day 1 — Tue 29 March", date(2016, 3, 29), None),
        ("open", "Tue 29 March, 09:00 — Opening", date(2016, 3, 29), None),
        ("day-2", "Venue, day 2 — Wed 30 March", date(2016, 3, 30), None),
        ("late", "Wed 30 March, 01:00 — Late", date(2016, 3, 30), 20),
        ("day-3", "Venue, day 3 — Thu 31 March", date(2016, 3, 31), None),
    ]
    assert queries.checkpoint(workshop, "late").session_id == late.id


def test_a_session_called_like_a_day_does_not_hide_it(workshop):
    factories.a_session(workshop, key="day-1")
    assert [place.key for place in queries.checkpoints(workshop)] == ["day-1", "session-day-1", "day-2", "day-3"]


def test_a_checkpoint_of_another_workshop_is_missing(workshop):
    elsewhere = factories.a_session(factories.a_workshop())
    with pytest.raises(Missing):
        queries.checkpoint(workshop, elsewhere.key)


@pytest.mark.parametrize(
    ("now", "key"),
    [
        (datetime(2016, 3, 29, 17, 59, tzinfo=UTC), "day-1"),
        (datetime(2016, 3, 29, 18, tzinfo=UTC), "day-2"),  # midnight in Almaty
        (datetime(2016, 3, 28, tzinfo=UTC), "day-1"),
        (datetime(2026, 1, 1, tzinfo=UTC), "day-1"),
    ],
)
def test_the_desk_stands_at_todays_venue_on_the_workshops_calendar(workshop, now, key):
    assert queries.checkpoint_now(workshop, queries.checkpoints(workshop), now).key == key


@pytest.mark.parametrize("query", ["osmo", "ОСМОН", "aigul osmonova", "Айгуль", "Аигуль"])
def test_people_are_found_by_name_in_any_script(workshop, delegation, query):
    person = factories.a_person(workshop, latin_name="Aigul Osmonova", original_name="Осмонова Айгуль")
    guest = factories.a_registration(delegation, person)
    factories.a_registration(
        a_delegation(factories.a_workshop()), factories.a_person(factories.a_workshop(), latin_name="Aigul Osmonova")
    )

    assert [card.registration_id for card in queries.find_people(workshop, query)] == [guest.id]


@pytest.mark.parametrize("query", ["", " ", "o", "%", "__", "osmonova %"])
def test_too_little_to_search_for_finds_nobody(workshop, delegation, query):
    factories.a_registration(delegation)
    assert queries.find_people(workshop, query) == []


def test_the_confirmed_are_found_first(workshop, delegation):
    cancelled = factories.a_registration(delegation, state="cancelled")
    confirmed = factories.a_registration(delegation)
    assert [card.registration_id for card in queries.find_people(workshop, "osmonova")] == [confirmed.id, cancelled.id]


def test_the_last_scans_come_latest_first(workshop, delegation):
    guest, code = a_guest(delegation)
    scan(workshop, a_reading(code), a_reading("nonsense", 2), a_reading(code, 1), a_reading(code, 3, "day-2"))

    found = [(each.outcome, each.card and each.card.registration_id) for each in queries.recent(workshop, "day-1")]

    assert found == [("unknown", None), ("already", guest.id), ("admitted", guest.id)]


def test_a_device_gets_everybody_with_fingerprints_of_badges(workshop, delegation):
    guest, _old = a_guest(delegation)
    with transaction():
        session.get_one(Badge, guest.badge.id).revoked_at = NOW
    new = factories.a_badge(guest)
    gone = factories.a_registration(delegation, state="cancelled")

    listed = queries.device_list(workshop, queries.checkpoints(workshop))

    assert [(each.card.registration_id, each.card.state, each.codes) for each in listed.entries] == [
        (guest.id, "confirmed", (new.code_hash,)),
        (gone.id, "cancelled", ()),
    ]
    assert [len(each.revoked_codes) for each in listed.entries] == [1, 0]


def _rename(guest):
    session.get_one(Person, guest.person_id).original_name = "Новое Имя"


def _cancel(guest):
    session.get_one(Registration, guest.id).state = "cancelled"


def _revoke(guest):
    session.get_one(Badge, guest.badge.id).revoked_at = NOW


@pytest.mark.parametrize("change", [_rename, _cancel, _revoke])
def test_a_device_asks_for_changes_only(workshop, delegation, change):
    guests = [a_guest(delegation)[0] for _number in range(3)]
    cursor = queries.device_list(workshop, queries.checkpoints(workshop)).cursor
    assert queries.device_list(workshop, queries.checkpoints(workshop), cursor).entries == ()
    with transaction():
        change(guests[1])

    changed = queries.device_list(workshop, queries.checkpoints(workshop), cursor)

    assert [each.card.registration_id for each in changed.entries] == [guests[1].id]
    assert queries.device_list(workshop, queries.checkpoints(workshop), changed.cursor).entries == ()


def test_a_new_colour_reaches_every_device(workshop, delegation):
    guests = [a_guest(delegation)[0].id for _number in range(2)]
    cursor = queries.device_list(workshop, queries.checkpoints(workshop)).cursor
    with transaction():
        session.get_one(DelegationType, delegation.type_id).colour = "#123456"
    assert [
        each.card.registration_id
        for each in queries.device_list(workshop, queries.checkpoints(workshop), cursor).entries
    ] == guests


@pytest.mark.parametrize("cursor", ["x", "AAAA", "é", "=" * 10, "A" * 5000])
def test_a_cursor_that_is_none_is_refused(workshop, cursor):
    with pytest.raises(Invalid):
        queries.device_list(workshop, queries.checkpoints(workshop), cursor)
