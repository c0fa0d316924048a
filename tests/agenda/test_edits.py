"""Undo and redo, what is laid aside, two people at one session."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventapp.agenda import actions, edits, merging, queries, removal
from eventapp.agenda.facts import SpeakerFacts
from eventapp.agenda.models import SessionType, SpeakerRole
from eventapp.core.actors import Actor, Role
from eventapp.core.errors import Invalid, UserError
from eventapp.core.texts import Texts
from tests import factories
from tests.agenda.some import a_place, some_facts

NOW = datetime(2016, 3, 1, 6, tzinfo=UTC)


@pytest.fixture
def anna(workshop):
    return Actor("Anna", roles=frozenset({(workshop.id, Role.ORGANIZER)}))


@pytest.fixture
def boris(workshop):
    return Actor("Boris", roles=frozenset({(workshop.id, Role.ORGANIZER)}))


def added(workshop, actor, **changes):
    return actions.add_session(workshop.id, some_facts(workshop, **changes), actor=actor, now=NOW)


def moved(workshop, actor, row, **place):
    wanted = a_place(workshop, **place)
    return actions.move_session(workshop.id, row.id, wanted, overlapping=True, actor=actor, now=NOW)


def test_the_last_step_is_taken_back_and_done_again(workshop, anna):
    row = added(workshop, anna)
    moved(workshop, anna, row, starts=time(10), ends=time(11))
    sequence = row.sequence

    told = actions.undo(workshop.id, actor=anna, now=NOW)
    assert (told.kind, row.starts_at.hour, row.sequence > sequence) == ("moved", 3, True)
    actions.redo(workshop.id, actor=anna, now=NOW)
    assert row.starts_at.hour == 4
    actions.undo(workshop.id, actor=anna, now=NOW)
    actions.undo(workshop.id, actor=anna, now=NOW)
    assert queries.sessions(workshop.id) == []
    actions.redo(workshop.id, actor=anna, now=NOW)
    again = queries.sessions(workshop.id)[0]
    assert (again.id, again.title, again.starts_at.hour) == (row.id, {"en": "Opening", "ru": "Открытие"}, 3)


def test_a_new_step_ends_what_can_be_done_again(workshop, anna):
    row = added(workshop, anna)
    moved(workshop, anna, row, starts=time(10), ends=time(11))
    actions.undo(workshop.id, actor=anna, now=NOW)
    moved(workshop, anna, row, starts=time(12), ends=time(13))
    assert edits.redoable(workshop.id, anna) is None


def test_each_takes_back_their_own_and_nothing_that_somebody_changed_since(workshop, anna, boris):
    row = added(workshop, anna)
    moved(workshop, anna, row, starts=time(10), ends=time(11))
    moved(workshop, boris, row, starts=time(12), ends=time(13))
    with pytest.raises(UserError, match="“Opening” was changed since by Boris"):
        actions.undo(workshop.id, actor=anna, now=NOW)
    actions.undo(workshop.id, actor=boris, now=NOW)
    actions.undo(workshop.id, actor=anna, now=NOW)
    assert row.starts_at.hour == 3


def test_what_is_laid_aside_comes_back_as_it_was(workshop, anna):
    speakers = (SpeakerFacts(organization="UNRCCA", role=SpeakerRole.CHAIR),)
    row = added(workshop, anna, speakers=speakers, staff_notes="two microphones")
    uid, key, sequence = row.uid, row.key, row.sequence

    laid = actions.unschedule(workshop.id, row.id, actor=anna, now=NOW)
    assert (queries.sessions(workshop.id), laid.minutes) == ([], 45)
    back = actions.schedule(
        workshop.id, laid.id, a_place(workshop, starts=time(14), ends=time(15)), actor=anna, now=NOW
    )

    assert (back.uid, back.key, back.staff_notes, back.starts_at.hour) == (uid, key, "two microphones", 8)
    assert back.sequence > sequence
    assert [(each.organization, each.role) for each in back.speakers] == [("UNRCCA", "chair")]
    actions.undo(workshop.id, actor=anna, now=NOW)
    actions.undo(workshop.id, actor=anna, now=NOW)
    assert ([each.uid for each in queries.sessions(workshop.id)], queries.tray(workshop.id)) == ([uid], [])


def test_what_something_hangs_on_is_not_laid_aside(workshop, anna):
    row = added(workshop, anna)
    check = removal.register(lambda session_id: "It has scans.")
    try:
        with pytest.raises(UserError, match="The session cannot be taken out of the timetable"):
            actions.unschedule(workshop.id, row.id, actor=anna, now=NOW)
    finally:
        removal.withdraw(check)


def test_a_session_is_split_copied_and_swapped_each_in_one_step(workshop, anna):
    row = added(workshop, anna)
    second = actions.split_session(workshop.id, row.id, time(9, 15), actor=anna, now=NOW)
    times = [(each.starts_at.minute, each.ends_at.minute) for each in queries.sessions(workshop.id)]
    assert times == [(0, 15), (15, 45)]
    actions.swap_sessions(workshop.id, row.id, second.id, actor=anna, now=NOW)
    assert (row.starts_at.minute, second.starts_at.minute) == (15, 0)
    place = a_place(workshop, day=date(2016, 3, 30))
    copy = actions.copy_session(workshop.id, row.id, place, actor=anna, now=NOW)
    assert (copy.title, copy.uid != row.uid, copy.key != row.key) == (row.title, True, True)
    for _step in range(3):
        actions.undo(workshop.id, actor=anna, now=NOW)
    assert [(each.id, each.ends_at.minute) for each in queries.sessions(workshop.id)] == [(row.id, 45)]
    with pytest.raises(Invalid, match="Choose a time within the session"):
        actions.split_session(workshop.id, row.id, time(9, 45), actor=anna, now=NOW)


def test_what_two_people_changed_apart_is_taken_from_both(workshop, anna, boris):
    row = added(workshop, anna)
    base, facts = row.sequence, merging.facts_of(workshop, row)
    actions.change_session(workshop.id, row.id, replace(facts, staff_notes="flowers"), base=base, actor=anna, now=NOW)
    actions.change_session(workshop.id, row.id, replace(facts, expected=40), base=base, actor=boris, now=NOW)
    assert (row.staff_notes, row.expected) == ("flowers", 40)


def test_what_both_changed_is_shown_to_the_second(workshop, anna, boris):
    row = added(workshop, anna)
    base, facts = row.sequence, merging.facts_of(workshop, row)
    other = replace(facts, title=Texts(en="Welcome"), expected=10)
    actions.change_session(workshop.id, row.id, other, base=base, actor=anna, now=NOW)
    mine = replace(facts, title=Texts(en="Start"), staff_notes="mine")
    with pytest.raises(merging.Conflict) as refused:
        actions.change_session(workshop.id, row.id, mine, base=base, actor=boris, now=NOW)
    conflict = refused.value
    assert (conflict.fields, conflict.who, conflict.theirs.title) == (["title"], "Anna", {"en": "Welcome"})
    assert (conflict.merged.expected, conflict.merged.staff_notes, conflict.merged.title) == (
        10,
        "mine",
        {"en": "Start"},
    )
    actions.change_session(workshop.id, row.id, conflict.merged, base=conflict.sequence, actor=boris, now=NOW)
    assert (row.title, row.expected) == ({"en": "Start"}, 10)


def test_a_session_that_was_moved_meanwhile_is_not_moved_over(workshop, anna, boris):
    row = added(workshop, anna)
    base = row.sequence
    moved(workshop, anna, row, starts=time(10), ends=time(11))
    place = a_place(workshop, starts=time(12), ends=time(13))
    with pytest.raises(merging.Conflict, match="Anna has moved this session meanwhile"):
        actions.move_session(workshop.id, row.id, place, base=base, actor=boris, now=NOW)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "move", "copy", "split", "swap", "aside", "up", "remove", "change"]),
        st.integers(0, 9),
        st.integers(8, 17),
        st.integers(0, 2),
    ),
    max_size=8,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_any_history_is_taken_back_whole_and_done_again(app, steps):
    workshop = factories.a_workshop()
    actor = Actor("Anna", roles=frozenset({(workshop.id, Role.ORGANIZER)}))
    states = [edits.state(workshop.id)]
    for step in steps:
        do(workshop, actor, *step)
        if (now := edits.state(workshop.id)) != states[-1]:
            states.append(now)
    for before in reversed(states[:-1]):
        actions.undo(workshop.id, actor=actor, now=NOW)
        assert edits.state(workshop.id) == before
    for after in states[1:]:
        actions.redo(workshop.id, actor=actor, now=NOW)
        assert edits.state(workshop.id) == after
    assert edits.redoable(workshop.id, actor) is None


def do(workshop, actor, what, which, hour, room):
    """One step, if it can be done now."""
    rows, tray = queries.sessions(workshop.id), queries.tray(workshop.id)
    starts, ends = time(hour), time(hour + 1)
    place = a_place(workshop, starts=starts, ends=ends, room_id=workshop.rooms[room % 2].id)
    told = {"actor": actor, "now": NOW}
    if what == "add":
        facts = some_facts(workshop, place={"starts": starts, "ends": ends})
        actions.add_session(workshop.id, facts, overlapping=True, **told)
    elif what == "up" and tray:
        actions.schedule(workshop.id, tray[which % len(tray)].id, place, overlapping=True, **told)
    elif what == "aside" and not rows:
        actions.add_unscheduled(workshop.id, Texts(en="Later"), SessionType.PANEL, 30, **told)
    elif rows and what != "up":
        of_a_session(workshop, what, (rows[which % len(rows)], rows[(which + 1) % len(rows)]), place, told)


def of_a_session(workshop, what, sessions, place, told):
    one, other = sessions
    halved = merging.facts_of(workshop, one).place.starts.replace(minute=30)
    changed = replace(merging.facts_of(workshop, one), expected=place.starts.hour, staff_notes=what)
    steps = {
        "move": lambda: actions.move_session(workshop.id, one.id, place, overlapping=True, **told),
        "copy": lambda: actions.copy_session(workshop.id, one.id, place, overlapping=True, **told),
        "split": lambda: actions.split_session(workshop.id, one.id, halved, **told),
        "swap": lambda: actions.swap_sessions(workshop.id, one.id, other.id, **told),
        "aside": lambda: actions.unschedule(workshop.id, one.id, **told),
        "remove": lambda: actions.remove_session(workshop.id, one.id, **told),
        "change": lambda: actions.change_session(workshop.id, one.id, changed, overlapping=True, **told),
    }
    with suppress(Invalid):  # what is split already
        steps[what]()
