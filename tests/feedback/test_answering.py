"""One response for each participant, and nothing that leads from it back to the person."""

import contextvars
import threading
import uuid
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, inspect, select, text

from eventapp.core.actors import NOBODY
from eventapp.core.audit import AuditEntry
from eventapp.core.db import Base, db, session
from eventapp.core.errors import Denied, Invalid
from eventapp.feedback import actions
from eventapp.feedback.actions import AlreadyAnswered, FormClosed, participant
from eventapp.feedback.models import Answer, Answered, Response
from tests import factories
from tests.conftest import DATABASE
from tests.factories import NOW
from tests.feedback.conftest import GOOD, answer_all, some_people


def answer(room, person, values=GOOD, now=NOW):
    actions.answer(room.form.id, values, language="ru", actor=participant(person.id), now=now)


def count(model):
    return session.scalar(select(func.count()).select_from(model))


def test_an_answer_is_kept_with_the_day_of_the_workshop(room):
    (person,) = some_people(room.delegation, 1)

    answer(room, person, now=datetime(2016, 3, 29, 20, tzinfo=UTC))  # two in the morning in Almaty

    (response,) = session.scalars(select(Response))
    assert (response.form_id, response.day, response.language, response.source, response.batch) == (
        room.form.id,
        date(2016, 3, 30),
        "ru",
        "participant",
        0,
    )
    given = {row.question_id: (row.rating, row.text) for row in session.scalars(select(Answer))}
    named = {question.key: given.get(question.id) for question in room.form.questions}
    assert named == {
        "relevance": (4, ""),
        "usefulness": (5, ""),
        "facilitation": (3, ""),
        "most-useful": None,
        "suggestion": (None, "More time"),
    }


def test_a_second_answer_is_refused_and_nothing_of_it_kept(room):
    (person,) = some_people(room.delegation, 1)
    answer(room, person)

    with pytest.raises(AlreadyAnswered):
        answer(room, person)

    assert (count(Response), count(Answered)) == (1, 1)


