"""People who stand on no list: registered at the desk, exact about seats, shown to the organizer."""

from datetime import UTC, datetime, timedelta
from itertools import permutations
from uuid import UUID

import pytest
from sqlalchemy import func, select

from eventapp.badges.models import SpareBadge
from eventapp.checkin import queries
from eventapp.checkin.models import Scan, WalkIn
from eventapp.core import jobs
from eventapp.core.db import session, transaction
from eventapp.core.outbox import Message
from eventapp.core.tokens import fingerprint
from eventapp.registration.models import Badge, Delegation, DelegationType, Registration
from eventapp.workshops.models import Workshop
from tests import factories
from tests.checkin.desk import a_delegation
from tests.checkin.queue import PairedDesk, a_scan, a_walk_in, an_id, at
from tests.checkin.test_events import a_spare, here
from tests.people import a_user, browser_of


@pytest.fixture
def desk(app, workshop):
    return PairedDesk(app, workshop)


def came(desk, walk_in, **changes):
    """Registered and let in at once, as the app does; the verdicts."""
    return desk.send(walk_in, a_scan(walk_in=walk_in["id"], told="admitted", way="walk-in", **changes))


def registered() -> list[Registration]:
    return list(session.scalars(select(Registration).order_by(Registration.id)))


def test_somebody_is_registered_confirmed_and_in_within_one_batch(desk, workshop, delegation):
    walk_in = a_walk_in(delegation.type_id)

    first, second = came(desk, walk_in)

    row = registered()[0]
    assert (first["status"], first["walk_in"]) == ("stored", {"public_id": str(row.public_id), "state": "confirmed"})
    assert (second["status"], second["outcome"]) == ("stored", "admitted")
    assert second["registration"]["name"] == "Farrukh Nazarov"
    assert (row.source, row.person.original_name, row.person.sex, row.position) == (
        "walk-in",
        "Фаррух Назаров",
        "male",
        "Head nurse",
    )
    assert row.delegation.organization == "Union of nurses"
    assert row.badge is not None
    assert here(workshop) == [row.id]
    assert session.scalars(select(WalkIn)).one().facts == {}


def test_sent_twice_it_is_one_person(desk, delegation):
    walk_in = a_walk_in(delegation.type_id)
    came(desk, walk_in)
    again = came(desk, walk_in)
    assert again[0]["status"] == "duplicate"
    assert again[0]["walk_in"]["state"] == "confirmed"
    assert len(registered()) == 1


def test_the_scan_may_come_before_the_person(desk, workshop, delegation):
    walk_in = a_walk_in(delegation.type_id)
    scan = a_scan(walk_in=walk_in["id"], told="admitted", way="walk-in")

    assert desk.send(scan)[0]["outcome"] == "unknown"
    assert here(workshop) == []
    desk.send(walk_in)

    assert here(workshop) == [registered()[0].id]


def test_without_a_seat_they_wait_and_are_there_all_the_same_once_confirmed(desk, workshop, delegation):
    with transaction():
        session.get_one(DelegationType, delegation.type_id).quota = 0
    walk_in = a_walk_in(delegation.type_id)

    first, _second = came(desk, walk_in)

    assert (first["status"], first["walk_in"]["state"]) == ("stored", "waitlisted")
    listed = desk.get("check-in-list").json["registrations"]
    assert [(each["state"], each["provisional"]) for each in listed] == [("waitlisted", True)]
    assert here(workshop) == []
    with transaction():
        session.get_one(DelegationType, delegation.type_id).quota = 5
    organizer = browser_of(desk.client.application, "organizer", workshop)
    answer = organizer.post(
        f"/workshops/{workshop.slug}/check-in/walk-ins/{walk_in['id']}", data={"registration": "0", "confirm": "y"}
    )
    assert answer.status_code == 303
    assert here(workshop) == [registered()[0].id]
    assert queries.walk_ins_waiting(workshop.id) == 0


def test_the_last_seat_goes_to_one_of_many_desks(desk, workshop, delegation):
    with transaction():
        session.get_one(Workshop, workshop.id).capacity = 2
    other = PairedDesk(desk.client.application, workshop, "Back door")
    for number, each in enumerate((desk, other, desk)):
        came(each, a_walk_in(delegation.type_id, name=f"Guest {'ABC'[number]}", original_name="", email=""))
    assert [row.state for row in registered()] == ["confirmed", "confirmed", "waitlisted"]


