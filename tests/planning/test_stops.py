"""Checkpoints that the organizer added, when their workshop is moved or copied."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import select

from eventapp.checkin import actions as checkin
from eventapp.checkin import queries
from eventapp.checkin.actions import StopFacts
from eventapp.checkin.rules import CheckinSettings, settings_of
from eventapp.core.actors import SYSTEM
from eventapp.core.db import session
from eventapp.core.errors import Invalid
from eventapp.core.texts import Texts
from eventapp.planning.actions import change_workshop, copy_workshop
from eventapp.planning.facts import NewWorkshop
from eventapp.registration.models import DelegationType
from tests import factories
from tests.people import NOW
from tests.planning.test_changing import as_it_is


@pytest.fixture
def workshop(app):
    """Three days in Almaty with a lunch at 13:00 on each, for one of two delegation types."""
    workshop = factories.a_workshop()
    factories.a_type(workshop)
    guests = factories.a_type(workshop, key="guests")
    checkin.add_stop(
        workshop.id,
        StopFacts("meal", Texts(en="Lunch"), workshop.starts_on, time(13), capacity=40, type_ids=(guests.id,)),
        each_day=True,
        actor=SYSTEM,
        now=NOW,
    )
    wanted = CheckinSettings(venue_in_and_out=True, walk_in_type_ids=(guests.id,))
    checkin.change_settings(workshop.id, wanted, actor=SYSTEM, now=NOW)
    return workshop


def when(workshop):
    return [(stop.key, stop.day, stop.opens_at) for stop in queries.stops(workshop.id)]


def test_they_keep_day_and_clock_time_when_the_workshop_moves(workshop):
    facts = replace(as_it_is(workshop), starts_on=date(2016, 4, 5), ends_on=date(2016, 4, 7), timezone="Asia/Tashkent")
    change_workshop(workshop.id, facts, move_sessions=True, actor=SYSTEM, now=NOW)
    assert when(workshop) == [
        (f"lunch-day-{number}", date(2016, 4, day), datetime(2016, 4, day, 8, tzinfo=UTC))
        for number, day in enumerate((5, 6, 7), start=1)
    ]


def test_one_outside_the_new_dates_is_the_reason_of_a_refusal(workshop):
    facts = replace(as_it_is(workshop), ends_on=date(2016, 3, 30))
    with pytest.raises(Invalid, match="Lunch") as refused:
        change_workshop(workshop.id, facts, actor=SYSTEM, now=NOW)
    assert set(refused.value.fields) == {"ends_on"}


def test_a_copy_has_them_on_the_days_it_has_and_for_its_own_types(workshop):
    new = NewWorkshop(
        title=Texts(en="Next"),
        city="Dushanbe",
        country="TJ",
        starts_on=date(2016, 9, 6),
        ends_on=date(2016, 9, 7),
        timezone="Asia/Dushanbe",
    )
    copy = copy_workshop(workshop.id, new, actor=SYSTEM, now=NOW)
    guests = session.scalars(
        select(DelegationType).where(DelegationType.workshop_id == copy.id, DelegationType.key == "guests")
    ).one()
    assert when(copy) == [
        (f"lunch-day-{number}", date(2016, 9, day), datetime(2016, 9, day, 8, tzinfo=UTC))
        for number, day in enumerate((6, 7), start=1)
    ]
    assert {(stop.capacity, tuple(stop.type_ids)) for stop in queries.stops(copy.id)} == {(40, (guests.id,))}
    assert settings_of(copy) == CheckinSettings(venue_in_and_out=True, walk_in_type_ids=(guests.id,))