def test_two_at_the_same_moment_are_one_response(room, migrated_app):
    (person,) = some_people(room.delegation, 1)
    form_id, person_id = room.form.id, person.id
    session.rollback()
    barrier, outcomes = threading.Barrier(2), []

    def send():
        with migrated_app.app_context():
            barrier.wait()
            try:
                actions.answer(form_id, GOOD, language="en", actor=participant(person_id), now=NOW)
                outcomes.append("saved")
            except AlreadyAnswered:
                outcomes.append("already")
            finally:
                session.remove()

    threads = [threading.Thread(target=contextvars.Context().run, args=(send,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["already", "saved"]
    assert (count(Response), count(Answered)) == (1, 1)


def test_every_five_responses_are_a_batch(room):
    answer_all(room.form, some_people(room.delegation, 11))

    batches = session.execute(select(Response.batch, func.count()).group_by(Response.batch).order_by(Response.batch))
    assert [tuple(row) for row in batches] == [(0, 5), (1, 5), (2, 1)]


def test_without_a_private_link_a_response_is_marked_as_open(room):
    actions.answer(room.form.id, GOOD, language="en", actor=NOBODY, now=NOW)

    assert [row.source for row in session.scalars(select(Response))] == ["open"]
    assert count(Answered) == 0


@pytest.mark.parametrize("state", ["nominated", "pending", "declined", "cancelled"])
def test_only_the_confirmed_answer(room, state):
    person = factories.a_registration(room.delegation, state=state)

    with pytest.raises(Denied):
        answer(room, person)
    assert count(Response) == 0


def test_a_registration_of_another_workshop_is_refused(room):
    elsewhere = factories.a_delegation(factories.a_type(factories.a_workshop()))

    with pytest.raises(Denied):
        answer(room, factories.a_registration(elsewhere))
    with pytest.raises(Denied):
        actions.answer(room.form.id, GOOD, language="en", actor=participant(10_000), now=NOW)


def test_a_closed_form_takes_nothing(room):
    actions.set_open(room.form.id, False, actor=room.facilitator, now=NOW)
    (person,) = some_people(room.delegation, 1)

    with pytest.raises(FormClosed):
        answer(room, person)
    assert (count(Response), count(Answered)) == (0, 0)


@pytest.mark.parametrize("rating", [0, 6, -1, "x", "4", 2.5])
def test_a_rating_that_is_none_is_refused(room, rating):
    (person,) = some_people(room.delegation, 1)

    with pytest.raises(Invalid) as refusal:
        answer(room, person, {**GOOD, "relevance": rating})

    assert list(refusal.value.fields) == ["relevance"]
    assert (count(Response), count(Answered)) == (0, 0)


def test_required_questions_unknown_ones_and_long_texts(room):
    (person,) = some_people(room.delegation, 1)
    for values, wrong in (
        ({"relevance": 4}, ["usefulness"]),
        ({}, ["relevance", "usefulness"]),
        ({**GOOD, "suggestion": "x" * 2001}, ["suggestion"]),
        ({**GOOD, "suggestion": 4}, ["suggestion"]),
        ({**GOOD, "knowledge-after": 4}, []),
    ):
        with pytest.raises(Invalid) as refusal:
            answer(room, person, values)
        assert list(refusal.value.fields) == wrong
    assert count(Response) == 0


def test_at_least_one_answer_is_needed(room):
    for question in [question for question in room.form.questions if question.required]:
        actions.remove_question(room.form.id, question.id, actor=room.facilitator, now=NOW)

    with pytest.raises(Invalid):
        actions.answer(room.form.id, {"suggestion": ""}, language="en", actor=NOBODY, now=NOW)
    assert count(Response) == 0


# --- Nothing ties a response to a person -----------------------------------------------------------------------------


def reachable(start):
    """The tables to which rows of `start` lead by foreign keys, step by step."""
    found, waiting = set(), [start]
    while waiting:
        table = Base.metadata.tables[waiting.pop()]
        for key in table.foreign_keys:
            name = key.column.table.name
            if name not in found:
                found.add(name)
                waiting.append(name)
    return found


def test_the_tables_hold_these_columns_and_no_others(app):
    """A column added here must be looked at by a person: may it tell who answered what, or when?"""
    columns = {
        name: [column["name"] for column in inspect(db.engine).get_columns(name)]
        for name in ("answered", "response", "answer")
    }

    assert columns == {
        "answered": ["form_id", "registration_id"],
        "response": ["id", "form_id", "batch", "day", "language", "source"],
        "answer": ["response_id", "question_id", "rating", "text"],
    }


def test_no_foreign_key_leads_from_an_answer_to_a_person_or_from_a_mark_to_a_response(app):
    people = {"registration", "person", "badge", "user", "answered", "scan", "message"}

    assert reachable("answer") & people == set()
    assert reachable("response") & people == set()
    assert reachable("answered") & {"response", "answer"} == set()
    pointing = {
        table.name
        for table in Base.metadata.tables.values()
        if "response" in {key.column.table.name for key in table.foreign_keys}
    }
    assert pointing == {"answer"}


def test_no_value_of_any_table_is_shared_by_person_and_response(room):
    """All tables, before and after: what answering wrote names the person or the response, never both."""
    people = some_people(room.delegation, 6)
    before = everything()
    answer_all(room.form, people[:3])
    written = everything() - before
    session.expire_all()
    responses = {str(value) for value in session.scalars(select(Response.id))}

    assert {table for table, _row in written} == {"answered", "response", "answer"}
    for table, row in written:
        values = {str(value) for _column, value in row}
        if table == "answered":
            assert values.isdisjoint(responses)
            assert {column for column, _value in row} == {"form_id", "registration_id"}
        else:
            assert not any(isinstance(value, datetime) for _column, value in row)
            assert {column for column, _value in row}.isdisjoint({"registration_id", "person_id", "user_id", "at"})


def everything():
    """Every row of the database, as (table, frozenset of (column, value as text))."""
    rows = set()
    for table in Base.metadata.sorted_tables:
        for row in session.execute(select(table)).mappings():
            rows.add(
                (
                    table.name,
                    frozenset(
                        (name, str(value) if isinstance(value, dict | list | uuid.UUID) else value)
                        for name, value in row.items()
                    ),
                )
            )
    return rows


def test_the_history_says_nothing_about_answers(room):
    before = count(AuditEntry)

    answer_all(room.form, some_people(room.delegation, 3))

    assert count(AuditEntry) == before


def test_neither_the_order_nor_the_time_of_writing_shows_in_the_marks(room):
    """What the database itself remembers of its rows: their place, and the transaction that wrote them."""
    people = some_people(room.delegation, 6)
    answer_all(room.form, [people[number] for number in (3, 0, 5, 1, 4, 2)])

    if DATABASE == "sqlite":
        for table in ("answered", "response", "answer"):
            sql = session.scalar(text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": table})
            assert "WITHOUT ROWID" in sql
    else:
        stored = session.execute(text("SELECT registration_id, xmin::text FROM answered ORDER BY ctid")).all()
        assert [row[0] for row in stored] == sorted(person.id for person in people)
        assert len({row[1] for row in stored}) == 1


def test_random_ids_do_not_follow_the_order_of_answering(room):
    answer_all(room.form, some_people(room.delegation, 6))

    assert {value.version for value in session.scalars(select(Response.id))} == {4}
