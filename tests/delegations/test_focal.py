"""What a focal point may do with the people of their delegation, and what not."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from eventapp.core.actors import NOBODY, Actor
from eventapp.core.audit import history
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, Missing, UserError
from eventapp.delegations import queries as delegations
from eventapp.registration import queries, seats
from eventapp.registration.actions import cancel, confirm, decline, focal, focal_links
from eventapp.registration.models import Registration
from tests import factories
from tests.people import NOW


def order(delegation) -> list[str]:
    session.rollback()
    return [row.person.badge_name for row in queries.of_delegation(delegation.id)]


def test_names_take_the_seats_then_wait(name, states):
    for who in ("Ann One", "Ben Two", "Cyd Three", "Dan Four"):
        name(who)
    assert states() == {
        "Ann One": "nominated",
        "Ben Two": "nominated",
        "Cyd Three": "nominated",
        "Dan Four": "waitlisted",
    }


def test_a_passed_on_link_cannot_fill_the_waiting_list(name):
    for number in range(6):
        name(f"Person {chr(65 + number)}")
    with pytest.raises(UserError, match="3 alternates are named already"):
        name("Person Z")


def test_the_same_form_twice_is_one_person(name, states):
    first, second = name("Ann One", form_key="k"), name("Ann One", form_key="k")
    assert (first.id, states()) == (second.id, {"Ann One": "nominated"})


def test_the_same_name_is_refused(name):
    name("Ann One")
    with pytest.raises(Invalid, match="on your list already"):
        name("Ann One")


def test_a_delegation_without_seats_names_nobody(name, delegation):
    with transaction():
        delegation.seats = 0
        session.add(delegation)
    with pytest.raises(UserError, match="has no seats"):
        name("Ann One")


def test_without_own_seats_the_quota_of_the_type_bounds(name, delegation, kind, states):
    with transaction():
        delegation.seats, kind.quota = None, 1
        session.add_all([delegation, kind])
    name("Ann One")
    name("Ben Two")
    assert states() == {"Ann One": "nominated", "Ben Two": "waitlisted"}


def test_after_the_deadline_only_the_organizer_names(name, organizer, workshop, states):
    late = workshop.nominations_close_at
    with pytest.raises(UserError, match="Nominations are closed"):
        name("Ann One", now=late)
    name("Ann One", now=late - timedelta(seconds=1))
    name("Ben Two", now=late, actor=organizer)
    assert list(states()) == ["Ann One", "Ben Two"]


@pytest.mark.parametrize("who", [NOBODY, Actor("focal point of another", delegation_id=424242)])
def test_others_do_nothing(name, who):
    with pytest.raises(Denied):
        name("Ann One", actor=who)


def test_a_revoked_link_does_nothing_more(name, delegation, workshop, organizer):
    focal_links.revoke_focal_link(delegation.id, workshop.id, actor=organizer, now=NOW)
    with pytest.raises(Denied, match="revoked"):
        name("Ann One")


def test_people_of_another_delegation_are_missing(delegation, workshop, kind, point):
    other = factories.a_registration(factories.a_delegation(kind, country="KG", seats=2), state="nominated")
    ids = delegation.id, workshop.id, other.id
    for act in (focal.withdraw, focal.put_back, focal.make_head):
        with pytest.raises(Missing):
            act(*ids, actor=point, now=NOW)
    with pytest.raises(Missing):
        focal.order(*ids, 1, actor=point, now=NOW)
    for change in (focal.correct, focal.replace):
        with pytest.raises(Missing):
            change(*ids, {"latin_name": "X Y"}, actor=point, now=NOW)


def test_who_is_replaced_passes_on_seat_and_rank(name, delegation, workshop, point, states, mails):
    name("Ann One", given={"email": "ann@example.org"})
    name("Ben Two")
    name("Cyd Three")
    name("Dan Four")
    ann = queries.of_delegation(delegation.id)[0]
    new = focal.replace(delegation.id, workshop.id, ann.id, {"latin_name": "Eve Five"}, actor=point, now=NOW)
    assert states() == {
        "Ann One": "cancelled",
        "Ben Two": "nominated",
        "Cyd Three": "nominated",
        "Dan Four": "waitlisted",
        "Eve Five": "nominated",
    }
    assert (new.replaces_id, new.rank) == (ann.id, ann.rank)
    assert ("registration.replaced", "ann@example.org") in mails()
    assert "registration.replaced" in [entry.tag for entry in history("registration", ann.id)]


def test_who_replaces_somebody_confirmed_is_nominated(name, delegation, workshop, point, organizer, states):
    ann = name("Ann One")
    confirm(ann.id, workshop.id, actor=organizer, now=NOW)
    focal.replace(delegation.id, workshop.id, ann.id, {"latin_name": "Eve Five"}, actor=point, now=NOW)
    assert states() == {"Ann One": "cancelled", "Eve Five": "nominated"}


def test_who_replaces_somebody_waiting_waits_in_their_place(name, delegation, workshop, point):
    people = [name(f"Person {letter}") for letter in "ABCDE"]
    number = people[3].waitlist_number
    new = focal.replace(delegation.id, workshop.id, people[3].id, {"latin_name": "Eve F"}, actor=point, now=NOW)
    assert (new.state, new.waitlist_number) == ("waitlisted", number)


def test_replacing_twice_by_the_same_form_is_once(name, delegation, workshop, point, states):
    ann = name("Ann One")
    for _time in range(2):
        focal.replace(delegation.id, workshop.id, ann.id, {"latin_name": "Eve F"}, form_key="k", actor=point, now=NOW)
    assert states() == {"Ann One": "cancelled", "Eve F": "nominated"}


def test_who_is_withdrawn_lets_the_alternate_in_and_can_come_back(name, delegation, workshop, point, states):
    people = [name(f"Person {letter}") for letter in "ABCD"]
    ids = delegation.id, workshop.id, people[0].id
    focal.withdraw(*ids, actor=point, now=NOW)
    assert states() == {
        "Person A": "cancelled",
        "Person B": "nominated",
        "Person C": "nominated",
        "Person D": "nominated",
    }
    focal.put_back(*ids, actor=point, now=NOW)
    assert states()["Person A"] == "waitlisted"


def test_who_was_withdrawn_is_put_back_not_named_again(name, delegation, workshop, point):
    ann = name("Ann One")
    focal.withdraw(delegation.id, workshop.id, ann.id, actor=point, now=NOW)
    with pytest.raises(Invalid, match="was withdrawn before"):
        name("Ann One")


def test_whom_somebody_else_took_back_is_not_put_back(name, delegation, workshop, point, organizer):
    ann, ben = name("Ann One"), name("Ben Two")
    cancel(ann.id, workshop.id, actor=Actor("participant", registration_id=ann.id), now=NOW)
    decline(ben.id, workshop.id, "no", actor=organizer, now=NOW)
    for row in (ann, ben):
        with pytest.raises(UserError, match="was not withdrawn here"):
            focal.put_back(delegation.id, workshop.id, row.id, actor=point, now=NOW)


def test_one_head(name, delegation, workshop, point):
    name("Ann One", head=True)
    ben = name("Ben Two")
    focal.make_head(delegation.id, workshop.id, ben.id, actor=point, now=NOW)
    assert [row.person.badge_name for row in queries.of_delegation(delegation.id) if row.is_head] == ["Ben Two"]
    assert order(delegation) == ["Ben Two", "Ann One"]


def test_people_are_put_in_order(name, delegation, workshop, point):
    people = [name(f"Person {letter}") for letter in "ABC"]
    focal.order(delegation.id, workshop.id, people[2].id, -1, actor=point, now=NOW)
    assert order(delegation) == ["Person A", "Person C", "Person B"]
    focal.order(delegation.id, workshop.id, people[0].id, -1, actor=point, now=NOW)  # already first
    assert order(delegation) == ["Person A", "Person C", "Person B"]


def test_alternates_are_put_in_order(name, delegation, workshop, point):
    people = [name(f"Person {letter}") for letter in "ABCDE"]
    focal.order(delegation.id, workshop.id, people[4].id, -1, actor=point, now=NOW)
    session.rollback()
    assert people[4].waitlist_number < people[3].waitlist_number


def test_the_first_alternate_moved_up_changes_places_with_the_last_named(name, delegation, workshop, point, states):
    people = [name(f"Person {letter}") for letter in "ABCD"]
    focal.order(delegation.id, workshop.id, people[3].id, -1, actor=point, now=NOW)
    assert states() == {
        "Person A": "nominated",
        "Person B": "nominated",
        "Person C": "waitlisted",
        "Person D": "nominated",
    }


def test_nobody_confirmed_loses_the_seat_to_an_alternate(name, delegation, workshop, point, organizer, states):
    people = [name(f"Person {letter}") for letter in "ABCD"]
    for row in people[:3]:
        confirm(row.id, workshop.id, actor=organizer, now=NOW)
    with pytest.raises(UserError, match="is confirmed"):
        focal.order(delegation.id, workshop.id, people[3].id, -1, actor=point, now=NOW)


def test_a_nominee_is_corrected(name, delegation, workshop, point):
    ann = name("Ann One")
    given = {"latin_name": "Anne One", "position": "Director", "email": "ann@example.org"}
    row = focal.correct(delegation.id, workshop.id, ann.id, given, actor=point, now=NOW)
    assert (row.person.latin_name, row.position, row.person.email) == ("Anne One", "Director", "ann@example.org")


def test_what_was_confirmed_and_approved_stays(name, delegation, workshop, point, organizer, kind):
    ann = name("Ann One", given={"email": "ann@example.org"})
    confirm(ann.id, workshop.id, actor=organizer, now=NOW)
    with transaction():
        ann.names_approved_at, kind.reapproval = NOW, ["position"]
        session.add_all([ann, kind])
    given = {"latin_name": "Eve Five", "position": "Director", "email": "eve@example.org"}
    row = focal.correct(delegation.id, workshop.id, ann.id, given, actor=point, now=NOW)
    assert (row.person.latin_name, row.person.email, row.position) == ("Ann One", "ann@example.org", "Director")
    assert row.to_review == ["position"]


def test_twenty_at_once_with_one_link_get_the_seats_and_no_more(app, delegation, workshop, point):
    ids, refused = (delegation.id, workshop.id), []

    def one(number: int) -> None:
        with app.app_context():
            try:
                given = {"latin_name": f"Person {chr(65 + number)}x"}
                focal.name_person(*ids, given, form_key=str(number), actor=point, now=NOW)
            except UserError:
                refused.append(number)
            finally:
                session.remove()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    session.rollback()
    rows = session.execute(
        select(Registration.state, func.count())
        .where(Registration.delegation_id == ids[0])
        .group_by(Registration.state)
    )
    assert ({row[0]: row[1] for row in rows}, len(refused)) == ({"nominated": 3, "waitlisted": 3}, 14)


def test_who_is_named_beyond_the_seats_is_an_alternate_until_a_seat_is_theirs(name, delegation, workshop, point):
    people = [name(f"Person {letter}") for letter in "ABCD"]
    assert [row.alternate for row in people] == [False, False, False, True]

    focal.withdraw(delegation.id, workshop.id, people[0].id, actor=point, now=NOW)
    session.rollback()
    assert (people[3].state, people[3].alternate) == ("nominated", False)

    back = focal.put_back(delegation.id, workshop.id, people[0].id, actor=point, now=NOW)
    assert (back.state, back.alternate) == ("waitlisted", True)
    focal.order(delegation.id, workshop.id, back.id, -1, actor=point, now=NOW)
    session.rollback()
    assert {row.person.badge_name: row.alternate for row in people} == {
        "Person A": False,
        "Person B": False,
        "Person C": False,
        "Person D": True,
    }
    new = focal.replace(delegation.id, workshop.id, people[3].id, {"latin_name": "Eve Five"}, actor=point, now=NOW)
    assert (new.state, new.alternate) == ("waitlisted", True)


def test_without_seats_of_its_own_nobody_is_an_alternate(name, delegation, kind):
    with transaction():
        delegation.seats, kind.quota = None, 1
        session.add_all([delegation, kind])
    assert [name(who).alternate for who in ("Ann One", "Ben Two")] == [False, False]


def test_page_and_line_have_one_order(name, delegation, workshop, point):
    stranger = factories.a_registration(delegation, state="waitlisted", waitlist_number=1)  # by the organizer
    people = [name(f"Person {letter}") for letter in "ABCDE"]
    page = delegations.focal_page(workshop, delegation, "en")
    assert page.waiting == seats.in_line(workshop.id) == [people[3], people[4], stranger]

    focal.order(delegation.id, workshop.id, stranger.id, -1, actor=point, now=NOW)
    session.rollback()
    page = delegations.focal_page(workshop, delegation, "en")
    assert page.waiting == seats.in_line(workshop.id) == [people[3], stranger, people[4]]
