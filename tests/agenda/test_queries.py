from datetime import UTC, datetime, timedelta

from eventapp.agenda import queries, timetable
from eventapp.agenda.models import Speaker
from eventapp.core.db import session
from eventapp.workshops.models import Workshop
from tests import factories
from tests.almaty import import_almaty

NINE = datetime(2016, 3, 29, 3, tzinfo=UTC)  # 09:00 in Almaty


def at(hours: float) -> datetime:
    return NINE + timedelta(hours=hours)


def placed_at(workshop, start, end, room=0, **changes):
    return factories.a_session(
        workshop, starts_at=at(start), ends_at=at(end), room_id=workshop.rooms[room].id, **changes
    )


def test_sessions_come_in_order_of_time_then_of_rooms(workshop):
    late = placed_at(workshop, 2, 3)
    beside = placed_at(workshop, 0, 1, room=1)
    first = placed_at(workshop, 0, 1)
    factories.a_session(factories.a_workshop())

    assert [row.id for row in queries.sessions(workshop.id)] == [first.id, beside.id, late.id]


def test_the_agenda_takes_as_many_statements_for_three_sessions_as_for_one(workshop, statements):
    def read() -> list[tuple[object, ...]]:
        rows = queries.sessions(workshop_id)
        return [(row.room.name, row.theme.title, [speaker.line for speaker in row.speakers]) for row in rows]

    def one_more(hour: int) -> None:
        owner = session.get_one(Workshop, workshop_id)
        placed_at(owner, hour, hour + 1, theme_id=factories.a_theme(owner).id, speakers=[Speaker(position=1, name="A")])

    workshop_id = workshop.id
    one_more(0)
    for_one = statements(read)
    one_more(1)
    one_more(2)

    assert (for_one, statements(read)) == (for_one, for_one)


def test_only_shared_time_in_the_same_room_overlaps(workshop):
    row = placed_at(workshop, 0, 1)
    room, other_room = (each.id for each in workshop.rooms)

    assert queries.overlapping(room, at(0.5), at(2)).id == row.id
    assert queries.overlapping(room, at(-1), at(3)).id == row.id
    assert queries.overlapping(room, at(1), at(2)) is None
    assert queries.overlapping(room, at(-1), at(0)) is None
    assert queries.overlapping(other_room, at(0), at(1)) is None
    assert queries.overlapping(room, at(0), at(1), except_id=row.id) is None


def test_a_session_is_found_by_its_key_within_its_workshop_only(workshop):
    row = factories.a_session(workshop, key="d1-open")

    assert queries.by_key(workshop.id, "d1-open").id == row.id
    assert queries.by_key(factories.a_workshop().id, "d1-open") is None


def test_every_day_is_there_whether_it_has_sessions_or_not(workshop):
    placed_at(workshop, 24, 25)

    plans = timetable.day_plans(workshop, queries.sessions(workshop.id))

    assert [(plan.number, str(plan.date), len(plan.sessions)) for plan in plans] == [
        (1, "2016-03-29", 0),
        (2, "2016-03-30", 1),
        (3, "2016-03-31", 0),
    ]


def test_the_grid_counts_five_minute_slots_from_the_first_full_hour(workshop):
    placed_at(workshop, -0.5, 0)  # 08:30
    placed_at(workshop, 0, 1.75)

    grid = timetable.day_plans(workshop, queries.sessions(workshop.id))[0].grid

    assert [(each.slot, each.span, each.column) for each in grid.placed] == [(6, 6, 1), (12, 21, 1)]
    assert grid.marks == ((0, "08:00"), (12, "09:00"), (24, "10:00"))


def test_a_break_for_all_stands_across_and_its_room_needs_no_column(workshop):
    placed_at(workshop, 0, 1)
    placed_at(workshop, 1, 1.5, room=1, type="break")

    grid = timetable.day_plans(workshop, queries.sessions(workshop.id))[0].grid

    assert [room.position for room in grid.rooms] == [1]
    assert [each.column for each in grid.placed] == [1, None]


def test_a_break_beside_a_session_stays_in_its_room(workshop):
    placed_at(workshop, 0, 2)
    placed_at(workshop, 1, 1.5, room=1, type="break")

    grid = timetable.day_plans(workshop, queries.sessions(workshop.id))[0].grid

    assert [each.column for each in grid.placed] == [1, 2]


def test_a_day_of_breaks_alone_shows_their_rooms(workshop):
    placed_at(workshop, 1, 1.5, room=1, type="break")

    grid = timetable.day_plans(workshop, queries.sessions(workshop.id))[0].grid

    assert ([room.position for room in grid.rooms], [each.column for each in grid.placed]) == ([2], [1])


def test_what_overlaps_makes_one_run_with_a_lane_for_each_room(workshop):
    long = placed_at(workshop, 0, 2)
    first = placed_at(workshop, 0, 1, room=1)
    second = placed_at(workshop, 1, 2, room=1)
    after = placed_at(workshop, 2, 3)

    runs = timetable.day_plans(workshop, queries.sessions(workshop.id))[0].runs

    assert [[[row.id for row in lane] for lane in run.lanes] for run in runs] == [
        [[long.id], [first.id, second.id]],
        [[after.id]],
    ]
    assert [(run.starts_at, run.ends_at, run.parallel, run.one_time) for run in runs] == [
        (at(0), at(2), True, False),
        (at(2), at(3), False, True),
    ]


def test_the_room_that_begins_first_stands_in_front(workshop):
    early = placed_at(workshop, 0, 2, room=1)
    late = placed_at(workshop, 1, 3)

    (run,) = timetable.day_plans(workshop, queries.sessions(workshop.id))[0].runs

    assert [[row.id for row in lane] for lane in run.lanes] == [[early.id], [late.id]]


def test_the_almaty_agenda_has_24_sessions_on_three_days_two_of_them_in_parallel(app):
    workshop = import_almaty()

    sessions = queries.sessions(workshop.id)
    plans = timetable.day_plans(workshop, sessions)

    assert [len(plan.sessions) for plan in plans] == [8, 8, 8]
    assert [row.key for run in plans[1].runs if run.parallel for lane in run.lanes for row in lane] == [
        "d2-wg-a",
        "d2-wg-b",
    ]
    assert [row.key for row in sessions if row.title.missing(["en", "ru"])] == []
