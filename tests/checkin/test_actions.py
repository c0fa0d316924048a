"""Scans come in: once, again, late, out of order, and of badges that are not what they should be."""

import threading
import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventapp.checkin import queries
from eventapp.checkin.actions import LARGEST_BATCH, receive_scans
from eventapp.checkin.models import Scan
from eventapp.core.actors import Actor
from eventapp.core.audit import AuditEntry
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, Missing
from eventapp.core.tokens import fingerprint
from eventapp.registration.models import Badge, Registration
from eventapp.workshops.models import Workshop
from tests import factories
from tests.checkin.desk import DAY_1, NOW, a_delegation, a_guest, a_reading, desk_of, room_for, scan


def stored() -> list[Scan]:
    return list(session.scalars(select(Scan).order_by(Scan.scanned_at)))


def test_a_badge_is_admitted_once_at_each_checkpoint(workshop, delegation):
    guest, code = a_guest(delegation)
    opening = factories.a_session(workshop)

    outcomes = scan(
        workshop, a_reading(code), a_reading(code, 1), a_reading(code, 2, "day-2"), a_reading(code, 3, opening.key)
    )

    assert outcomes == ["admitted", "already", "admitted", "admitted"]
    assert [(row.checkpoint, row.day, row.session_id, row.registration_id) for row in stored()] == [
        ("day-1", workshop.days[0], None, guest.id),
        ("day-1", workshop.days[0], None, guest.id),
        ("day-2", workshop.days[1], None, guest.id),
        (opening.key, None, opening.id, guest.id),
    ]


def test_a_scan_sent_again_gets_the_same_answer_and_adds_nothing(workshop, delegation):
    _guest, code = a_guest(delegation)
    reading = a_reading(code)

    first = receive_scans(workshop.id, [reading], actor=desk_of(workshop), now=NOW)
    again = receive_scans(workshop.id, [reading], actor=desk_of(workshop), now=NOW + timedelta(hours=1))

    assert again == first
    assert [row.id for row in stored()] == [reading.id]
    assert len(session.scalars(select(AuditEntry)).all()) == 1


def test_the_same_id_twice_in_a_batch_is_one_scan(workshop, delegation):
    _guest, code = a_guest(delegation)
    reading = a_reading(code)

    assert scan(workshop, reading, reading) == ["admitted", "admitted"]
    assert [row.id for row in stored()] == [reading.id]


def test_a_known_id_keeps_its_answer_whatever_comes_with_it(workshop, delegation):
    _guest, code = a_guest(delegation)
    reading = a_reading(code)

    assert scan(workshop, reading) == ["admitted"]
    assert scan(workshop, replace(reading, code="SOMETHING ELSE", checkpoint="day-3")) == ["admitted"]


def test_within_a_batch_the_clock_decides_who_was_first(workshop, delegation):
    room = room_for(workshop, 1)
    group = factories.a_session(workshop, room_id=room.id)
    (_one, early), (_two, late) = a_guest(delegation), a_guest(delegation)

    outcomes = scan(workshop, a_reading(late, 5, group.key), a_reading(early, 1, group.key))

    assert outcomes == ["full", "admitted"]


def test_a_fast_clock_is_put_back_to_now(workshop, delegation):
    _guest, code = a_guest(delegation)

    scan(workshop, a_reading(code, minutes=60), now=DAY_1)

    assert [(row.scanned_at, row.received_at) for row in stored()] == [(DAY_1, DAY_1)]


def test_refused_scans_are_kept_as_well_by_the_hash_of_their_code(workshop, delegation):
    guest, code = a_guest(delegation)
    with transaction():
        guest.state = "cancelled"

    assert scan(workshop, a_reading(code), a_reading("no code of ours", 1)) == ["not-confirmed", "unknown"]
    assert [(row.registration_id, row.code_hash) for row in stored()] == [
        (guest.id, fingerprint(code)),
        (None, fingerprint("no code of ours")),
    ]


def test_blanks_and_case_of_a_typed_code_do_not_matter(workshop, delegation):
    _guest, code = a_guest(delegation)
    assert scan(workshop, a_reading(f" {code[:9].lower()} {code[9:]} ")) == ["admitted"]


def test_a_revoked_badge_stops_working_and_the_new_one_works(workshop, delegation):
    guest, old = a_guest(delegation)
    with transaction():
        session.get_one(Badge, guest.badge.id).revoked_at = NOW
    new = factories.a_badge(guest).code

    assert scan(workshop, a_reading(old), a_reading(new, 1), a_reading(old, 2)) == ["revoked", "admitted", "revoked"]


@pytest.mark.parametrize("state", ["nominated", "pending", "declined", "cancelled"])
def test_only_the_confirmed_are_let_in(workshop, delegation, state):
    _guest, code = a_guest(delegation, state=state)
    assert scan(workshop, a_reading(code)) == ["not-confirmed"]


def test_a_badge_of_another_workshop_is_unknown(workshop, delegation):
    elsewhere = factories.a_workshop()
    _guest, code = a_guest(a_delegation(elsewhere))

    result = receive_scans(workshop.id, [a_reading(code)], actor=desk_of(workshop), now=NOW)[0]

    assert (result.outcome, result.card, result.elsewhere) == ("unknown", None, (elsewhere.id, elsewhere.title))