def test_a_blank_badge_given_to_somebody_without_a_seat_works_once_they_have_one(desk, workshop, delegation):
    with transaction():
        session.get_one(DelegationType, delegation.type_id).quota = 0
    walk_in, code = a_walk_in(delegation.type_id), a_spare(workshop, delegation)
    given = {"kind": "spare", "id": an_id(), "code": code, "walk_in": walk_in["id"], "at": at(1)}

    results = desk.send(walk_in, given, a_scan(code, 2, told="admitted"))

    assert [each["status"] for each in results] == ["stored", "flagged", "stored"]
    with transaction():
        session.get_one(DelegationType, delegation.type_id).quota = 5
    organizer = browser_of(desk.client.application, "organizer", workshop)
    organizer.post(
        f"/workshops/{workshop.slug}/check-in/walk-ins/{walk_in['id']}", data={"registration": "0", "confirm": "y"}
    )
    row = registered()[0]
    assert session.scalars(select(SpareBadge.registration_id)).one() == row.id
    assert here(workshop) == [row.id]
    assert desk.send(a_scan(code, 3))[0]["outcome"] == "already"


def test_who_stands_on_that_list_already_is_that_person_and_the_organizer_is_shown(desk, workshop, delegation):
    person = factories.a_person(workshop, latin_name="Farrukh Nazarov", original_name="Фаррух Назаров")
    known = factories.a_registration(delegation, person)
    walk_in = a_walk_in(delegation.type_id, delegation=delegation.id)

    first, _scan = came(desk, walk_in)

    assert (first["status"], first["walk_in"]["public_id"]) == ("flagged", str(known.public_id))
    assert "on the list" in first["message"]
    assert here(workshop) == [known.id]
    shown = queries.walk_ins(workshop)[0]
    assert (shown.facts["name"], shown.card.registration_id) == ("Farrukh Nazarov", known.id)


@pytest.mark.parametrize(
    "changes", [{"type": 999}, {"delegation": 999}, {"name": "", "original_name": ""}, {"delegation": "full"}]
)
def test_what_cannot_be_registered_is_kept_for_the_organizer(desk, workshop, delegation, changes):
    if changes.get("delegation") == "full":
        with transaction():
            session.get_one(Delegation, delegation.id).seats = 0
        changes = {"delegation": delegation.id}
    walk_in = a_walk_in(delegation.type_id) | changes

    first, second = came(desk, walk_in)

    assert (first["status"], first["walk_in"]) == ("flagged", None)
    assert first["message"]
    assert second["status"] == "stored"
    assert registered() == []
    shown = queries.walk_ins(workshop)[0]
    assert (shown.facts.get("position"), shown.problem) == ("Head nurse", first["message"])


def test_the_organizer_says_who_it_is_and_the_scans_go_with_them(desk, workshop, delegation):
    known = factories.a_registration(delegation)
    walk_in = a_walk_in(999)
    came(desk, walk_in)
    organizer = browser_of(desk.client.application, "organizer", workshop)
    page = organizer.get(f"/workshops/{workshop.slug}/check-in/walk-ins").get_data(as_text=True)
    assert "Farrukh Nazarov" in page
    assert "Head nurse" in page

    organizer.post(
        f"/workshops/{workshop.slug}/check-in/walk-ins/{walk_in['id']}", data={"registration": str(known.id)}
    )

    assert here(workshop) == [known.id]
    row = session.scalars(select(WalkIn)).one()
    assert (row.registration_id, row.facts, row.settled_at is not None) == (known.id, {}, True)


def test_nobody_of_another_workshop_is_said_to_be_it(desk, workshop, delegation):
    stranger = factories.a_registration(a_delegation(factories.a_workshop()))
    walk_in = a_walk_in(999)
    came(desk, walk_in)
    organizer = browser_of(desk.client.application, "organizer", workshop)
    answer = organizer.post(
        f"/workshops/{workshop.slug}/check-in/walk-ins/{walk_in['id']}", data={"registration": str(stranger.id)}
    )
    assert answer.status_code == 422
    assert session.scalars(select(Scan.registration_id)).one() is None


def test_where_desks_register_nobody_it_waits_for_the_organizer(desk, workshop, delegation):
    with transaction():
        session.get_one(Workshop, workshop.id).checkin = {"walk_ins": False}
    first, _second = came(desk, a_walk_in(delegation.type_id))
    assert first["status"] == "flagged"
    assert desk.get("check-in-list").json["settings"]["walk_in_types"] == []


