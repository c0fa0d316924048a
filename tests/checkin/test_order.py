"""Attendance does not depend on the order in which devices come back to the network, nor on what they send twice."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select

from eventapp.attendance import queries as attendance
from eventapp.checkin import queries
from eventapp.checkin.models import Scan
from eventapp.core.db import session, transaction
from tests import factories
from tests.checkin.desk import a_guest, a_reading, scan

PLACES = ("day-1", "day-2", "opening", "group")
scans_made = st.lists(
    st.tuples(st.integers(0, 4), st.sampled_from(PLACES), st.integers(0, 3000)), min_size=1, max_size=12
)


@pytest.fixture
def workshop_with_guests(workshop, delegation):
    opening = factories.a_session(workshop, key="opening")
    start = opening.starts_at + timedelta(days=1)
    factories.a_session(workshop, key="group", starts_at=start, ends_at=start + timedelta(hours=1))
    codes = [a_guest(delegation)[1] for _number in range(4)]
    return workshop, [*codes, "a code that is none"]


def outcome_of(workshop, batches):
    """Attendance after these batches were uploaded to an empty server, and how many scans are stored."""
    with transaction():
        session.execute(delete(Scan))
    for batch in batches:
        scan(workshop, *batch)
    counts = {place.key: queries.present_count(workshop, place.key) for place in queries.checkpoints(workshop)}
    assert counts == {each.checkpoint.key: each.present for each in attendance.attendance_counts(workshop)}
    return attendance.attendance_rows(workshop), session.scalar(select(func.count(Scan.id)))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=scans_made, data=st.data())
def test_order_and_repetition_change_nothing(workshop_with_guests, made, data):
    workshop, codes = workshop_with_guests
    readings = [a_reading(codes[who], minutes, place) for who, place, minutes in made]
    shuffled = data.draw(st.permutations(readings))
    again = data.draw(st.lists(st.sampled_from(readings), max_size=8))
    cut = data.draw(st.integers(0, len(readings)))

    straight = outcome_of(workshop, [readings])
    one_by_one = outcome_of(workshop, [[reading] for reading in shuffled])
    with_repeats = outcome_of(workshop, [shuffled[:cut], again, shuffled[cut:], again])

    assert one_by_one == straight
    assert with_repeats == straight
    assert straight[1] == len(readings)
