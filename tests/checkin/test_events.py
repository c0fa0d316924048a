"""A desk's queue comes in: each event is answered by itself, once, whenever and in whatever order it comes."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from eventapp.badges.models import SpareBadge
from eventapp.checkin import queries
from eventapp.checkin.actions import forget_unknown_codes, review_scan
from eventapp.checkin.models import Desk, Scan, ScanUndo
from eventapp.core.actors import SYSTEM
from eventapp.core.audit import AuditEntry
from eventapp.core.db import session, transaction
from eventapp.core.tokens import derived, fingerprint, new_serial
from eventapp.groups.models import GroupMember
from eventapp.registration.models import Badge, Registration
from tests import factories
from tests.checkin.desk import a_delegation, a_guest, room_for
from tests.checkin.queue import AT, PairedDesk, a_scan, an_id, an_undo, at


@pytest.fixture
def desk(app, workshop):
    return PairedDesk(app, workshop)


def said(results):
    return [(each["status"], each["outcome"]) for each in results]


def here(workshop, key="day-1"):
    """Who came, by registration id."""
    session.expire_all()
    return sorted(queries.arrivals(workshop)[key])


def test_a_scan_is_stored_once_and_answered_alike(desk, workshop, delegation):
    guest, code = a_guest(delegation)
    sent = a_scan(code, told="admitted")

    first, again = desk.post(sent), desk.post(sent)

    assert said(first.json["results"]) == [("stored", "admitted")]
    assert said(again.json["results"]) == [("duplicate", "admitted")]
    assert first.json["results"][0]["registration"]["public_id"] == str(guest.public_id)
    assert first.json["counts"] == {"day-1": 1}
    row = session.scalars(select(Scan)).one()
    assert (row.desk_id, row.told, row.way, row.direction, row.scanned_at) == (desk.id, "admitted", "badge", "in", AT)


def test_twice_in_one_batch_is_once(desk, delegation):
    sent = a_scan(a_guest(delegation)[1])
    assert said(desk.send(sent, sent)) == [("stored", "admitted"), ("duplicate", "admitted")]


def test_what_a_person_was_told_counts_and_not_what_we_would_have_said(desk, workshop, delegation):
    group = factories.a_session(workshop, room_id=room_for(workshop, 1).id).key
    guests = [a_guest(delegation) for _number in range(2)]

    results = desk.send(*(a_scan(code, n, checkpoint=group, told="admitted") for n, (_who, code) in enumerate(guests)))

    assert said(results) == [("stored", "admitted"), ("stored", "full")]
    assert here(workshop, group) == [guest.id for guest, _code in guests]


def test_who_was_told_no_was_not_let_in_whatever_has_changed_since(desk, workshop, delegation):
    _guest, code = a_guest(delegation)
    desk.send(a_scan(code, told="not-confirmed"))
    assert here(workshop) == []


def test_let_in_all_the_same_counts_and_is_kept_as_that(desk, workshop, delegation):
    group = factories.a_session(workshop, room_id=room_for(workshop, 1).id).key
    guests = [a_guest(delegation) for _number in range(2)]
    desk.send(a_scan(guests[0][1], checkpoint=group))

    result = desk.send(a_scan(guests[1][1], 1, checkpoint=group, told="full", forced=True))[0]

    assert (result["status"], result["outcome"]) == ("stored", "full")
    assert result["message"] == "Room is full, but let in by the desk all the same."
    assert len(here(workshop, group)) == 2
    assert session.scalars(select(Scan.forced).order_by(Scan.scanned_at)).all() == [False, True]


def test_an_undo_takes_a_scan_back_also_if_it_comes_first(desk, workshop, delegation):
    (one, code), (two, other) = a_guest(delegation), a_guest(delegation)
    first, second = a_scan(code), a_scan(other)

    assert said(desk.send(an_undo(second))) == [("stored", None)]
    assert said(desk.send(first, second)) == [("stored", "admitted")] * 2
    assert here(workshop) == [one.id]
    desk.send(an_undo(first), an_undo(first))
    assert here(workshop) == []
    assert len(session.scalars(select(ScanUndo)).all()) == 2
    assert two.id not in here(workshop)


def test_whose_scan_was_undone_is_let_in_anew(desk, delegation):
    _guest, code = a_guest(delegation)
    first = a_scan(code)
    desk.send(first)
    assert said(desk.send(an_undo(first), a_scan(code, 3))) == [("stored", None), ("stored", "admitted")]


def test_a_scan_of_another_workshop_cannot_be_taken_back(app, desk, delegation):
    elsewhere = factories.a_workshop()
    other = PairedDesk(app, elsewhere)
    _guest, code = a_guest(a_delegation(elsewhere))
    theirs = a_scan(code)
    other.send(theirs)

    assert said(desk.send(an_undo(theirs))) == [("refused", None)]
    assert here(elsewhere) != []


def test_a_badge_that_was_revoked_before_the_scan_is_flagged_until_somebody_decides(desk, workshop, delegation):
    guest, code = a_guest(delegation)
    with transaction():
        session.get_one(Badge, guest.badge.id).revoked_at = AT - timedelta(minutes=1)
    sent = a_scan(code, told="admitted")

    result = desk.send(sent)[0]

    assert (result["status"], result["outcome"]) == ("flagged", "revoked")
    assert "organizer decides" in result["message"]
    assert here(workshop) == []
    flagged = queries.flagged(workshop)[0]
    review_scan(workshop.id, flagged.id, True, "It is her", actor=SYSTEM, now=datetime.now(UTC))
    assert here(workshop) == [guest.id]
    review_scan(workshop.id, flagged.id, False, "It was not her", actor=SYSTEM, now=datetime.now(UTC))
    assert here(workshop) == []
    assert [(each.counts, each.reason) for each in queries.flagged(workshop)] == [(False, "It was not her")]


def test_a_badge_that_was_revoked_after_the_scan_makes_no_difference(desk, workshop, delegation):
    guest, code = a_guest(delegation)
    with transaction():
        session.get_one(Badge, guest.badge.id).revoked_at = AT + timedelta(minutes=1)
    assert said(desk.send(a_scan(code, told="admitted"))) == [("stored", "admitted")]
    assert here(workshop) == [guest.id]


def test_the_clock_of_the_device_is_put_right(desk, workshop, delegation):
    _guest, code = a_guest(delegation)
    desk.clock = timedelta(hours=-3, minutes=7)

    assert said(desk.send(a_scan(code, told="admitted"))) == [("stored", "admitted")]

    row = session.scalars(select(Scan)).one()
    assert abs(row.scanned_at - AT) < timedelta(seconds=2)
    assert row.device_at == AT + desk.clock
    assert abs(row.clock_offset - desk.clock.total_seconds()) < 2
    assert row.flag == ""
    assert abs(session.get_one(Desk, desk.id).clock_offset - desk.clock.total_seconds()) < 2


@pytest.mark.parametrize("clock", [timedelta(days=-20_000), timedelta(hours=25), timedelta(hours=-25)])
def test_a_clock_that_is_a_day_off_is_corrected_and_flagged(desk, workshop, delegation, clock):
    _guest, code = a_guest(delegation)
    desk.clock = clock
    assert said(desk.send(a_scan(code, told="admitted"))) == [("flagged", "admitted")]
    assert abs(session.scalars(select(Scan.scanned_at)).one() - AT) < timedelta(seconds=2)
    assert here(workshop) == []


def test_what_the_device_says_of_itself_is_kept(desk):
    desk.send(battery=41.6, charging=True, waiting=7, list_at="2016-03-29T02:00:00+00:00")
    row = session.get_one(Desk, desk.id)
    assert (row.battery, row.charging, row.waiting) == (42, True, 7)
    assert row.list_at == datetime(2016, 3, 29, 2, tzinfo=UTC)
    assert datetime.now(UTC) - row.seen_at < timedelta(minutes=1)


@pytest.mark.parametrize("odd", [{"battery": "full"}, {"waiting": -5}, {"list_at": "soon"}, {"charging": 3}])
def test_nothing_that_a_device_says_of_itself_keeps_its_scans_out(desk, delegation, odd):
    assert said(desk.send(a_scan(a_guest(delegation)[1]), **odd)) == [("stored", "admitted")]


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "party"},
        {"kind": None},
        {"id": "seven"},
        {"at": "yesterday"},
        {"at": "2016-03-29T08:00:00"},
        {"at": "0001-01-01T00:00:00+00:00"},
        {"at": "9999-12-31T23:59:59-23:00"},
        {"checkpoint": ""},
        {"checkpoint": "no-such-place"},
        {"direction": "up"},
        {"told": "welcome"},
        {"registration": 5},
        {"code": 7},
    ],
)
def test_one_that_cannot_be_read_is_refused_and_holds_up_no_other(desk, delegation, wrong):
    codes = [a_guest(delegation)[1] for _number in range(2)]
    results = desk.send(a_scan(codes[0]), {**a_scan(codes[1]), **wrong}, a_scan(codes[1]))
    assert [each["status"] for each in results] == ["stored", "refused", "stored"]
    assert results[1]["message"]


@pytest.mark.parametrize("event", [None, 5, "scan", [], {}, {"kind": "scan"}, {"kind": ["scan"]}, {"kind": "undo"}])
def test_what_is_no_event_gets_a_verdict_too(desk, event):
    assert [each["status"] for each in desk.send(event)] == ["refused"]


def test_a_newer_format_is_refused_in_words(desk, delegation):
    answer = desk.post(a_scan(a_guest(delegation)[1]), format=2)
    assert (answer.status_code, answer.json["error"]) == (422, "invalid")
    assert "format 2" in answer.json["message"]


@pytest.mark.parametrize("wrong", [{"events": {}}, {"events": [{}] * 501}, {"sent_at": "now"}, {"format": None}])
def test_an_envelope_that_cannot_be_read_is_refused(desk, wrong):
    assert desk.post(**wrong).status_code == 422


def test_a_place_that_is_gone_is_kept_if_people_were_let_in_there(desk, workshop, delegation):
    guest, code = a_guest(delegation)
    assert said(desk.send(a_scan(code, checkpoint="a-session-that-was", told="admitted"))) == [("stored", "admitted")]
    assert here(workshop) == [guest.id]  # on the day on which it was


def test_on_the_way_out_a_stay_ends_and_the_room_has_a_place_again(desk, workshop, delegation):
    group = factories.a_session(workshop, room_id=room_for(workshop, 1).id).key
    (_one, first), (_two, second) = a_guest(delegation), a_guest(delegation)

    results = desk.send(
        a_scan(first, 0, checkpoint=group),
        a_scan(second, 1, checkpoint=group),
        a_scan(first, 2, checkpoint=group, direction="out"),
        a_scan(second, 3, checkpoint=group),
    )

    assert [each["outcome"] for each in results] == ["admitted", "full", "left", "admitted"]


def test_a_scan_into_another_session_ends_the_stay(desk, workshop, delegation):
    room = room_for(workshop, 1)
    one, two = (factories.a_session(workshop, room_id=room.id).key for _number in range(2))
    (first, code), (_second, other) = a_guest(delegation), a_guest(delegation)

    desk.send(a_scan(code, 0, checkpoint=one), a_scan(code, 10, checkpoint=two))

    assert said(desk.send(a_scan(other, 11, checkpoint=one))) == [("stored", "admitted")]
    stays = [
        (stay.checkpoint, stay.start, stay.end) for stay in queries.stays(workshop) if stay.registration_id == first.id
    ]
    assert stays == [(one, AT, AT + timedelta(minutes=10)), (two, AT + timedelta(minutes=10), None)]


def test_working_groups(desk, workshop, delegation):
    one, two = (factories.a_session(workshop, type="working-group") for _number in range(2))
    (ann, in_one), (_bob, in_none) = a_guest(delegation), a_guest(delegation)
    with transaction():
        session.add(GroupMember(session_id=one.id, registration_id=ann.id, source="organizer", created_at=AT))
        cid = a_guest(delegation)[0]
        session.add(GroupMember(session_id=two.id, registration_id=cid.id, source="organizer", created_at=AT))

    results = desk.send(
        a_scan(in_one, checkpoint=two.key), a_scan(in_one, 1, checkpoint=one.key), a_scan(in_none, checkpoint=two.key)
    )

    assert [each["outcome"] for each in results] == ["other-group", "admitted", "admitted"]
    assert "another working group" in results[0]["message"]


def a_spare(workshop, delegation, number=1):
    serial = new_serial()
    code = derived(factories.SECRET, "badge", serial)
    with transaction():
        session.add(
            SpareBadge(
                workshop_id=workshop.id,
                type_id=delegation.type_id,
                number=number,
                serial=serial,
                code_hash=fingerprint(code),
                created_at=AT - timedelta(days=1),
            )
        )
    return code


@pytest.mark.parametrize("scan_first", [True, False])
def test_a_blank_badge_stands_for_who_was_given_it_in_whatever_order_it_is_told(desk, workshop, delegation, scan_first):
    guest = factories.a_registration(delegation)
    code = a_spare(workshop, delegation)
    given = {"kind": "spare", "id": an_id(), "code": code, "registration": str(guest.public_id), "at": at(1)}
    scan = a_scan(code, 2, told="admitted")

    for event in (scan, given) if scan_first else (given, scan):
        assert desk.send(event)[0]["status"] == "stored"

    assert here(workshop) == [guest.id]
    assert desk.send(given)[0]["status"] == "stored"


def test_a_badge_is_handed_over(desk, delegation):
    guest, _code = a_guest(delegation)
    event = {"kind": "hand-over", "id": an_id(), "registration": str(guest.public_id), "at": at(1)}
    assert said(desk.send(event)) == [("stored", None)]
    assert session.get_one(Badge, guest.badge.id).handed_at == AT + timedelta(minutes=1)
    stranger = {"kind": "hand-over", "id": an_id(), "registration": an_id(), "at": at(1)}
    assert said(desk.send(stranger)) == [("refused", None)]


def test_somebody_who_is_no_longer_on_the_list_is_kept_and_shown(desk):
    result = desk.send(a_scan(registration=an_id(), told="admitted"))[0]
    assert (result["status"], result["outcome"]) == ("flagged", "unknown")
    assert "no longer on the list" in result["message"]


def test_found_by_name(desk, workshop, delegation):
    guest = factories.a_registration(delegation)
    assert said(desk.send(a_scan(registration=str(guest.public_id), way="name"))) == [("stored", "admitted")]
    assert session.scalars(select(Scan.way)).one() == "name"
    assert here(workshop) == [guest.id]


def test_strange_codes_make_a_desk_pause_and_old_ones_do_not(desk, workshop, delegation):
    _guest, code = a_guest(delegation)
    now = datetime.now(UTC)
    desk.send(*(a_scan(f"POSTER {n}", told="unknown") for n in range(200)))  # what it met while it was offline
    assert desk.post(a_scan(code)).status_code == 200

    desk.send(*(a_scan(f"GUESS {n}", at=now.isoformat()) for n in range(30)))
    answer = desk.post(a_scan(code, 1))

    assert (answer.status_code, answer.json["error"]) == (429, "paused")
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert desk.post().status_code == 200  # it may still say how it is, and fetch the list
    assert PairedDesk(desk.client.application, workshop).send(a_scan(code, 2))[0]["status"] == "stored"


def test_codes_of_strangers_are_forgotten_after_thirty_days(desk, workshop, delegation):
    _guest, code = a_guest(delegation)
    desk.send(a_scan("A POSTER"), a_scan("NOT OURS YET", told="admitted"), a_scan(code))
    now = datetime.now(UTC)
    assert forget_unknown_codes(now=now + timedelta(days=29)) == 0
    assert forget_unknown_codes(now=now + timedelta(days=31)) == 1
    assert sorted(session.scalars(select(Scan.code_hash))) == sorted([fingerprint(code), fingerprint("NOT OURS YET")])


def test_history_tells_of_the_desk(desk, delegation):
    desk.send(a_scan(a_guest(delegation)[1]))
    assert [(each.tag, each.actor) for each in session.scalars(select(AuditEntry))] == [
        ("checkin.scans_received", "Entrance")
    ]


def test_the_spelling_on_a_badge_is_put_right(desk, delegation):
    guest, _code = a_guest(delegation)
    body = {"registration": str(guest.public_id), "badge_name": " Aigül   Osmonova "}

    answer = desk.client.post(f"{desk.base}/desk/correct-name", json=body, headers=desk.headers)

    assert (answer.status_code, answer.json["name"]) == (200, "Aigül Osmonova")
    row = session.get_one(Registration, guest.id)
    assert (row.badge_name, row.person.badge_name.startswith("Aigul")) == ("Aigül Osmonova", True)
    changed = session.scalars(select(AuditEntry).where(AuditEntry.tag == "registration.changed")).one()
    assert (changed.actor, changed.facts) == ("Entrance", {"badge_name": ["", "Aigül Osmonova"]})
    missing = desk.client.post(
        f"{desk.base}/desk/correct-name", json={**body, "registration": an_id()}, headers=desk.headers
    )
    assert missing.status_code == 404


def test_a_desks_token_opens_nothing_else(desk):
    scans = desk.client.post(f"{desk.base}/scans", json={"scans": []}, headers=desk.headers)
    assert scans.status_code == 403
    assert desk.get("registrations").status_code == 403


@pytest.mark.parametrize("told", ["admitted", None])
def test_a_scan_elsewhere_than_at_the_desks_own_places_counts_and_names_the_desk(desk, workshop, delegation, told):
    """Its places are what its page offers. The organizer changes them while it has no network; what it did happened."""
    guest, code = a_guest(delegation)
    with transaction():
        session.get_one(Desk, desk.id).places = ["day-2"]

    answer = desk.send(a_scan(code, told=told))[0]

    assert (answer["status"], answer["outcome"]) == ("stored", "admitted")
    assert here(workshop) == [guest.id]
    row = session.scalars(select(Scan)).one()
    assert (row.checkpoint, row.flag, row.desk_id) == ("day-1", "", desk.id)