def test_without_a_delegation_they_are_registered_all_the_same(desk, delegation):
    came(desk, a_walk_in(delegation.type_id, organization=""))
    assert registered()[0].delegation.organization == "Registered at the door"


@pytest.mark.parametrize(
    ("name", "original", "kept"),
    [
        ("Фаррух Назаров", "", ("Farrukh Nazarov", "Фаррух Назаров", True)),
        ("", "Фаррух Назаров", ("Farrukh Nazarov", "Фаррух Назаров", True)),
        ("Farrukh Nazarov", "", ("Farrukh Nazarov", "", False)),
        ("رضا احمدی", "", ("", "رضا احمدی", False)),
    ],
)
def test_a_name_is_kept_in_its_own_script(desk, delegation, name, original, kept):
    came(desk, a_walk_in(delegation.type_id, name=name, original_name=original))
    person = registered()[0].person
    assert (person.latin_name, person.original_name, person.latin_proposed) == kept


@pytest.mark.parametrize("changes", [{"email": "not one"}, {"sex": "x"}, {"country": "ZZ"}, {"email": None}])
def test_a_slip_in_what_may_be_left_out_keeps_nobody_out(desk, delegation, changes):
    first, _second = came(desk, a_walk_in(delegation.type_id, **changes))
    assert first["walk_in"]["state"] == "confirmed"


def test_organizers_get_one_mail_for_the_walk_ins_of_ten_minutes_with_no_name_in_it(desk, workshop, delegation):
    a_user("organizer", workshop)
    for name in ("Anna Ivanova", "Boris Petrov"):
        came(desk, a_walk_in(delegation.type_id, name=name, original_name="", email=""))

    later = datetime.now(UTC) + timedelta(minutes=11)
    while jobs.run_next(later):
        pass
    mail = session.scalars(select(Message).where(Message.kind == "checkin.walk_ins")).one()
    assert "2 people" in mail.body
    assert f"/workshops/{workshop.slug}/check-in/walk-ins" in mail.body
    assert "Ivanova" not in mail.subject + mail.body


def test_a_badge_of_theirs_is_handed_over(desk, delegation):
    walk_in = a_walk_in(delegation.type_id)
    desk.send(walk_in, {"kind": "hand-over", "id": an_id(), "walk_in": walk_in["id"], "at": at(3)})
    assert session.scalar(select(func.count(Badge.handed_at))) == 1


def test_a_walk_in_of_another_workshop_stays_there(app, desk, delegation):
    walk_in = a_walk_in(delegation.type_id)
    desk.send(walk_in)
    other = PairedDesk(app, factories.a_workshop())
    assert other.send(walk_in)[0]["status"] == "refused"


def test_who_came_what_they_got_and_that_they_are_in_come_to_one_end_in_every_order(desk, workshop, delegation):
    """The queue may come in parts and from a file: a badge before its owner is kept, and given when the owner comes."""
    with transaction():
        delegation.type.quota = None
    ends = set()
    for number, order in enumerate(permutations(range(4))):
        walk_in = a_walk_in(delegation.type_id, name=f"Guest {number}", original_name="", email="")
        code = a_spare(workshop, delegation, number=number + 1)
        events = [
            walk_in,
            a_scan(code, 2, told="admitted"),
            {"kind": "spare", "id": an_id(), "code": code, "walk_in": walk_in["id"], "at": at(1)},
            {"kind": "hand-over", "id": an_id(), "walk_in": walk_in["id"], "at": at(3)},
        ]
        told = [desk.send(events[place])[0]["status"] for place in order]
        again = desk.send(walk_in)[0]["status"]
        row = session.get_one(WalkIn, UUID(walk_in["id"]))
        who = session.get_one(Registration, row.registration_id)
        badge = who.badge
        ends.add(
            (
                row.problem,
                str(row.facts),
                badge.code_hash == fingerprint(code),
                badge.handed_at,
                who.id in here(workshop),
            )
        )
        assert ("refused" in told, again) == (False, "duplicate"), order
    assert ends == {("", "{}", True, datetime.fromisoformat(at(1)), True)}


