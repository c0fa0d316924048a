"""Checkpoints, search at the desk, attendance, and the list for devices."""

from datetime import UTC, date, datetime, timedelta

import pytest

from eventapp.checkin import queries
from eventapp.core.db import session, transaction
from eventapp.core.errors import Invalid, Missing
from eventapp.core.texts import Texts
from eventapp.registration.models import Badge, DelegationType, Person, Registration
from tests import factories
from tests.checkin.desk import DAY_1, NOW, a_delegation, a_guest, a_reading, room_for, scan

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


def test_attendance_follows_from_scans(workshop, delegation):
    morning = factories.a_session(workshop, key="morning")
    second = factories.a_session(
        workshop, key="second", starts_at=SECOND_DAY, ends_at=SECOND_DAY + timedelta(hours=1), title=Texts(en="Second")
    )
    (anna, annas), (boris, borises), (_clara, _claras) = (a_guest(delegation) for _number in range(3))
    scan(workshop, a_reading(annas, 10), a_reading(annas, 5, morning.key), a_reading(borises, 0, second.key))

    assert [(each.checkpoint.key, each.present, each.confirmed) for each in queries.attendance_counts(workshop)] == [
        ("day-1", 1, 3),
        ("morning", 1, 3),
        ("day-2", 1, 3),
        ("second", 1, 3),
        ("day-3", 0, 3),
    ]
    assert queries.attendance_rows(workshop) == [
        queries.AttendanceRow(anna.id, "day-1", DAY_1 + timedelta(minutes=5)),
        queries.AttendanceRow(anna.id, "morning", DAY_1 + timedelta(minutes=5)),
        queries.AttendanceRow(boris.id, "day-2", DAY_1),
        queries.AttendanceRow(boris.id, "second", DAY_1),
    ]
    assert queries.days_present(workshop) == {anna.id: {workshop.days[0]}, boris.id: {workshop.days[1]}}


def test_a_cancelled_registration_no_longer_counts(workshop, delegation):
    guest, code = a_guest(delegation)
    scan(workshop, a_reading(code))
    assert queries.present_count(workshop, "day-1") == 1
    with transaction():
        session.get_one(Registration, guest.id).state = "cancelled"

    assert queries.attendance_rows(workshop) == []
    assert queries.days_present(workshop) == {}
    assert queries.present_count(workshop, "day-1") == 0


def test_refused_scans_are_no_attendance(workshop, delegation):
    _guest, code = a_guest(delegation, state="pending")
    scan(workshop, a_reading(code), a_reading("nonsense", 1))
    assert queries.attendance_rows(workshop) == []


def test_a_removed_session_still_tells_the_day(workshop, delegation):
    group = factories.a_session(workshop, key="group")
    guest, code = a_guest(delegation)
    scan(workshop, a_reading(code, checkpoint="group"))
    with transaction():
        session.delete(session.get_one(type(group), group.id))

    assert queries.days_present(workshop) == {guest.id: {workshop.days[0]}}
    assert queries.present_count(workshop, "day-1") == 1


def test_a_session_moved_to_another_day_takes_its_attendance_along(workshop, delegation):
    group = factories.a_session(workshop, key="group")
    guest, code = a_guest(delegation)
    scan(workshop, a_reading(code, checkpoint="group"))
    with transaction():
        moved = session.get_one(type(group), group.id)
        moved.starts_at, moved.ends_at = SECOND_DAY, SECOND_DAY + timedelta(hours=1)

    assert queries.days_present(workshop) == {guest.id: {workshop.days[1]}}
    assert [queries.present_count(workshop, key) for key in ("day-1", "day-2", "group")] == [0, 1, 1]


def test_attendance_by_type_in_order_of_precedence(workshop):
    second = factories.a_delegation(factories.a_type(workshop, position=2, key="second"))
    first = factories.a_delegation(factories.a_type(workshop, position=1, key="first"))
    factories.a_delegation(factories.a_type(workshop, position=3, key="empty"))
    code = a_guest(second)[1]
    a_guest(second)
    a_guest(first)
    scan(workshop, a_reading(code), a_reading(code, 1, "day-3"))

    found = [(each.kind.key, each.confirmed, each.days) for each in queries.attendance_by_type(workshop)]

    assert found == [("first", 1, (0, 0, 0)), ("second", 2, (1, 0, 1))]


def test_the_roll_names_who_is_in_and_who_is_missing(workshop, delegation):
    guest, code = a_guest(delegation)
    other = factories.a_registration(delegation)
    factories.a_registration(delegation, state="waitlisted", waitlist_number=1)
    scan(workshop, a_reading(code))

    present, missing = queries.roll(workshop, "day-1")

    assert [(who.registration_id, at) for who, at in present] == [(guest.id, DAY_1)]
    assert [who.registration_id for who in missing] == [other.id]


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

    listed = queries.device_list(workshop)

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
    cursor = queries.device_list(workshop).cursor
    assert queries.device_list(workshop, cursor).entries == ()
    with transaction():
        change(guests[1])

    changed = queries.device_list(workshop, cursor)

    assert [each.card.registration_id for each in changed.entries] == [guests[1].id]
    assert queries.device_list(workshop, changed.cursor).entries == ()


def test_a_new_colour_reaches_every_device(workshop, delegation):
    guests = [a_guest(delegation)[0].id for _number in range(2)]
    cursor = queries.device_list(workshop).cursor
    with transaction():
        session.get_one(DelegationType, delegation.type_id).colour = "#123456"
    assert [each.card.registration_id for each in queries.device_list(workshop, cursor).entries] == guests


@pytest.mark.parametrize("cursor", ["x", "AAAA", "é", "=" * 10, "A" * 5000])
def test_a_cursor_that_is_none_is_refused(workshop, cursor):
    with pytest.raises(Invalid):
        queries.device_list(workshop, cursor)
