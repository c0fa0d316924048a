"""The live board: figures, arrivals, who is behind a figure, what is cheap."""

from datetime import UTC, date, datetime, timedelta

import pytest

from eventapp.attendance.actions import mark
from eventapp.attendance.arrivals_chart import chart
from eventapp.attendance.effective import Presence, Source
from eventapp.attendance.queries import known
from eventapp.attendance.queries.board import Step, arrival_steps, board, board_day, names, version
from eventapp.checkin.models import Desk
from eventapp.checkin.queries import checkpoints
from eventapp.core.actors import SYSTEM
from eventapp.core.db import session, transaction
from eventapp.workshops.models import Workshop
from tests import factories
from tests.checkin import desk
from tests.people import browser_of

FIRST = date(2016, 3, 29)
MORNING = datetime(2016, 3, 29, 3, 10, tzinfo=UTC)


@pytest.fixture
def people(workshop, delegation):
    """Of three officials the head and another have come, of two of an organization nobody."""
    other = factories.a_delegation(factories.a_type(workshop), country="", organization="UN Women")
    rows = []
    for place, minutes in ((delegation, 0), (delegation, 7), (delegation, None), (other, None), (other, None)):
        registration, code = desk.a_guest(place, is_head=not rows, rank=len(rows))
        rows.append(registration)
        if minutes is not None:
            desk.scan(workshop, desk.a_reading(code, minutes=minutes))
    return rows


def at(minutes, zone_hours=0):
    return Presence(True, desk.DAY_1 + timedelta(minutes=minutes), (Source.SCAN,))


def test_who_is_expected_in_and_missing_by_type_and_delegation(workshop, delegation, people):
    found = board(workshop, FIRST, MORNING)
    assert (found.expected, found.present, found.missing, found.handed) == (5, 2, 3, 0)
    assert [(kind.present, kind.expected) for kind in found.types] == [(2, 3), (0, 2)]
    assert [(each.label, each.present, each.missing) for kind in found.types for each in kind.delegations] == [
        ("Kazakhstan", 2, 1),
        ("UN Women", 0, 2),
    ]
    assert [(each.label, each.head.present) for each in found.heads] == [("Kazakhstan", True)]
    assert board(workshop, date(2016, 3, 30), MORNING).present == 0


def test_arrivals_stand_in_steps_of_five_minutes_with_the_gaps(workshop):
    steps, unknown = arrival_steps([at(1), at(2), at(14), Presence(True, None, (Source.PAPER,))], "Asia/Almaty")
    assert [(f"{step.at:%H:%M}", step.arrived, step.total) for step in steps] == [
        ("08:30", 2, 2),
        ("08:35", 0, 2),
        ("08:40", 1, 3),
    ]
    assert unknown == 1
    assert arrival_steps([], "Asia/Almaty") == ((), 0)


def test_a_very_late_arrival_falls_into_the_last_step():
    steps, _unknown = arrival_steps([at(0), at(60 * 20)], "Asia/Almaty")
    assert (len(steps), steps[-1].arrived, steps[-1].total) == (120, 1, 2)


def test_the_drawing_keeps_within_its_frame():
    assert chart([]) is None
    steps = [Step(desk.DAY_1 + number * timedelta(minutes=5), number % 17, 0) for number in range(120)]
    drawn = chart(steps)
    assert all(drawn.left <= bar.x and bar.x + bar.width <= drawn.right for bar in drawn.bars)
    assert all(bar.y >= 0 and bar.y + bar.height == pytest.approx(drawn.bottom) for bar in drawn.bars)
    assert len(drawn.marks) <= 8


@pytest.mark.parametrize(
    ("number", "now", "day"),
    [
        (None, datetime(2016, 3, 29, 20, tzinfo=UTC), date(2016, 3, 30)),  # 02:00 in Almaty
        (None, datetime(2016, 3, 1, tzinfo=UTC), FIRST),
        (None, datetime(2017, 1, 1, tzinfo=UTC), date(2016, 3, 31)),
        (2, datetime(2016, 3, 1, tzinfo=UTC), date(2016, 3, 30)),
        (7, datetime(2016, 3, 1, tzinfo=UTC), FIRST),
    ],
)
def test_which_day_the_board_shows(workshop, number, now, day):
    assert board_day(workshop, number, now) == day