def test_a_scan_id_of_another_workshop_tells_nothing_of_it(workshop, delegation):
    elsewhere = factories.a_workshop()
    _guest, code = a_guest(a_delegation(elsewhere))
    reading = a_reading(code)
    scan(elsewhere, reading)

    result = receive_scans(workshop.id, [reading], actor=desk_of(workshop), now=NOW)[0]

    assert (result.outcome, result.card, result.elsewhere) == ("unknown", None, None)
    assert [row.workshop_id for row in stored()] == [elsewhere.id]


def test_a_person_is_let_in_by_name_without_a_badge(workshop, delegation):
    guest = factories.a_registration(delegation)
    by_name = a_reading(registration_id=guest.id)

    assert scan(workshop, by_name, a_reading(minutes=1, registration_id=guest.id)) == ["admitted", "already"]
    assert [row.code_hash for row in stored()] == [None, None]


def test_nobody_of_another_workshop_is_let_in_by_name(workshop):
    stranger = factories.a_registration(a_delegation(factories.a_workshop()))
    with pytest.raises(Missing):
        scan(workshop, a_reading(registration_id=stranger.id))
    assert stored() == []


def test_a_room_is_filled_exactly_and_a_cancelled_person_leaves_a_place(workshop, delegation):
    group = factories.a_session(workshop, room_id=room_for(workshop, 2).id)
    guests = [a_guest(delegation) for _number in range(3)]
    first, second, third = (code for _guest, code in guests)

    assert scan(
        workshop, *(a_reading(code, number, group.key) for number, code in enumerate((first, second, third)))
    ) == [
        "admitted",
        "admitted",
        "full",
    ]
    with transaction():
        session.get_one(Registration, guests[0][0].id).state = "cancelled"
    assert scan(workshop, a_reading(third, 9, group.key), a_reading(second, 10, group.key)) == ["admitted", "already"]


def test_one_audit_line_for_a_batch(workshop, delegation):
    codes = [a_guest(delegation)[1] for _number in range(3)]
    scan(workshop, *map(a_reading, codes))
    entries = session.execute(select(AuditEntry.tag, AuditEntry.actor, AuditEntry.facts)).all()
    assert entries == [("checkin.scans_received", "desk", {"stored": 3})]


def test_an_unknown_checkpoint_is_refused_and_nothing_is_stored(workshop, delegation):
    _guest, code = a_guest(delegation)
    with pytest.raises(Invalid, match="day-4"):
        scan(workshop, a_reading(code), a_reading(code, checkpoint="day-4"))
    assert stored() == []


def test_a_batch_has_a_limit(workshop):
    with pytest.raises(Invalid, match=str(LARGEST_BATCH)):
        scan(workshop, *(a_reading("x") for _number in range(LARGEST_BATCH + 1)))


@pytest.mark.parametrize("roles", [frozenset(), "rapporteur", "facilitator"])
def test_others_may_not_scan(workshop, roles):
    actor = Actor("other", roles=frozenset({(workshop.id, roles)}) if roles else frozenset())
    with pytest.raises(Denied):
        receive_scans(workshop.id, [], actor=actor, now=NOW)


def at_the_same_time(app, *calls):
    """What each call answers when all are made at once, each from a thread of its own."""
    barrier, answers = threading.Barrier(len(calls)), [None] * len(calls)

    def run(number, call):
        with app.app_context():
            barrier.wait()
            answers[number] = call()
            session.remove()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    session.rollback()
    return answers


def sending(workshop_id, reading):
    return lambda: scan(session.get_one(Workshop, workshop_id), reading)


def test_the_same_badge_at_two_desks_at_once_is_admitted_once(app, workshop, delegation):
    _guest, code = a_guest(delegation)
    workshop_id = workshop.id

    answers = at_the_same_time(app, *(sending(workshop_id, a_reading(code)) for _desk in range(4)))

    assert sorted(answers) == [["admitted"], ["already"], ["already"], ["already"]]


def test_the_same_scan_from_two_devices_at_once_is_one_scan(app, workshop, delegation):
    _guest, code = a_guest(delegation)
    reading, workshop_id = a_reading(code), workshop.id

    answers = at_the_same_time(app, *(sending(workshop_id, reading) for _device in range(4)))

    assert answers == [["admitted"]] * 4
    assert [row.id for row in stored()] == [reading.id]


def test_the_same_id_at_two_workshops_at_once_is_stored_once(app, workshop, delegation):
    _guest, code = a_guest(delegation)
    ids = [workshop.id, factories.a_workshop().id]
    reading = a_reading(code)

    answers = at_the_same_time(app, *(sending(workshop_id, reading) for workshop_id in ids))

    assert [row.id for row in stored()] == [reading.id]
    assert answers[1] == ["unknown"]


def test_a_room_is_never_overfilled_from_many_desks(app, workshop, delegation):
    group = factories.a_session(workshop, room_id=room_for(workshop, 3).id)
    key, workshop_id = group.key, workshop.id
    codes = [a_guest(delegation)[1] for _number in range(8)]

    answers = at_the_same_time(app, *(sending(workshop_id, a_reading(code, checkpoint=key)) for code in codes))

    assert sorted(answers) == [["admitted"]] * 3 + [["full"]] * 5
    assert queries.present_count(workshop, key) == 3


def test_scan_ids_are_the_devices(workshop, delegation):
    _guest, code = a_guest(delegation)
    chosen = uuid.UUID("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")
    scan(workshop, a_reading(code, id=chosen))
    assert [row.id for row in stored()] == [chosen]
