"""Forms are made once, edited until the first response, opened and closed."""

import pytest
from sqlalchemy import select

from eventapp.core.actors import NOBODY, Actor, Role
from eventapp.core.audit import AuditEntry
from eventapp.core.db import session
from eventapp.core.errors import Denied, Invalid, Missing, UserError
from eventapp.core.texts import Texts
from eventapp.feedback import actions, queries, standard
from eventapp.feedback.actions import Wording
from eventapp.feedback.models import Form
from tests import factories
from tests.factories import NOW
from tests.feedback.conftest import GOOD, a_facilitator, answer_all, some_people

WORDING = Wording(Texts(en="Was it long enough?"), Texts(en="no"), Texts(en="yes"))


def keys(form):
    return [question.key for question in queries.form_by_code(form.code).questions]


def test_create_forms_makes_one_for_each_substantive_session_and_the_evaluation(app):
    workshop = factories.a_workshop()
    plenary = factories.a_session(workshop)
    for kind in ("registration", "opening", "break", "closing"):
        factories.a_session(workshop, type=kind)
    interpreted = factories.a_session(workshop, type="panel", interpretation=True)

    made = actions.create_forms(workshop.id, actor=a_facilitator(workshop), now=NOW)

    assert [(form.kind, form.session_id, form.state) for form in made] == [
        ("session", plenary.id, "closed"),
        ("session", interpreted.id, "closed"),
        ("evaluation", None, "closed"),
    ]
    assert keys(made[0]) == ["relevance", "usefulness", "facilitation", "most-useful", "suggestion"]
    assert keys(made[1]) == ["relevance", "usefulness", "facilitation", "interpretation", "most-useful", "suggestion"]
    assert keys(made[2]) == [question.key for question in standard.EVALUATION_QUESTIONS]


def test_create_forms_again_makes_only_what_is_missing(room):
    assert actions.create_forms(room.workshop.id, actor=room.facilitator, now=NOW) == []
    later = factories.a_session(room.workshop)

    (made,) = actions.create_forms(room.workshop.id, actor=room.facilitator, now=NOW)

    assert made.session_id == later.id


def test_every_standard_text_exists_in_both_languages_with_labelled_ends():
    for question in (*standard.SESSION_QUESTIONS, *standard.EVALUATION_QUESTIONS):
        assert question.text.missing(["en", "ru"]) == []
        if question.kind == standard.RATING:
            assert question.low.missing(["en", "ru"]) == question.high.missing(["en", "ru"]) == []


def test_a_session_form_is_called_as_the_session_unless_it_has_a_title(room):
    assert room.form.heading == Texts(en="What do we know?", ru="Что мы знаем?")

    actions.change_form(room.form.id, title=Texts(en="Day one"), intro=Texts(), actor=room.facilitator, now=NOW)

    assert room.form.heading == Texts(en="Day one")


def test_the_evaluation_needs_a_title(room):
    with pytest.raises(Invalid):
        actions.change_form(room.evaluation.id, title=Texts(), intro=Texts(), actor=room.facilitator, now=NOW)


def test_questions_are_added_changed_moved_and_removed(room):
    one = {"actor": room.facilitator, "now": NOW}
    added = actions.add_question(room.form.id, "rating", WORDING, **one)
    actions.change_question(room.form.id, added.id, Wording(Texts(en="Was it short?", ru="Мало?")), **one)
    actions.move_question(room.form.id, added.id, up=True, **one)
    first = queries.form_by_code(room.form.code).questions[0]
    actions.move_question(room.form.id, first.id, up=True, **one)  # is the first already
    actions.move_question(room.form.id, first.id, up=False, **one)
    last = queries.form_by_code(room.form.code).questions[-1]
    actions.remove_question(room.form.id, last.id, **one)

    assert keys(room.form) == ["usefulness", "relevance", "facilitation", "most-useful", "own-1"]
    assert queries.form_by_code(room.form.code).questions[-1].text == Texts(en="Was it short?", ru="Мало?")


def test_a_key_is_not_used_twice(room):
    one = {"actor": room.facilitator, "now": NOW}
    first = actions.add_question(room.form.id, "text", WORDING, **one)
    actions.add_question(room.form.id, "text", WORDING, **one)
    actions.remove_question(room.form.id, first.id, **one)

    assert actions.add_question(room.form.id, "text", WORDING, **one).key == "own-1"
    assert len(set(keys(room.form))) == 7


def test_after_the_first_response_the_questions_stay(room):
    answer_all(room.form, some_people(room.delegation, 1))
    question = room.form.questions[0]
    one = {"actor": room.facilitator, "now": NOW}
    before = keys(room.form)

    for change in (
        lambda: actions.add_question(room.form.id, "rating", WORDING, **one),
        lambda: actions.change_question(room.form.id, question.id, WORDING, **one),
        lambda: actions.move_question(room.form.id, question.id, up=False, **one),
        lambda: actions.remove_question(room.form.id, question.id, **one),
    ):
        with pytest.raises(UserError, match="has responses already"):
            change()
    assert keys(room.form) == before


def test_an_open_form_keeps_a_question_and_an_empty_one_is_not_opened(room):
    one = {"actor": room.facilitator, "now": NOW}
    for question in list(room.form.questions)[1:]:
        actions.remove_question(room.form.id, question.id, **one)
    with pytest.raises(UserError):
        actions.remove_question(room.form.id, room.form.questions[0].id, **one)
    actions.set_open(room.form.id, False, **one)
    actions.remove_question(room.form.id, room.form.questions[0].id, **one)
    with pytest.raises(UserError):
        actions.set_open(room.form.id, True, **one)


def test_a_question_of_another_form_is_missing(room):
    with pytest.raises(Missing):
        actions.remove_question(room.form.id, room.evaluation.questions[0].id, actor=room.facilitator, now=NOW)


def test_opening_an_open_form_changes_nothing(room):
    before = len(list(session.scalars(select(AuditEntry))))

    actions.set_open(room.form.id, True, actor=room.facilitator, now=NOW)

    assert len(list(session.scalars(select(AuditEntry)))) == before


@pytest.mark.parametrize("role", [Role.RAPPORTEUR, Role.CHECK_IN])
def test_other_roles_may_not_prepare_feedback(room, role):
    other = Actor("other", roles=frozenset({(room.workshop.id, role)}))

    with pytest.raises(Denied):
        actions.set_open(room.form.id, False, actor=other, now=NOW)
    with pytest.raises(Denied):
        actions.create_forms(room.workshop.id, actor=NOBODY, now=NOW)


def test_a_facilitator_elsewhere_may_not(room):
    with pytest.raises(Denied):
        actions.set_open(room.form.id, False, actor=a_facilitator(factories.a_workshop()), now=NOW)


def test_a_form_that_is_not_there_is_missing(room):
    with pytest.raises(Missing):
        actions.set_open(10_000, True, actor=room.facilitator, now=NOW)
    with pytest.raises(Missing):
        actions.answer(10_000, GOOD, language="en", actor=NOBODY, now=NOW)


def test_codes_are_told_apart_and_found_in_any_case(room):
    assert queries.form_by_code(f" {room.form.code.lower()} ").id == room.form.id
    assert len(set(session.scalars(select(Form.code)))) == 2
