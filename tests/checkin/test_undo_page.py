"""Taking a scan back on the page of staff."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventapp.checkin import actions, queries
from eventapp.checkin.models import ScanUndo
from eventapp.core.db import session
from eventapp.core.errors import Denied, Missing, UserError
from tests import factories
from tests.checkin.desk import DAY_1, a_guest, a_reading, desk_of, scan


def test_a_scan_of_the_last_hour_is_taken_back_once(workshop, delegation):
    guest, code = a_guest(delegation)
    reading = a_reading(code)
    scan(workshop, reading, now=DAY_1)
    for _press in range(2):
        actions.undo_scan(workshop.id, reading.id, actor=desk_of(workshop), now=DAY_1 + timedelta(minutes=59))
    assert guest.id not in queries.arrivals(workshop)["day-1"]
    assert [row.scan_id for row in session.scalars(select(ScanUndo))] == [reading.id]


def test_later_it_is_a_correction(workshop, delegation):
    reading = a_reading(a_guest(delegation)[1])
    scan(workshop, reading, now=DAY_1)
    with pytest.raises(UserError, match="more than an hour old"):
        actions.undo_scan(workshop.id, reading.id, actor=desk_of(workshop), now=DAY_1 + timedelta(minutes=61))


def test_it_has_to_be_a_scan_here_and_somebody_of_here(workshop, delegation):
    reading = a_reading(a_guest(delegation)[1])
    scan(workshop, reading, now=DAY_1)
    elsewhere = factories.a_workshop()
    with pytest.raises(Missing):
        actions.undo_scan(elsewhere.id, reading.id, actor=desk_of(elsewhere), now=DAY_1)
    with pytest.raises(Denied):
        actions.undo_scan(workshop.id, reading.id, actor=desk_of(elsewhere), now=DAY_1)
