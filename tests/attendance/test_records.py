"""What each person attended, by rules."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventapp.attendance.effective import Source, Statement, effective
from eventapp.attendance.records import Measure, Programme, Sitting, slots_of
from eventapp.attendance.rules import USUAL, Base, DayRule, Rules, SessionRule, rules_of

FIRST, SECOND, THIRD = (date(2016, 3, day) for day in (29, 30, 31))
NINE = datetime(2016, 3, 29, 3, tzinfo=UTC)


def a_sitting(key, day, hour, length=1.0):
    starts = NINE + (day - FIRST) + timedelta(hours=hour)
    return Sitting(key, day, starts, starts + timedelta(hours=length))


SITTINGS = (
    a_sitting("a", FIRST, 0),
    a_sitting("b", FIRST, 1),
    a_sitting("left", FIRST, 2),
    a_sitting("right", FIRST, 2, 1.5),
    a_sitting("c", FIRST, 4),
    a_sitting("d", FIRST, 5),
    a_sitting("e", SECOND, 0),
)
PROGRAMME = Programme({FIRST: "day-1", SECOND: "day-2", THIRD: "day-3"}, SITTINGS)
VENUE_OF = {each.key: "day-1" if each.day == FIRST else "day-2" for each in SITTINGS}


def measured(rules=USUAL, minutes=None, *, of=(1,), **places):
    """Of whom `places` ({key: ids}, day_1 for day-1) says that they were scanned there."""
    said = [
        Statement(who, key.replace("_", "-"), True, Source.SCAN, NINE)
        for key, people in places.items()
        for who in people
    ]
    return Measure(PROGRAMME, rules, effective(said, VENUE_OF), minutes or {}).of(of)


def test_sessions_at_the_same_time_count_as_one():
    assert [[each.key for each in slot] for slot in slots_of(SITTINGS[:4])] == [["a"], ["b"], ["left", "right"]]


def test_what_one_person_attended():
    found = measured(a=[1, 2], b=[2], left=[1], right=[2], c=[1], d=[1, 2], e=[1])[1]
    assert found.parts == {FIRST: (4, 5), SECOND: (1, 1)}
    assert found.shares == {FIRST: 0.8, SECOND: 1.0}
    assert (found.days, found.sessions, found.hours) == ((FIRST, SECOND), ("a", "left", "c", "d", "e"), 5.0)
    assert found.qualifies


def test_a_session_at_which_attendance_was_not_taken_is_held_against_nobody():
    assert measured(a=[1], e=[1])[1].parts == {FIRST: (1, 1), SECOND: (1, 1)}


def test_a_day_without_sessions_taken_counts_by_the_venue():
    assert measured(day_3=[2], a=[1, 2], of=[1, 2])[1].parts == {FIRST: (1, 1), THIRD: (0, 1)}
    assert measured(day_3=[2], a=[1, 2], of=[1, 2])[2].qualifies


def test_of_each_day_means_each_day():
    little = measured(a=[1, 2], b=[2], e=[1, 2])[1]
    assert (little.parts, little.qualifies) == ({FIRST: (1, 2), SECOND: (1, 1)}, False)


@pytest.mark.parametrize(
    ("rules", "qualifies"),
    [
        (Rules(threshold=80), False),
        (Rules(threshold=50), True),
        (Rules(threshold=66, base=Base.SESSIONS), True),
        (Rules(threshold=67, base=Base.SESSIONS), False),
        (Rules(threshold=100, base=Base.DAYS), True),
        (Rules(threshold=100, base=Base.DAYS, day=DayRule.SESSIONS, day_share=51), False),
    ],
)
def test_the_base_of_the_threshold(rules, qualifies):
    assert measured(rules, a=[1, 2], b=[2], e=[1, 2])[1].qualifies is qualifies


def test_a_day_by_a_share_of_its_sessions():
    rules = Rules(day=DayRule.SESSIONS, day_share=60)
    found = measured(rules, a=[1, 2], b=[2], e=[1], of=[1, 2])
    assert (found[1].days, found[2].days) == ((SECOND,), (FIRST,))


def test_whom_a_day_does_not_count_for_is_not_present_on_it():
    said = [Statement(who, key, True, Source.SCAN) for key, who in (("a", 1), ("b", 2), ("a", 2), ("c", 2))]
    known = effective(said, VENUE_OF)
    assert Measure(PROGRAMME, USUAL, known).counted() is known
    counted = Measure(PROGRAMME, Rules(day=DayRule.SESSIONS, day_share=60), known).counted()
    assert {key: {who for who, each in people.items() if each.present} for key, people in counted.items()} == {
        "day-1": {2},
        "a": {1, 2},
        "b": {2},
        "c": {2},
    }
    assert counted["day-1"][1].against == (Source.SCAN,)


def test_a_session_by_a_share_of_its_minutes():
    rules = Rules(session=SessionRule.MINUTES, session_share=50)
    found = measured(rules, {(1, "a"): 30, (2, "a"): 29.9}, a=[1, 2], of=[1, 2])
    assert (found[1].sessions, found[2].sessions) == (("a",), ())


def test_what_is_marked_counts_as_the_whole_session():
    said = [Statement(1, "a", True, Source.PAPER)]
    rules = Rules(session=SessionRule.MINUTES, session_share=100)
    assert Measure(PROGRAMME, rules, effective(said, VENUE_OF)).of([1])[1].sessions == ("a",)


def test_nobody_qualifies_before_attendance_was_taken():
    assert measured()[1].qualifies is False
    assert Measure(PROGRAMME, USUAL, {}).taken().days == []


def test_hours_of_parallel_sessions_are_not_added_up():
    assert measured(left=[1], right=[1])[1].hours == 1.5


@given(st.dictionaries(st.sampled_from([each.key for each in SITTINGS]), st.sets(st.integers(1, 3)), max_size=7))
def test_more_presence_never_makes_less_of_a_person_who_was_at_all_of_it(places):
    everywhere = {key: people | {1} for key, people in places.items()}
    if everywhere:
        assert measured(**everywhere)[1].qualifies
        assert set(measured(**everywhere)[1].shares.values()) == {1.0}


@given(st.dictionaries(st.sampled_from([each.key for each in SITTINGS]), st.sets(st.integers(1, 3)), max_size=7))
def test_a_lower_threshold_never_loses_anybody(places):
    strict, mild = (measured(Rules(threshold=percent), of=[1, 2, 3], **places) for percent in (80, 40))
    assert all(mild[who].qualifies for who, each in strict.items() if each.qualifies)


def test_rules_are_read_back_as_they_were_kept():
    rules = Rules(SessionRule.MINUTES, 75, DayRule.SESSIONS, 60, 90, Base.SESSIONS)
    assert rules_of(rules.as_json()) == rules


@pytest.mark.parametrize(
    "presence", [{}, {"threshold": 0}, {"threshold": True}, {"threshold": "80"}, {"base": "moon"}, {"day": []}]
)
def test_what_is_not_understood_is_the_usual_rule(presence):
    assert rules_of(presence) == USUAL
