"""The list of notes."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from eventapp.agenda import queries as agenda
from eventapp.core.db import db, session
from eventapp.notes import queries
from eventapp.notes.models import Note
from eventapp.notes.queries import NoteFilter
from tests import factories
from tests.people import NOW


def test_the_kinds_of_the_almaty_notes(almaty):
    assert queries.counts_by_kind(almaty.id) == {
        "finding": 4,
        "key-point": 15,
        "quote": 6,
        "question": 1,
        "practice": 12,
        "action": 1,
        "recommendation": 6,
    }


def test_notes_stand_in_the_order_of_their_sessions(almaty):
    assert [note.number for note in queries.notes(almaty.id)] == list(range(1, 46))


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (NoteFilter(session="d1-s2"), [7, 8, 9]),
        (NoteFilter(session=queries.NONE), []),
        (NoteFilter(kind="quote"), [6, 12, 20, 30, 34, 38]),
        (NoteFilter(theme="strategies"), [33, 34, 35, 45]),
        (NoteFilter(said_by="participant"), [20, 21, 30]),
        (NoteFilter(said_by="government"), [5, 12, 38, 39]),
        (NoteFilter(country="TM"), [16, 25]),
        (NoteFilter(sensitive="yes"), [21]),
        (NoteFilter(kind="key-point", sensitive="no", theme="empowerment"), []),
        (NoteFilter(search="youth movement"), [41]),
        (NoteFilter(search="hedayah"), [33, 34]),
        (NoteFilter(search="nothing of this"), []),
        (NoteFilter(kind="key-point", search="WOMEN"), [7, 8]),
    ],
)
def test_filters_narrow_the_list(almaty, wanted, numbers):
    assert [note.number for note in queries.notes(almaty.id, wanted)] == numbers


def test_sensitive_notes_are_left_out_where_they_are_not_asked_for(almaty):
    assert 21 not in [note.number for note in queries.notes(almaty.id, sensitive=False)]


def test_the_running_session_is_told_by_the_instant(almaty):
    sessions = agenda.sessions(almaty.id)
    first = next(each for each in sessions if each.key == "d1-s1")
    at = first.starts_at
    assert queries.running_session(sessions, at).key == "d1-s1"
    assert queries.running_session(sessions, at - timedelta(minutes=1)) is None  # the coffee break
    assert queries.running_session(sessions, NOW) is None


def test_of_parallel_sessions_the_last_used_goes_on(almaty):
    sessions = agenda.sessions(almaty.id)
    at = next(each for each in sessions if each.key == "d2-wg-b").starts_at
    assert queries.running_session(sessions, at, "d2-wg-b").key == "d2-wg-b"
    assert queries.running_session(sessions, at).key == "d2-wg-a"


@pytest.fixture
def statements(app):
    seen = []

    def count(*arguments):
        seen.append(arguments[2])

    event.listen(db.engine, "before_cursor_execute", count)
    yield seen
    event.remove(db.engine, "before_cursor_execute", count)


def test_the_list_takes_one_statement_however_long(app, statements):
    for size in (1, 3):
        workshop = factories.a_workshop()
        kind, theme = factories.a_type(workshop), factories.a_theme(workshop)
        for number in range(1, size + 1):
            factories._saved(
                Note(
                    workshop_id=workshop.id,
                    number=number,
                    kind="finding",
                    text="x",
                    attribution="type",
                    attribution_type_id=kind.id,
                    theme_id=theme.id,
                    session_id=factories.a_session(workshop).id,
                    created_at=NOW,
                    changed_at=NOW,
                )
            )
        workshop_id = workshop.id
        session.rollback()
        session.expunge_all()
        statements.clear()
        found = queries.notes(workshop_id)
        shown = [(note.session.key, note.theme.key, note.attribution_type.key) for note in found]
        assert (len(shown), len([each for each in statements if each.startswith("SELECT")])) == (size, 1)
