"""Who was there, by day, session and type."""

from datetime import UTC, datetime, timedelta

from eventapp.attendance import queries
from eventapp.checkin import queries as checkin
from eventapp.core.db import session, transaction
from eventapp.core.texts import Texts
from eventapp.registration.models import Registration
from tests import factories
from tests.checkin.desk import DAY_1, a_guest, a_reading, scan

SECOND_DAY = datetime(2016, 3, 30, 4, tzinfo=UTC)


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
    assert checkin.present_count(workshop, "day-1") == 1
    with transaction():
        session.get_one(Registration, guest.id).state = "cancelled"

    assert queries.attendance_rows(workshop) == []
    assert queries.days_present(workshop) == {}
    assert checkin.present_count(workshop, "day-1") == 0


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
    assert checkin.present_count(workshop, "day-1") == 1


def test_a_session_moved_to_another_day_takes_its_attendance_along(workshop, delegation):
    group = factories.a_session(workshop, key="group")
    guest, code = a_guest(delegation)
    scan(workshop, a_reading(code, checkpoint="group"))
    with transaction():
        moved = session.get_one(type(group), group.id)
        moved.starts_at, moved.ends_at = SECOND_DAY, SECOND_DAY + timedelta(hours=1)

    assert queries.days_present(workshop) == {guest.id: {workshop.days[1]}}
    assert [checkin.present_count(workshop, key) for key in ("day-1", "day-2", "group")] == [0, 1, 1]


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

    assert [(who.registration_id, row.at) for who, row in present] == [(guest.id, DAY_1)]
    assert [who.registration_id for who in missing] == [other.id]