def test_a_badge_whose_owner_never_comes_in_is_shown_to_the_organizer(app, desk, workshop, delegation):
    desk.send({"kind": "hand-over", "id": an_id(), "walk_in": an_id(), "at": at(1)})
    page = browser_of(app, "organizer", workshop).get(f"/workshops/{workshop.slug}/check-in/walk-ins").text
    assert "A badge was given; who it was given to has not come in yet." in page


def a_hand_over(walk_in, minutes=3):
    return {"kind": "hand-over", "id": an_id(), "walk_in": walk_in["id"], "at": at(minutes)}


def a_spare_given(code, walk_in, minutes=1):
    return {"kind": "spare", "id": an_id(), "code": code, "walk_in": walk_in["id"], "at": at(minutes)}


def seen(desk, workshop, walk_in, **form):
    """The organizer presses "Seen"."""
    organizer = browser_of(desk.client.application, "organizer", workshop)
    page = f"/workshops/{workshop.slug}/check-in/walk-ins/{walk_in['id']}"
    assert organizer.post(page, data={"registration": "0", **form}).status_code == 303


def test_who_was_awaited_is_registered_although_the_organizer_has_seen_the_badge(desk, workshop, delegation):
    walk_in, code = a_walk_in(delegation.type_id), a_spare(workshop, delegation)
    desk.send(a_spare_given(code, walk_in))
    seen(desk, workshop, walk_in)
    assert queries.walk_ins_waiting(workshop.id) == 0

    first, _second = came(desk, walk_in)

    assert (first["status"], first["walk_in"]["state"]) == ("stored", "confirmed")
    assert registered()[0].badge.code_hash == fingerprint(code)
    assert queries.walk_ins_waiting(workshop.id) == 1


def test_who_was_awaited_and_is_somebody_known_is_registered_once(desk, workshop, delegation):
    known, walk_in = factories.a_registration(delegation), a_walk_in(delegation.type_id)
    code = a_spare(workshop, delegation)
    desk.send(a_spare_given(code, walk_in))
    seen(desk, workshop, walk_in, registration=str(known.id))

    first, _second = came(desk, walk_in)

    assert first["status"] == "duplicate"
    assert [row.id for row in registered()] == [known.id] == here(workshop)
    assert known.badge.code_hash == fingerprint(code)


@pytest.mark.parametrize("badge_first", [True, False])
def test_a_badge_handed_over_while_they_wait_for_a_seat_is_theirs_once_they_have_one(
    desk, workshop, delegation, badge_first
):
    with transaction():
        session.get_one(DelegationType, delegation.type_id).quota = 0
    walk_in = a_walk_in(delegation.type_id)
    events = [walk_in, a_hand_over(walk_in)]
    for event in reversed(events) if badge_first else events:
        assert desk.send(event)[0]["status"] in ("stored", "flagged")
    with transaction():
        session.get_one(DelegationType, delegation.type_id).quota = 5

    seen(desk, workshop, walk_in, confirm="y")

    assert registered()[0].badge.handed_at == datetime.fromisoformat(at(3))


@pytest.mark.parametrize("turned", [True, False])
def test_of_two_blank_badges_that_wait_the_later_one_works(desk, workshop, delegation, turned):
    """The first was spoilt. What was read of it is theirs as well."""
    walk_in = a_walk_in(delegation.type_id)
    spoilt, good = (a_spare(workshop, delegation, number=number) for number in (1, 2))
    given = [a_spare_given(spoilt, walk_in, 1), a_spare_given(good, walk_in, 2)]
    desk.send(a_scan(spoilt, 1.5, told="admitted"))
    for event in reversed(given) if turned else given:
        desk.send(event)
    desk.send(walk_in)

    badges = registered()[0].badges
    assert [badge.code_hash for badge in badges if badge.revoked_at is None] == [fingerprint(good)]
    assert fingerprint(spoilt) in [badge.code_hash for badge in badges]
    assert here(workshop) == [registered()[0].id]


def test_a_code_that_is_no_blank_badge_keeps_the_right_one_from_nobody(desk, workshop, delegation):
    walk_in, code = a_walk_in(delegation.type_id), a_spare(workshop, delegation)
    desk.send(a_spare_given("A POSTER", walk_in, 0.5))
    desk.send(a_spare_given(code, walk_in))
    first, _second = came(desk, walk_in)
    assert registered()[0].badge.code_hash == fingerprint(code)
    assert (first["status"], first["message"]) == ("flagged", "This is no blank badge of this workshop.")