def test_what_is_asked_of_one_day_is_what_the_whole_says_of_it(workshop, people):
    item, tomorrow = factories.a_session(workshop), MORNING + timedelta(days=1)
    other = factories.a_session(workshop, starts_at=tomorrow, ends_at=tomorrow + timedelta(hours=1))
    for number, key in enumerate((item.key, other.key, "day-2", item.key)):
        minutes = number + (24 * 60 if key in (other.key, "day-2") else 0)
        desk.scan(workshop, desk.a_reading(registration_id=people[number].id, minutes=minutes, checkpoint=key))
    for number, key, present in ((4, item.key, True), (0, "day-1", False), (3, "day-2", True)):
        mark(workshop.id, [people[number].id], key, present, source="correction", reason="x", actor=SYSTEM, now=MORNING)
    places = checkpoints(workshop)
    whole = known(workshop, places)
    for day in workshop.days:
        here = {place.key for place in places if place.day == day}
        assert known(workshop, places, day=day) == {key: people for key, people in whole.items() if key in here}


def test_the_names_behind_a_figure(workshop, delegation, people):
    found = names(workshop, FIRST, delegation_id=delegation.id)
    assert found.label == "Kazakhstan"
    assert [card.registration_id for card in found.missing] == [people[2].id]
    assert [(card.registration_id, at) for card, at in found.present] == [
        (people[0].id, desk.DAY_1),
        (people[1].id, desk.DAY_1 + timedelta(minutes=7)),
    ]
    assert len(names(workshop, FIRST, type_id=people[3].type_id).missing) == 2
    assert len(names(workshop, FIRST).missing) == 3


def test_sessions_that_go_on_are_shown_with_their_numbers(workshop, people):
    item = factories.a_session(workshop)
    mark(workshop.id, [people[0].id], item.key, True, source="many", reason="x", actor=SYSTEM, now=MORNING)
    assert [(each.place.key, each.present) for each in board(workshop, FIRST, MORNING).going] == [(item.key, 1)]
    assert board(workshop, FIRST, MORNING + timedelta(hours=9)).going == ()


def test_the_mark_changes_with_a_scan_a_correction_a_desk_and_a_minute(workshop, people):
    def now_is():
        return version(workshop, MORNING)

    marks = [now_is()]
    desk.scan(workshop, desk.a_reading(registration_id=people[2].id))
    marks.append(now_is())
    mark(workshop.id, [people[2].id], "day-1", False, source="correction", reason="x", actor=SYSTEM, now=MORNING)
    marks.append(now_is())
    with transaction():
        session.add(
            Desk(
                public_id=people[0].public_id,
                workshop_id=workshop.id,
                name="Door",
                created_at=MORNING,
                created_by="x",
                expires_at=MORNING,
                seen_at=MORNING,
                waiting=3,
            )
        )
    marks += [now_is(), version(workshop, MORNING + timedelta(minutes=1))]
    assert len(set(marks)) == len(marks)
    assert now_is() == now_is()


def test_as_many_statements_for_three_people_as_for_one(workshop, delegation, statements):
    desk.a_guest(delegation)
    workshop_id = workshop.id

    def look(what):
        return statements(lambda: what(session.get_one(Workshop, workshop_id)))

    one = look(lambda found: board(found, FIRST, MORNING))
    workshop = session.get_one(Workshop, workshop_id)
    for _number in range(3):
        _registration, code = desk.a_guest(factories.a_delegation(factories.a_type(workshop)))
        desk.scan(workshop, desk.a_reading(code))
    assert look(lambda found: board(found, FIRST, MORNING)) == one
    assert look(lambda found: version(found, MORNING)) <= 3  # with loading the workshop


def test_the_part_that_changes_is_sent_once(app, workshop, people):
    browser = browser_of(app, "check-in", workshop)
    address = f"/workshops/{workshop.slug}/check-in/board"
    page = browser.get(address)
    assert page.status_code == 200
    first = browser.get(f"{address}/live")
    assert f'data-live-etag="{first.get_etag()[0]}"' in page.text
    again = browser.get(f"{address}/live", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    desk.scan(workshop, desk.a_reading(registration_id=people[2].id))
    changed = browser.get(f"{address}/live", headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200


def test_before_anybody_is_confirmed_and_before_the_day(app, workshop, delegation):
    browser = browser_of(app, "organizer", workshop)
    address = f"/workshops/{workshop.slug}/check-in/board"
    assert "Nobody is confirmed yet" in browser.get(address).text
    factories.a_registration(delegation)
    assert "Nobody has arrived yet" in browser.get(f"{address}?day=1").text
    assert "Nobody has arrived yet" in browser.get(f"{address}?day=1&amp;view=screen").text
