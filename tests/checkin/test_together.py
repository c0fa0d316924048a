"""Desks that send at the same moment share a transaction; each is told about its own scans only."""

import threading

import pytest
from sqlalchemy import func, select

from eventapp.checkin.actions import events, receive_events
from eventapp.checkin.models import Scan
from eventapp.checkin.readings import DeskScan
from eventapp.core.audit import AuditEntry
from eventapp.core.db import session
from tests import factories
from tests.checkin.desk import DAY_1, NOW, a_delegation, a_guest, a_reading, desk_of, room_for


@pytest.fixture
def at_once(app, workshop):
    """Sends each of these lists of readings from a thread of its own; all wait before the first is taken in."""

    def send(posts):
        told = {}

        def one(number, readings):
            with app.app_context():
                wanted = [DeskScan(reading) for reading in readings]
                told[number] = receive_events(workshop.id, wanted, actor=desk_of(workshop), now=NOW)
                session.remove()

        queue, pause = events._queue(workshop.id), threading.Event()
        session.rollback()
        threads = [threading.Thread(target=one, args=each) for each in enumerate(posts)]
        with queue._first:
            for came, thread in enumerate(threads, start=1):
                thread.start()
                while len(queue._waiting) < came and thread.is_alive():
                    pause.wait(0.001)
        for thread in threads:
            thread.join(30)
        session.rollback()  # what was read before is read anew
        return [told[number] for number in range(len(posts))]

    return send


def outcomes(told):
    return [[(str(each.status), each.scan and str(each.scan.outcome)) for each in one.verdicts] for one in told]


def test_no_room_holds_more_than_its_capacity_and_each_is_told_of_its_own(at_once, workshop, delegation):
    room = room_for(workshop, 3)
    factories.a_session(workshop, key="small", starts_at=DAY_1, room_id=room.id)
    people = [a_guest(delegation) for _number in range(8)]

    told = at_once([[a_reading(code, checkpoint="small")] for _who, code in people])

    assert outcomes(told) == [[("stored", "admitted")]] * 3 + [[("stored", "full")]] * 5
    assert [one.verdicts[0].scan.card.registration_id for one in told] == [who.id for who, _code in people]
    assert {one.counts["small"] for one in told} == {3}


def test_the_same_scan_from_two_devices_is_stored_once(at_once, delegation):
    _guest, code = a_guest(delegation)
    again = a_reading(code)

    assert outcomes(at_once([[again], [again], [a_reading(code)]])) == [
        [("stored", "admitted")],
        [("duplicate", "admitted")],
        [("stored", "already")],
    ]
    assert session.scalar(select(func.count()).select_from(Scan)) == 2


def test_a_scan_that_cannot_be_taken_in_holds_up_no_other(at_once, workshop, delegation):
    _guest, code = a_guest(delegation)
    elsewhere = factories.a_workshop(slug="elsewhere")
    stranger = a_reading(a_guest(a_delegation(elsewhere))[1])
    receive_events(elsewhere.id, [DeskScan(stranger)], actor=desk_of(elsewhere), now=NOW)

    told = at_once([[a_reading(code, checkpoint="nowhere")], [stranger], [a_reading(code)]])

    assert outcomes(told) == [[("refused", None)], [("refused", None)], [("stored", "admitted")]]


def test_each_request_has_its_line_in_the_history(at_once, workshop, delegation):
    codes = [a_guest(delegation)[1] for _number in range(3)]
    at_once([[a_reading(codes[0]), a_reading(codes[1])], [a_reading(codes[2])]])
    lines = select(AuditEntry.facts).where(AuditEntry.tag == "checkin.scans_received").order_by(AuditEntry.id)
    assert session.scalars(lines).all() == [{"stored": 2}, {"stored": 1}]
