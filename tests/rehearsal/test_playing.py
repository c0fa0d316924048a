"""What invented people do, and the ticks that follow from it."""

import uuid
from datetime import timedelta

import pytest

from eventapp.checkin import actions as checkin
from eventapp.core.actors import SYSTEM
from eventapp.core.errors import UserError
from eventapp.registration import queries as registrations
from eventapp.registration.codes import badge_code
from eventapp.rehearsal import actions, queries
from tests.rehearsal.conftest import NOW


def scan(rehearsal, row, at) -> None:
    reading = checkin.Reading(
        id=uuid.uuid4(), checkpoint="day-1", scanned_at=at, code=badge_code(row.badge), device="Phone"
    )
    checkin.receive_scans(rehearsal.id, [reading], actor=SYSTEM, now=at)


def test_the_rest_arrives_once_and_some_stay_away(rehearsal):
    came = actions.scan_the_rest(rehearsal.id, actor=SYSTEM, now=NOW)
    assert 5 <= came <= 10
    assert actions.scan_the_rest(rehearsal.id, actor=SYSTEM, now=NOW + timedelta(minutes=1)) == 0
    progress = queries.progress(rehearsal)
    assert (progress.arrived, progress.scanned_at_desks) == (came, 0)
    assert not progress.ticks["scans"]


def test_who_was_scanned_at_a_desk_does_not_come_again(rehearsal):
    people = registrations.confirmed(rehearsal.id)
    for row in people[:3]:
        scan(rehearsal, row, NOW)
    assert queries.progress(rehearsal).ticks["scans"]
    actions.scan_the_rest(rehearsal.id, actor=SYSTEM, now=NOW)
    assert queries.progress(rehearsal).scanned_at_desks == 3


def test_the_rest_answers_once_each(rehearsal):
    given = actions.answer_for_the_rest(rehearsal.id, actor=SYSTEM, now=NOW)
    assert given >= 10
    assert actions.answer_for_the_rest(rehearsal.id, actor=SYSTEM, now=NOW) == 0
    progress = queries.progress(rehearsal)
    assert (progress.responses, progress.ticks["feedback"]) == (given, True)


def test_nothing_is_invented_at_a_real_workshop(workshop):
    for play in (actions.scan_the_rest, actions.answer_for_the_rest):
        with pytest.raises(UserError):
            play(workshop.id, actor=SYSTEM, now=NOW)
