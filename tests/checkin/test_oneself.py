"""A participant in the room: the code on the screen, from the own phone, by the same rules as at the door."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from eventapp.accounts.actions import TooManyTries
from eventapp.checkin import actions, queries
from eventapp.checkin.actions.oneself import WRONG_CODES
from eventapp.checkin.models import Scan
from eventapp.checkin.room_codes import code_at
from eventapp.checkin.rules import CheckinSettings
from eventapp.core.actors import SYSTEM
from eventapp.core.db import session
from eventapp.core.errors import Denied, Invalid, UserError
from eventapp.registration.private_link import owner
from tests import factories
from tests.checkin.desk import a_delegation, room_for
from tests.people import browser_of

SECRET = factories.SECRET
START = datetime(2016, 3, 29, 3, tzinfo=UTC)  # 09:00 in Almaty
DURING = START + timedelta(minutes=20)


@pytest.fixture
def workshop(app):
    workshop = factories.a_workshop()
    actions.change_settings(workshop.id, CheckinSettings(self_check_in=True), actor=SYSTEM, now=START)
    return workshop


@pytest.fixture
def delegation(workshop):
    return a_delegation(workshop)


@pytest.fixture
def opening(workshop):
    return factories.a_session(workshop, key="opening")


def here(registration, code, now=DURING, **changes):
    return actions.check_in_oneself(
        registration.id,
        registration.workshop_id,
        code,
        secret_key=SECRET,
        now=now,
        **{"actor": owner(registration), **changes},
    )


def code_of(workshop, item, at=DURING):
    return code_at(SECRET, workshop.id, item.key, at)


def test_who_has_the_code_is_in_and_the_scan_says_how(workshop, opening, delegation):
    guest = factories.a_registration(delegation)
    assert here(guest, code_of(workshop, opening)).outcome == "admitted"
    row = session.scalars(select(Scan)).one()
    assert (row.checkpoint, row.registration_id, row.way, row.outcome) == ("opening", guest.id, "self", "admitted")
    assert guest.id in queries.arrivals(workshop)["opening"]


def test_pressed_twice_it_is_one_scan_and_a_minute_later_already(workshop, opening, delegation):
    guest = factories.a_registration(delegation)
    code = code_of(workshop, opening)
    assert [here(guest, code).outcome for _press in range(2)] == ["admitted", "admitted"]
    later = DURING + timedelta(minutes=1)
    assert here(guest, code_of(workshop, opening, later), later).outcome == "already"
    assert len(session.scalars(select(Scan)).all()) == 2


@pytest.mark.parametrize(("minutes", "good"), [(-16, False), (-15, True), (89, True), (90, False)])
def test_the_code_is_good_from_a_quarter_before_until_the_end(workshop, opening, delegation, minutes, good):
    guest, now = factories.a_registration(delegation), START + timedelta(minutes=minutes)
    code = code_of(workshop, opening, now)
    if good:
        assert here(guest, code, now).outcome == "admitted"
    else:
        with pytest.raises(Invalid):
            here(guest, code, now)


def test_the_rules_of_the_door_hold(workshop, opening, delegation):
    room_b = room_for(workshop, 1)
    small = factories.a_session(workshop, key="small", room_id=room_b.id)
    code = code_of(workshop, small)
    guests = [factories.a_registration(delegation) for _number in range(2)]
    pending = factories.a_registration(delegation, state="pending")
    assert [str(here(guest, code).outcome) for guest in (*guests, pending)] == ["admitted", "full", "not-confirmed"]


def test_a_code_of_another_room_or_workshop_is_none(workshop, opening, delegation):
    guest = factories.a_registration(delegation)
    other = factories.a_session(workshop, key="other", room_id=workshop.rooms[1].id)
    with pytest.raises(Invalid):
        here(guest, code_of(workshop, other), key="opening")
    with pytest.raises(Invalid):
        here(guest, code_at(SECRET, workshop.id + 1, "opening", DURING))
    with pytest.raises(Invalid):
        here(guest, code_at(SECRET, workshop.id, "day-1", DURING))


def test_guessing_ends_after_ten_tries(workshop, opening, delegation):
    guest, other = factories.a_registration(delegation), factories.a_registration(delegation)
    for _number in range(WRONG_CODES):
        with pytest.raises(Invalid):
            here(guest, "222222")
    with pytest.raises(TooManyTries):
        here(guest, code_of(workshop, opening))
    assert here(other, code_of(workshop, opening)).outcome == "admitted"


def test_only_for_oneself_and_only_where_it_is_offered(workshop, opening, delegation):
    guest, other = factories.a_registration(delegation), factories.a_registration(delegation)
    with pytest.raises(Denied):
        here(guest, code_of(workshop, opening), actor=owner(other))
    actions.change_settings(workshop.id, CheckinSettings(), actor=SYSTEM, now=START)
    with pytest.raises(UserError, match="the desk checks everybody in"):
        here(guest, code_of(workshop, opening))


@pytest.fixture
def phone(app):
    return app.test_client()


def text(answer, status=200):
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def test_a_phone_that_opened_the_private_link_knows_its_owner(workshop, opening, delegation, phone):
    guest = factories.a_registration(delegation)
    with time_machine.travel(DURING, tick=False):
        text(phone.get(f"/r/{guest.link_token}"))
        path = f"/here/{workshop.slug}/opening/{code_of(workshop, opening)}"
        asked = phone.get(path)
        assert guest.person.latin_name in text(asked)
        assert asked.headers["Referrer-Policy"] == "no-referrer"
        assert session.scalars(select(Scan)).all() == []
        assert "You are in" in text(phone.post(path))
    assert [row.way for row in session.scalars(select(Scan))] == ["self"]


def test_it_is_known_after_the_browser_was_closed(workshop, opening, delegation, phone):
    guest = factories.a_registration(delegation)
    with time_machine.travel(DURING, tick=False):
        text(phone.get(f"/r/{guest.link_token}"))
        phone.delete_cookie("eventapp")
        assert guest.person.latin_name in text(phone.get(f"/here/{workshop.slug}/opening/ABCDEF"))
        elsewhere = factories.a_workshop(checkin={"self_check_in": True})
        factories.a_session(elsewhere, key="opening")
        assert "Whose phone is this?" in text(phone.get(f"/here/{elsewhere.slug}/opening/ABCDEF"))


def test_an_unknown_phone_is_sent_to_the_private_page(workshop, opening, phone):
    with time_machine.travel(DURING, tick=False):
        path = f"/here/{workshop.slug}/opening/ABCDEF"
        assert "Whose phone is this?" in text(phone.get(path))
        assert "Whose phone is this?" in text(phone.post(path))


def test_after_the_session_the_code_leads_to_the_reason(workshop, opening, delegation, phone):
    guest = factories.a_registration(delegation)
    with time_machine.travel(START + timedelta(hours=2), tick=False):
        text(phone.get(f"/r/{guest.link_token}"))
        path = f"/here/{workshop.slug}/opening/{code_of(workshop, opening)}"
        assert "Nobody can be marked present here now" in text(phone.get(path))
        assert "Nobody can be marked present here now" in text(phone.post(path))


def test_a_code_that_has_changed_is_asked_for_again(workshop, opening, delegation, phone):
    guest = factories.a_registration(delegation)
    with time_machine.travel(DURING, tick=False) as clock:
        text(phone.get(f"/r/{guest.link_token}"))
        path = f"/here/{workshop.slug}/opening/{code_of(workshop, opening)}"
        clock.shift(180)
        again = text(phone.post(path), 422)
    assert "This code is not good" in again
    assert f'action="/r/{guest.link_token}/here"' in again


def test_the_private_page_takes_the_code_while_a_session_goes_on(workshop, opening, delegation, phone):
    guest = factories.a_registration(delegation)
    with time_machine.travel(START - timedelta(hours=2), tick=False) as clock:
        assert "I am in the room" not in text(phone.get(f"/r/{guest.link_token}"))
        assert "No session goes on now" in text(phone.get(f"/r/{guest.link_token}/here"))
        clock.move_to(DURING)
        assert f'/r/{guest.link_token}/here"' in text(phone.get(f"/r/{guest.link_token}"))
        answer = phone.post(f"/r/{guest.link_token}/here", data={"code": code_of(workshop, opening).lower()})
        assert "You are in" in text(answer)
        assert "This code is not good" in text(phone.post(f"/r/{guest.link_token}/here", data={"code": "222222"}), 422)


def test_the_screen_shows_the_code_only_while_it_is_good(app, workshop, opening):
    path = f"/workshops/{workshop.slug}/check-in/screen/opening"
    with time_machine.travel(START - timedelta(hours=1), tick=False) as clock:
        clerk = browser_of(app, "check-in", workshop)
        for minutes, code in ((-16, False), (-15, True), (89, True), (90, False)):
            now = START + timedelta(minutes=minutes)
            clock.move_to(now)
            letters = code_of(workshop, opening, now)
            assert (f"{letters[:3]} {letters[3:]}" in text(clerk.get(path))) is code
            assert clerk.get(f"{path}/qr.svg").status_code == (200 if code else 404)


def test_the_screen_asks_for_what_changed_only(app, workshop, opening):
    path = f"/workshops/{workshop.slug}/check-in/screen/opening/code"
    minute = int(DURING.timestamp()) // 60
    with time_machine.travel(DURING, tick=False):
        clerk = browser_of(app, "check-in", workshop)
        assert clerk.get(f"{path}?shown={minute}").status_code == 204
        assert code_of(workshop, opening)[:3] in text(clerk.get(f"{path}?shown={minute - 1}"))


def test_venue_and_unknown_places_have_no_screen(app, workshop):
    clerk = browser_of(app, "check-in", workshop)
    for key in ("day-1", "gone"):
        assert clerk.get(f"/workshops/{workshop.slug}/check-in/screen/{key}").status_code == 404
        assert app.test_client().get(f"/here/{workshop.slug}/{key}/ABCDEF").status_code == 404


def test_the_badge_code_is_shown_large_to_its_owner(app, delegation, phone):
    guest = factories.a_registration(delegation)
    assert phone.get(f"/r/{guest.link_token}/code").status_code == 404
    code = factories.a_badge(guest).code
    assert code[:4] in text(phone.get(f"/r/{guest.link_token}/code"))
    assert f'/r/{guest.link_token}/code"' in text(phone.get(f"/r/{guest.link_token}"))
