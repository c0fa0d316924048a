"""The one rule of who was there, whatever comes in and in whatever order."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from eventapp.attendance.disputes import Kind, disputes
from eventapp.attendance.effective import Presence, Source, Statement, decide, effective, only_of, people_at

NOON = datetime(2016, 3, 29, 6, tzinfo=UTC)
VENUES = {"opening": "day-1", "panel": "day-1", "closing": "day-2"}
A_DAY_AND_A_SESSION = ("day-1", "opening")
MARKS = (Source.PAPER, Source.LIST, Source.MANY, Source.CORRECTION)


def a_scan(checkpoint="opening", who=1, minutes=0, source=Source.SCAN):
    return Statement(who, checkpoint, True, source, NOON + timedelta(minutes=minutes))


def a_mark(source, present=True, checkpoint="opening", who=1, made=0, number=1, at=None):
    return Statement(who, checkpoint, present, source, at, NOON + timedelta(hours=made), number)


def test_one_source_is_enough_and_all_are_named_in_one_order():
    found = decide([a_mark(Source.LIST), a_mark(Source.PAPER), a_scan(minutes=5), a_scan(minutes=1)])
    assert found == Presence(True, NOON + timedelta(minutes=1), (Source.SCAN, Source.PAPER, Source.LIST))


def test_a_mark_without_a_time_leaves_the_time_unknown():
    assert decide([a_mark(Source.MANY)]) == Presence(True, None, (Source.MANY,))


def test_the_latest_correction_decides():
    away = a_mark(Source.CORRECTION, present=False, made=1, number=2)
    back = a_mark(Source.CORRECTION, present=True, made=2, number=3)
    assert decide([a_scan(), away]) == Presence(False, None, (Source.CORRECTION,), (Source.SCAN,), decided=True)
    assert decide([back, a_scan(), away]) == Presence(True, NOON, (Source.SCAN, Source.CORRECTION), decided=True)


def test_of_two_corrections_of_one_instant_the_later_made_decides():
    first, second = (a_mark(Source.CORRECTION, present, number=number) for present, number in ((True, 1), (False, 2)))
    assert decide([second, first]).present is False


def test_paper_that_says_no_does_not_take_a_scan_away_and_is_told():
    assert decide([a_scan(), a_mark(Source.PAPER, present=False)]) == Presence(
        True, NOON, (Source.SCAN,), (Source.PAPER,)
    )


def test_who_is_absent_by_evidence_alone_has_no_source():
    assert decide([a_mark(Source.PAPER, present=False)]) == Presence(False, None, ())


def test_a_session_counts_for_its_day_and_only_while_it_counts_itself():
    assert people_at(effective([a_scan()], VENUES), "day-1") == {1: NOON}
    gone = effective([a_scan(), a_mark(Source.CORRECTION, present=False)], VENUES)
    assert (people_at(gone, "opening"), people_at(gone, "day-1")) == ({}, {})


def test_a_correction_of_a_session_is_evidence_for_the_day_and_does_not_decide_it():
    found = effective([a_mark(Source.CORRECTION)], VENUES)["day-1"][1]
    assert found == Presence(True, None, (Source.CORRECTION,), lent=(Source.CORRECTION,))


def test_a_correction_of_the_day_stands_against_its_sessions():
    found = effective([a_scan(), a_mark(Source.CORRECTION, present=False, checkpoint="day-1")], VENUES)
    assert people_at(found, "day-1") == {}
    assert people_at(found, "opening") == {1: NOON}
    assert found["day-1"][1].against == (Source.SCAN,)


def test_only_of_some_people():
    found = effective([a_scan(who=1), a_scan(who=2)], VENUES)
    assert only_of(found, [2]) == {key: {2: people[2]} for key, people in found.items()}


statements = st.lists(
    st.one_of(
        st.builds(
            a_scan,
            st.sampled_from([*VENUES, "day-1", "bus"]),
            st.integers(1, 2),
            st.integers(0, 3),
            st.sampled_from([Source.SCAN, Source.SELF]),
        ),
        st.builds(
            a_mark,
            st.sampled_from(MARKS),
            st.booleans(),
            st.sampled_from([*VENUES, "day-1", "day-2"]),
            st.integers(1, 2),
            st.integers(0, 2),
            st.integers(1, 5),
        ),
    ),
    max_size=8,
    unique_by=lambda each: (each.number, each.made_at) if each.number else object(),
)


@given(statements, st.randoms(use_true_random=False))
def test_the_order_in_which_things_come_in_changes_nothing(said, chance):
    shuffled = list(said)
    chance.shuffle(shuffled)
    assert effective(shuffled, VENUES) == effective(said, VENUES)


@given(statements, statements)
def test_what_is_known_of_one_person_changes_nothing_for_another(said, more):
    before = only_of(effective([each for each in said if each.registration_id == 1], VENUES), [1])
    mixed = [*said, *(each for each in more if each.registration_id == 2)]
    after = only_of(effective([each for each in mixed if each.registration_id in (1, 2)], VENUES), [1])
    assert {key: people for key, people in after.items() if people} == before


@given(statements)
def test_whoever_was_at_a_session_was_there_that_day_unless_a_correction_says_no(said):
    found = effective(said, VENUES)
    for key, venue in VENUES.items():
        for who in people_at(found, key):
            day = found[venue][who]
            assert day.present or day.decided


def test_a_sheet_of_one_session_is_no_sheet_of_the_day():
    at_the_door = [a_scan("day-1", who) for who in (1, 2, 3)]
    signed = [a_mark(Source.PAPER, who=1), a_scan("opening", 2)]
    found = disputes(effective([*at_the_door, *signed, a_scan("opening", 1)], VENUES), ["day-1", "opening"], VENUES)
    assert [(each.registration_id, each.checkpoint, each.kind) for each in found] == [(2, "opening", Kind.UNSIGNED)]
    sheet_of_the_day = a_mark(Source.PAPER, checkpoint="day-1", who=3)
    found = disputes(effective([*at_the_door, sheet_of_the_day], VENUES), ["day-1"], VENUES)
    assert [(each.registration_id, each.kind) for each in found] == [(1, Kind.UNSIGNED), (2, Kind.UNSIGNED)]


def found_in(*statements):
    found = disputes(effective(statements, VENUES), A_DAY_AND_A_SESSION, VENUES)
    return [(each.registration_id, each.checkpoint, each.kind) for each in found]


def test_who_did_not_sign_the_day_is_found_although_all_others_signed_a_session_as_well():
    """A session's sheet that was signed, too, makes nobody's signature of the day undone."""
    signed = [a_mark(Source.PAPER, who=who, checkpoint=key) for who in (1, 2) for key in A_DAY_AND_A_SESSION]
    scanned = [a_scan("day-1", who) for who in (1, 2, 3)]
    assert found_in(*signed, *scanned) == [(3, "day-1", Kind.UNSIGNED)]


def test_who_was_not_scanned_on_the_day_is_found_although_all_others_were_scanned_at_a_session_as_well():
    scanned = [a_scan(key, who) for who in (1, 2) for key in A_DAY_AND_A_SESSION]
    assert found_in(*scanned, a_mark(Source.PAPER, who=3, checkpoint="day-1")) == [
        (1, "day-1", Kind.UNSIGNED),
        (2, "day-1", Kind.UNSIGNED),
        (3, "day-1", Kind.UNSCANNED),
    ]


def test_a_sessions_own_disagreement_hides_none_with_its_day():
    """They are on the session's sheet, unscanned where others were; and a correction says they missed the day."""
    said = [
        a_scan("opening", 1),
        a_mark(Source.PAPER, who=2, checkpoint="opening"),
        a_mark(Source.CORRECTION, present=False, who=2, checkpoint="day-1"),
    ]
    assert (2, "opening", Kind.UNSCANNED) in found_in(*said)
    assert (2, "opening", Kind.NOT_THAT_DAY) in found_in(*said)
