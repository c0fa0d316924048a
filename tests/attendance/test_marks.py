"""Marks beside the scans: corrections, marks for many, taking back; what holds then."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from eventapp.attendance import actions, queries
from eventapp.attendance.effective import Source
from eventapp.attendance.models import AttendanceMark
from eventapp.checkin.models import Scan
from eventapp.core.actors import SYSTEM, Actor, Role
from eventapp.core.audit import AuditEntry
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, Missing, UserError
from eventapp.registration.models import Registration
from tests import factories
from tests.checkin.desk import DAY_1, NOW, a_guest, a_reading, desk_of, scan


def mark(workshop, *guests, checkpoint="day-1", present=True, source="correction", reason="Seen there", **more):
    ids = [guest.id for guest in guests]
    facts = {"source": source, "reason": reason, "actor": SYSTEM, "now": NOW, **more}
    return actions.mark(workshop.id, ids, checkpoint, present, **facts)


def present_at(workshop, key="day-1"):
    return set(queries.arrivals(workshop)[key])


def tags():
    return list(session.scalars(select(AuditEntry.tag).where(AuditEntry.tag.startswith("attendance."))))


def test_a_correction_stands_beside_the_scans_and_decides(workshop, delegation):
    (anna, code), (boris, _code) = a_guest(delegation), a_guest(delegation)
    scan(workshop, a_reading(code))

    mark(workshop, anna, present=False, reason="Her badge was carried in by another")
    mark(workshop, boris, now=NOW + timedelta(minutes=1))

    assert present_at(workshop) == {boris.id}
    assert session.scalar(select(func.count(Scan.id))) == 1
    assert tags() == ["attendance.corrected", "attendance.corrected"]


def test_every_figure_follows_the_correction(workshop, delegation):
    (anna, code), (boris, _code) = a_guest(delegation), a_guest(delegation)
    scan(workshop, a_reading(code))
    mark(workshop, boris, checkpoint="day-2")

    assert [each.present for each in queries.attendance_counts(workshop)] == [1, 1, 0]
    assert [each.days for each in queries.attendance_by_type(workshop)] == [(1, 1, 0)]
    assert queries.days_present(workshop) == {anna.id: {workshop.days[0]}, boris.id: {workshop.days[1]}}
    assert [(row.registration_id, row.at, row.sources) for row in queries.attendance_rows(workshop)] == [
        (anna.id, DAY_1, (Source.SCAN,)),
        (boris.id, None, (Source.CORRECTION,)),
    ]
    total = queries.counted(workshop).figures.total
    assert (total.present, total.person_days) == (2, 2)


def test_a_correction_needs_a_reason(workshop, delegation):
    guest, _code = a_guest(delegation)
    with pytest.raises(Invalid) as refused:
        mark(workshop, guest, reason="  ")
    assert list(refused.value.fields) == ["reason"]
    with pytest.raises(Invalid):
        mark(workshop, guest, reason="x" * 501)


def test_only_organizers_mark(workshop, delegation):
    guest, _code = a_guest(delegation)
    rapporteur = Actor("r", roles=frozenset({(workshop.id, Role.RAPPORTEUR)}))
    for actor in (desk_of(workshop), rapporteur, Actor("nobody")):
        with pytest.raises(Denied):
            mark(workshop, guest, actor=actor)
        with pytest.raises(Denied):
            actions.mark_many(workshop.id, [guest.id], "day-1", reason="x", actor=actor, now=NOW)
        with pytest.raises(Denied):
            actions.change_rules(workshop.id, queries.measure(workshop).rules, actor=actor, now=NOW)


def test_places_and_people_of_another_workshop_are_refused(workshop, delegation):
    guest, _code = a_guest(delegation)
    other = factories.a_workshop()
    stranger = factories.a_registration(factories.a_delegation(factories.a_type(other)))
    for people, place in (((stranger,), "day-1"), ((guest,), "day-9"), ((guest, stranger), "day-1")):
        with pytest.raises(Missing):
            mark(workshop, *people, checkpoint=place)
    assert session.scalar(select(func.count(AttendanceMark.id))) == 0


def test_what_is_taken_back_no_longer_counts_and_stays_on_record(workshop, delegation):
    guest, code = a_guest(delegation)
    scan(workshop, a_reading(code))
    (row,) = mark(workshop, guest, present=False)

    actions.void_mark(workshop.id, row.id, actor=SYSTEM, now=NOW)

    assert present_at(workshop) == {guest.id}
    assert [(event.kind, event.counts) for event in queries.timeline(session.get_one(Registration, guest.id))] == [
        ("mark", False),
        ("scan", True),
    ]
    with pytest.raises(UserError, match="already"):
        actions.void_mark(workshop.id, row.id, actor=SYSTEM, now=NOW)


def test_many_are_marked_together_and_taken_back_together(workshop, delegation):
    guests = [a_guest(delegation)[0] for _number in range(3)]
    ids = [guest.id for guest in guests]

    batch = actions.mark_many(workshop.id, ids, "day-2", reason="Group photograph", actor=SYSTEM, now=NOW)
    again = actions.mark_many(workshop.id, ids, "day-2", reason="Once more", actor=SYSTEM, now=NOW)

    assert (batch.report, again) == ({"reason": "Group photograph", "marks": 3}, None)
    assert present_at(workshop, "day-2") == set(ids)
    assert actions.undo_batch(workshop.id, batch.id, actor=SYSTEM, now=NOW) == 3
    assert present_at(workshop, "day-2") == set()
    with pytest.raises(UserError):
        actions.undo_batch(workshop.id, batch.id, actor=SYSTEM, now=NOW)


def test_marks_for_many_need_to_say_from_where_it_is_known(workshop, delegation):
    guest, _code = a_guest(delegation)
    with pytest.raises(Invalid):
        actions.mark_many(workshop.id, [guest.id], "day-1", reason=" ", actor=SYSTEM, now=NOW)


def test_a_registration_that_no_longer_stands_does_not_count_with_its_marks_either(workshop, delegation):
    guest, _code = a_guest(delegation)
    mark(workshop, guest)
    with transaction():
        session.get_one(Registration, guest.id).state = "cancelled"
    assert present_at(workshop) == set()


def test_a_session_corrected_away_no_longer_counts_for_its_day(workshop, delegation):
    opening = factories.a_session(workshop, key="opening")
    guest, code = a_guest(delegation)
    scan(workshop, a_reading(code, checkpoint=opening.key))
    mark(workshop, guest, checkpoint="opening", present=False)
    assert (present_at(workshop), present_at(workshop, "opening")) == (set(), set())


def test_disagreements_are_listed_until_a_correction_settles_them(workshop, delegation):
    (anna, code), (boris, _c), (clara, other) = (a_guest(delegation) for _number in range(3))
    scan(workshop, a_reading(code), a_reading(other, 1))
    mark(workshop, anna, boris, source="paper")

    found = [
        (each.registration_id, each.checkpoint, str(each.kind)) for each, _card, _place in queries.disputes(workshop)
    ]
    assert found == [(boris.id, "day-1", "unscanned"), (clara.id, "day-1", "unsigned")]

    mark(workshop, boris, clara)
    assert queries.disputes(workshop) == []


def test_lists_that_say_no_disagree_with_scans(workshop, delegation):
    guest, code = a_guest(delegation)
    scan(workshop, a_reading(code))
    mark(workshop, guest, present=False, source="list")
    ((dispute, card, place),) = queries.disputes(workshop)
    assert (str(dispute.kind), dispute.yes, dispute.no) == ("contradicted", (Source.SCAN,), (Source.LIST,))
    assert (card.registration_id, place.key) == (guest.id, "day-1")
    assert present_at(workshop) == {guest.id}


def test_a_record_of_everybody(workshop, delegation):
    factories.a_session(workshop, key="opening")
    (anna, code), (boris, other) = a_guest(delegation), a_guest(delegation)
    scan(workshop, a_reading(code, 31, "opening"), a_reading(other))

    found = queries.record(workshop)

    assert {who: (each.days, each.sessions, each.hours, each.qualifies) for who, each in found.items()} == {
        anna.id: ((workshop.days[0],), ("opening",), 1.5, True),
        boris.id: ((workshop.days[0],), (), 0.0, False),
    }
    assert found[anna.id].shares == {workshop.days[0]: 1.0}
    assert found[anna.id].base == (
        "At least 80 % of the sessions of each day: 1 session on 1 day at which attendance was taken; sessions at the "
        "same time count once."
    )


def test_the_hours_of_the_registration_desk_are_no_session_to_attend(workshop, delegation):
    factories.a_session(workshop, key="desk", type="registration")
    guest, code = a_guest(delegation)
    scan(workshop, a_reading(code, 31, "desk"))
    found = queries.record(workshop)[guest.id]
    assert (found.sessions, found.days, found.qualifies) == ((), (workshop.days[0],), True)


def test_self_service_is_named_as_such(workshop, delegation):
    guest, code = a_guest(delegation)
    scan(workshop, a_reading(code))
    with transaction():
        session.scalars(select(Scan)).one().way = "self"
    assert [row.sources for row in queries.attendance_rows(workshop)] == [(Source.SELF,)]
    assert [event.source for event in queries.timeline(guest)] == [Source.SELF]
