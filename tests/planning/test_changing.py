"""Changing a workshop's facts and dates; taking parts out."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from eventapp.agenda.models import Session
from eventapp.core.actors import SYSTEM, Actor, Role
from eventapp.core.audit import AuditEntry
from eventapp.core.db import session
from eventapp.core.errors import Denied, Invalid, Missing, UserError
from eventapp.planning.actions import change_workshop, remove_part
from eventapp.planning.facts import General
from eventapp.registration.models import Delegation
from tests import factories
from tests.almaty import import_almaty
from tests.people import NOW
from tests.planning.tables import dump

LATER = NOW + timedelta(days=1)


def as_it_is(workshop):
    names = ("title", "city", "country", "starts_on", "ends_on", "timezone", "languages", "capacity", "host")
    more = ("attribution_rule", "disclaimer", "published")
    return General(registration_closes=None, **{name: getattr(workshop, name) for name in (*names, *more)})


def change(workshop, *, move=False, actor=SYSTEM, **changes):
    change_workshop(workshop.id, replace(as_it_is(workshop), **changes), move_sessions=move, actor=actor, now=LATER)


def mistakes(workshop, **changes):
    before = dump()
    with pytest.raises(Invalid) as refused:
        change(workshop, **changes)
    session.rollback()
    assert dump() == before
    return refused.value.fields


def opening():
    return session.scalars(select(Session).where(Session.key == "d1-open")).one()


def test_facts_are_changed_and_the_history_tells(app):
    workshop = import_almaty()
    change(workshop, city="Astana", registration_closes=datetime.fromisoformat("2016-03-20T18:00"))

    entry = session.scalars(select(AuditEntry).where(AuditEntry.tag == "workshops.changed")).one()
    assert workshop.city == "Astana"
    assert workshop.registration_closes_at == datetime(2016, 3, 20, 12, tzinfo=UTC)
    assert entry.facts["city"] == ["Almaty", "Astana"]
    assert set(entry.facts) == {"city", "registration_closes_at"}


def test_saying_what_is_so_already_changes_nothing(app):
    workshop = import_almaty()
    before = dump()

    change(workshop, move=True)

    assert dump() == before


def test_dates_that_leave_sessions_outside_are_refused_with_the_reason(app):
    workshop = import_almaty()

    late = mistakes(workshop, ends_on=date(2016, 3, 30))
    early = mistakes(workshop, starts_on=date(2016, 3, 30))

    assert list(late) == ["ends_on"]
    assert "“Good practices for national strategies” (31 March, 09:00)" in late["ends_on"]
    assert list(early) == ["starts_on"]
    assert "“Registration of participants” (29 March, 08:30)" in early["starts_on"]


def test_sessions_move_along_with_the_first_day(app):
    workshop = import_almaty()
    change(workshop, move=True, starts_on=date(2016, 4, 5), ends_on=date(2016, 4, 7))

    row = opening()
    assert (row.starts_at, row.sequence, row.changed_at) == (datetime(2016, 4, 5, 3, tzinfo=UTC), 1, LATER)


def test_sessions_keep_their_date_when_a_day_is_added_before(app):
    workshop = import_almaty()
    change(workshop, starts_on=date(2016, 3, 28))

    row = opening()
    assert (row.starts_at, row.sequence) == (datetime(2016, 3, 29, 3, tzinfo=UTC), 0)


def test_sessions_keep_their_clock_times_in_another_time_zone(app):
    workshop = import_almaty()
    change(workshop, timezone="Asia/Tashkent")

    assert opening().starts_at == datetime(2016, 3, 29, 4, tzinfo=UTC)  # 09:00 at UTC+5


def test_a_capacity_below_the_seats_held_is_refused(app):
    workshop = import_almaty()
    delegation = session.scalars(select(Delegation).where(Delegation.country == "KZ")).one()
    for _number in range(3):
        factories.a_registration(delegation)

    assert list(mistakes(workshop, capacity=2)) == ["capacity"]
    change(workshop, capacity=3)
    assert workshop.capacity == 3


def test_a_larger_capacity_lets_people_move_up(app):
    workshop = factories.a_workshop(capacity=1)
    delegation = factories.a_delegation(factories.a_type(workshop))
    factories.a_registration(delegation)
    waiting = factories.a_registration(delegation, state="waitlisted", waitlist_number=1)

    change(workshop, capacity=2)

    assert (waiting.state, waiting.waitlist_number) == ("pending", None)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"languages": []}, "languages"),
        ({"languages": ["de"]}, "languages"),
        ({"capacity": -1}, "capacity"),
        ({"city": ""}, "city"),
        ({"ends_on": date(2016, 3, 1)}, "ends_on"),
        ({"timezone": "Mars/Base"}, "timezone"),
    ],
)
def test_facts_that_cannot_be(app, changes, field):
    assert list(mistakes(import_almaty(), **changes)) == [field]


def test_only_organizers_change(app):
    workshop = import_almaty()
    for role in (Role.RAPPORTEUR, Role.FACILITATOR, Role.CHECK_IN):
        with pytest.raises(Denied):
            change(workshop, city="Astana", actor=Actor("x", roles=frozenset({(workshop.id, role)})))
    change(workshop, city="Astana", actor=Actor("x", roles=frozenset({(workshop.id, Role.ORGANIZER)})))
    assert workshop.city == "Astana"


def remove(workshop, kind, row, actor=SYSTEM):
    return remove_part(workshop.id, kind, row.id, actor=actor, now=LATER)


def test_a_room_with_sessions_stays(app):
    workshop = import_almaty()
    with pytest.raises(UserError, match="Working group A"):
        remove(workshop, "rooms", workshop.rooms[1])
    session.rollback()
    assert len(workshop.rooms) == 4


def test_an_empty_room_goes_but_the_only_one_stays(app):
    workshop = factories.a_workshop()
    hall, room_a = workshop.rooms

    assert remove(workshop, "rooms", room_a) == "Room A"
    assert [room.id for room in workshop.rooms] == [hall.id]
    with pytest.raises(UserError, match="needs a room"):
        remove(workshop, "rooms", hall)


def test_a_theme_with_notes_or_sessions_stays(app):
    workshop = import_almaty()
    with pytest.raises(UserError, match="notes are about this theme"):
        remove(workshop, "themes", workshop.themes[0])
    session.rollback()
    other = factories.a_workshop()
    theme = factories.a_theme(other)
    factories.a_session(other, theme_id=theme.id)
    with pytest.raises(UserError, match="Opening remarks"):
        remove(other, "themes", theme)


def test_a_partner_goes(app):
    workshop = import_almaty()
    remove(workshop, "partners", workshop.partners[0])

    assert [partner.short for partner in workshop.partners] == ["CTITF", ""]


def test_a_part_of_another_workshop_is_not_found(app):
    workshop, other = factories.a_workshop(), factories.a_workshop()
    with pytest.raises(Missing):
        remove(workshop, "rooms", other.rooms[0])
