"""Checkpoints beside venue and sessions, and how people are let in."""

from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import select

from eventapp.checkin import actions, queries
from eventapp.checkin.actions import StopFacts
from eventapp.checkin.models import Stop
from eventapp.checkin.rules import CheckinSettings, settings_of
from eventapp.core import audit
from eventapp.core.actors import Actor, Role
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, Missing, UserError
from eventapp.core.texts import Texts
from eventapp.registration import actions as registration
from tests import factories
from tests.checkin.desk import a_guest, a_reading, desk_of, scan
from tests.people import browser_of

NOW = datetime(2016, 3, 1, 6, tzinfo=UTC)
DAY_2 = date(2016, 3, 30)


@pytest.fixture
def organizer(workshop):
    return Actor("organizer", roles=frozenset({(workshop.id, Role.ORGANIZER)}))


def facts(**changes):
    return StopFacts(**{"kind": "transport", "name": Texts(en="Bus to the hotel"), "day": DAY_2, **changes})


def test_a_checkpoint_is_scanned_like_the_others(workshop, delegation, organizer):
    actions.add_stop(workshop.id, facts(opens=time(18), closes=time(18, 30)), actor=organizer, now=NOW)
    place = queries.checkpoint(workshop, "bus-to-the-hotel")
    assert (place.kind, place.day, place.name) == ("transport", DAY_2, "Bus to the hotel")
    assert place.starts_at == datetime(2016, 3, 30, 12, tzinfo=UTC)  # 18:00 in Almaty
    _guest, code = a_guest(delegation)
    assert scan(workshop, a_reading(code, checkpoint=place.key)) == ["admitted"]


def test_one_for_each_day_has_its_own_key_and_times(workshop, organizer):
    added = actions.add_stop(
        workshop.id, facts(kind="meal", name=Texts(en="Lunch"), opens=time(13)), each_day=True, actor=organizer, now=NOW
    )
    assert [(row.key, row.day, row.opens_at) for row in added] == [
        (f"lunch-day-{number}", date(2016, 3, day), datetime(2016, 3, day, 7, tzinfo=UTC))
        for number, day in enumerate((29, 30, 31), start=1)
    ]
    assert [entry.tag for entry in audit.history("checkpoint", added[0].id)] == ["checkin.checkpoint_added"]


def test_keys_stay_apart_from_sessions_and_from_each_other(workshop, organizer):
    factories.a_session(workshop, key="lunch")
    keys = [
        actions.add_stop(workshop.id, facts(name=Texts(en=name)), actor=organizer, now=NOW)[0].key
        for name in ("Lunch", "Lunch", "Day 1", "Обед", "!")
    ]
    assert len(set(keys)) == 5
    assert keys[:3] == ["lunch-2", "lunch-3", "day-1-2"]


def test_a_bus_after_midnight_leaves_on_the_next_day_of_the_calendar(workshop, organizer):
    row = actions.add_stop(workshop.id, facts(opens=time(23, 30), closes=time(0, 30)), actor=organizer, now=NOW)[0]
    assert (row.opens_at, row.closes_at) == (
        datetime(2016, 3, 30, 17, 30, tzinfo=UTC),
        datetime(2016, 3, 30, 18, 30, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"opens": time(14), "closes": time(13)}, "closes"),
        ({"day": date(2016, 4, 1)}, "day"),
        ({"name": Texts()}, "name"),
        ({"type_ids": (999_999,)}, "type_ids"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(workshop, organizer, changes, field):
    with pytest.raises(Invalid) as refused:
        actions.add_stop(workshop.id, facts(**changes), actor=organizer, now=NOW)
    assert set(refused.value.fields) == {field}
    assert session.scalars(select(Stop)).all() == []


def test_a_time_that_the_clocks_skip_is_refused(app):
    workshop = factories.a_workshop(timezone="Europe/Vienna", starts_on=date(2016, 3, 26), ends_on=date(2016, 3, 27))
    organizer = Actor("organizer", roles=frozenset({(workshop.id, Role.ORGANIZER)}))
    with pytest.raises(Invalid) as refused:
        actions.add_stop(workshop.id, facts(day=date(2016, 3, 27), opens=time(2, 30)), actor=organizer, now=NOW)
    assert set(refused.value.fields) == {"opens"}


def test_types_places_and_repeats_hold_at_the_door(workshop, organizer):
    kind, other = factories.a_type(workshop), factories.a_type(workshop)
    guest = factories.a_badge(factories.a_registration(factories.a_delegation(kind))).code
    second = factories.a_badge(factories.a_registration(factories.a_delegation(kind, country="KG"))).code
    stranger = factories.a_badge(factories.a_registration(factories.a_delegation(other))).code
    actions.add_stop(workshop.id, facts(type_ids=(kind.id,), capacity=1), actor=organizer, now=NOW)
    actions.add_stop(workshop.id, facts(name=Texts(en="Coffee"), repeats=True), actor=organizer, now=NOW)

    def outcomes(key):
        batch = [
            a_reading(code, minutes=at, checkpoint=key) for at, code in enumerate((guest, stranger, second, guest))
        ]
        return scan(workshop, *batch)

    assert outcomes("bus-to-the-hotel") == ["admitted", "other-group", "full", "already"]
    assert outcomes("coffee") == ["admitted"] * 4


def test_it_is_changed_and_keeps_its_key(workshop, organizer):
    row = actions.add_stop(workshop.id, facts(), actor=organizer, now=NOW)[0]
    actions.change_stop(
        row.id, workshop.id, facts(name=Texts(en="Bus to the airport"), capacity=40), actor=organizer, now=NOW
    )
    assert (row.key, row.name["en"], row.capacity) == ("bus-to-the-hotel", "Bus to the airport", 40)


def test_where_somebody_was_scanned_it_stays_on_its_day(workshop, delegation, organizer):
    row = actions.add_stop(workshop.id, facts(), actor=organizer, now=NOW)[0]
    scan(workshop, a_reading(a_guest(delegation)[1], checkpoint=row.key))
    with pytest.raises(UserError, match="1 scan was made"):
        actions.remove_stop(row.id, workshop.id, actor=organizer, now=NOW)
    with pytest.raises(Invalid) as refused:
        actions.change_stop(row.id, workshop.id, facts(day=date(2016, 3, 31)), actor=organizer, now=NOW)
    assert set(refused.value.fields) == {"day"}


def test_without_scans_it_is_removed(workshop, organizer):
    row = actions.add_stop(workshop.id, facts(), actor=organizer, now=NOW)[0]
    actions.remove_stop(row.id, workshop.id, actor=organizer, now=NOW)
    with pytest.raises(Missing):
        queries.checkpoint(workshop, "bus-to-the-hotel")


def test_settings_are_kept_and_checked(workshop, organizer):
    kind = factories.a_type(workshop)
    wanted = CheckinSettings(venue_in_and_out=True, walk_ins=True, walk_in_type_ids=(kind.id,), self_check_in=True)
    actions.change_settings(workshop.id, wanted, actor=organizer, now=NOW)
    assert settings_of(workshop) == wanted
    assert queries.checkpoint(workshop, "day-1").in_and_out
    with pytest.raises(Invalid):
        actions.change_settings(workshop.id, CheckinSettings(walk_in_type_ids=(999_999,)), actor=organizer, now=NOW)


def test_a_type_that_is_removed_keeps_nobody_out(workshop, delegation, organizer):
    gone, other = factories.a_type(workshop, key="gone"), delegation.type_id
    alone = actions.add_stop(workshop.id, facts(type_ids=(gone.id,)), actor=organizer, now=NOW)[0]
    both = actions.add_stop(workshop.id, facts(type_ids=(gone.id, other)), actor=organizer, now=NOW)[0]
    wanted = CheckinSettings(walk_in_type_ids=(gone.id,))
    actions.change_settings(workshop.id, wanted, actor=organizer, now=NOW)
    registration.remove_type(gone.id, workshop.id, actor=organizer, now=NOW)
    assert (alone.type_ids, both.type_ids) == ([], [other])
    assert [kind.id for kind in queries.walk_in_types(workshop)] == [other]
    assert scan(workshop, a_reading(a_guest(delegation)[1], checkpoint=alone.key)) == ["admitted"]


def test_a_type_that_was_removed_earlier_keeps_nobody_out_either(workshop, delegation, organizer):
    row = actions.add_stop(workshop.id, facts(), actor=organizer, now=NOW)[0]
    with transaction():
        row.type_ids = [999_999]
    assert queries.checkpoint(workshop, row.key).type_ids == ()
    assert scan(workshop, a_reading(a_guest(delegation)[1], checkpoint=row.key)) == ["admitted"]


def test_only_organizers_do_this(workshop):
    clerk = desk_of(workshop)
    for refused in (
        lambda: actions.add_stop(workshop.id, facts(), actor=clerk, now=NOW),
        lambda: actions.change_stop(1, workshop.id, facts(), actor=clerk, now=NOW),
        lambda: actions.remove_stop(1, workshop.id, actor=clerk, now=NOW),
        lambda: actions.change_settings(workshop.id, CheckinSettings(), actor=clerk, now=NOW),
    ):
        with pytest.raises(Denied):
            refused()


def test_the_pages_add_change_show_and_remove(app, workshop):
    browser = browser_of(app, "organizer", workshop)
    home = f"/workshops/{workshop.slug}/check-in/places"
    typed = {"name-en": "Lunch", "name-ru": "Обед", "kind": "meal", "day": "2016-03-30", "opens": "13:00"}
    assert browser.post(f"{home}/new", data={**typed, "each_day": "y"}).location == home
    assert browser.get(home).get_data(as_text=True).count("Edit<span") == 3
    row = session.scalars(select(Stop).where(Stop.key == "lunch-day-2")).one()
    form = browser.get(f"{home}/{row.id}").get_data(as_text=True)
    assert 'value="13:00"' in form
    assert browser.post(f"{home}/{row.id}", data={**typed, "opens": "12:30"}).status_code == 303
    session.refresh(row)
    assert row.opens_at == datetime(2016, 3, 30, 6, 30, tzinfo=UTC)
    wrong = browser.post(f"{home}/{row.id}", data={**typed, "opens": "14:00", "closes": "13:00"})
    assert wrong.status_code == 422
    assert "It ends before it begins." in wrong.get_data(as_text=True)
    assert browser.post(f"{home}/{row.id}/remove").location == home
    assert "lunch-day-2" not in {stop.key for stop in queries.stops(workshop.id)}


def test_the_settings_are_on_the_page(app, workshop):
    browser = browser_of(app, "organizer", workshop)
    home = f"/workshops/{workshop.slug}/check-in/places"
    assert browser.post(home, data={"self_check_in": "y"}).location == home
    session.refresh(workshop)
    assert settings_of(workshop) == CheckinSettings(walk_ins=False, self_check_in=True)
