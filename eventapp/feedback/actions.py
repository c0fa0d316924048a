"""What is done with forms: made, edited, opened, closed, answered."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, func, insert, select

from eventapp.core import audit
from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, Missing, UserError
from eventapp.core.texts import Texts
from eventapp.core.timezones import local
from eventapp.core.tokens import short_code
from eventapp.feedback import policy, queries, standard, suppression
from eventapp.feedback.models import Answer, Answered, Form, Question, Response
from eventapp.registration.models import Registration
from eventapp.workshops.models import Workshop

LONGEST_COMMENT = 2000


@dataclass(frozen=True, slots=True)
class Wording:
    """How a question is put; `low` and `high` say what 1 and 5 mean (none for an open question)."""

    text: Texts
    low: Texts = field(default_factory=Texts)
    high: Texts = field(default_factory=Texts)
    required: bool = False


class AlreadyAnswered(UserError):
    """This participant's response to this form is already here."""


class FormClosed(UserError):
    """The form takes no responses now."""


def participant(registration_id: int) -> Actor:
    """The actor who answers with a private link; `answer` alone uses it, and keeps no trace of it."""
    return Actor("participant", registration_id=registration_id)


def create_forms(workshop_id: int, *, actor: Actor, now: datetime) -> list[Form]:
    """Make the forms that are missing: one for each substantive session, and the evaluation. They start closed.

    Returns the new ones; asking again makes none. Questions: feedback.standard.
    """
    with transaction() as current:
        _allow(actor, workshop_id)
        current.execute(select(Workshop.id).where(Workshop.id == workshop_id).with_for_update())
        made = [
            Form(session_id=item.id, kind="session", questions=_standard("session", item.interpretation))
            for item in queries.sessions_without_form(workshop_id)
        ]
        if not queries.has_evaluation(workshop_id):
            questions = _standard("evaluation", queries.has_interpretation(workshop_id))
            made.append(Form(kind="evaluation", title=standard.EVALUATION_TITLE, questions=questions))
        for form in made:
            form.workshop_id, form.code, form.created_at = workshop_id, _free_code(), now
            current.add(form)
            current.flush()
            audit.record(actor, "feedback.form_created", now, workshop=workshop_id, subject=form, kind=form.kind)
    return made


def change_form(form_id: int, *, title: Texts, intro: Texts, actor: Actor, now: datetime) -> None:
    """Change what stands above the questions; allowed at any time. An empty title means the session's."""
    with transaction():
        form = _managed(form_id, actor)
        if form.kind == "evaluation" and not title:
            raise Invalid(_("The evaluation needs a title."), {"title": _("The evaluation needs a title.")})
        changes = audit.diff({"title": form.title, "intro": form.intro}, {"title": title, "intro": intro})
        form.title, form.intro = title, intro
        if changes:
            audit.record(actor, "feedback.form_changed", now, workshop=form.workshop_id, subject=form, **changes)


def set_open(form_id: int, is_open: bool, *, actor: Actor, now: datetime) -> None:
    """Let responses in, or no longer. Setting the state it has changes nothing."""
    with transaction():
        form = _managed(form_id, actor)
        state = "open" if is_open else "closed"
        if form.state == state:
            return
        if is_open and not form.questions:
            raise UserError(_("A form without questions cannot be opened."))
        audit.record(
            actor, "feedback.form_changed", now, workshop=form.workshop_id, subject=form, state=[form.state, state]
        )
        form.state = state


def add_question(form_id: int, kind: str, wording: Wording, *, actor: Actor, now: datetime) -> Question:
    """Add a question of our own at the end; its key does not meet any of the series."""
    with transaction() as current:
        form = _editable(form_id, actor)
        keys = {question.key for question in form.questions}
        key = next(name for number in range(1, len(keys) + 2) if (name := f"own-{number}") not in keys)
        question = Question(key=key, kind=kind, **_columns(wording))
        question.position = max((other.position for other in form.questions), default=0) + 1
        form.questions.append(question)
        current.flush()
        audit.record(
            actor,
            "feedback.form_changed",
            now,
            workshop=form.workshop_id,
            subject=form,
            question=key,
            text=[None, wording.text],
        )
    return question


def change_question(form_id: int, question_id: int, wording: Wording, *, actor: Actor, now: datetime) -> None:
    """Change a question's wording. Its key stays, so it must go on asking the same."""
    after = _columns(wording)
    with transaction():
        form = _editable(form_id, actor)
        question = _question(form, question_id)
        changes = audit.diff({name: getattr(question, name) for name in after}, after)
        for name, value in after.items():
            setattr(question, name, value)
        if changes:
            audit.record(
                actor,
                "feedback.form_changed",
                now,
                workshop=form.workshop_id,
                subject=form,
                question=question.key,
                **changes,
            )


def move_question(form_id: int, question_id: int, *, up: bool, actor: Actor, now: datetime) -> None:
    """Exchange a question with the one before or after it; at the end of the list nothing happens."""
    with transaction():
        form = _editable(form_id, actor)
        order = list(form.questions)
        at = order.index(_question(form, question_id))
        to = at - 1 if up else at + 1
        if not 0 <= to < len(order):
            return
        order[at], order[to] = order[to], order[at]
        for position, question in enumerate(order, start=1):
            question.position = position
        keys = [question.key for question in order]
        audit.record(actor, "feedback.form_changed", now, workshop=form.workshop_id, subject=form, order=keys)


def remove_question(form_id: int, question_id: int, *, actor: Actor, now: datetime) -> None:
    """Take a question out. An open form keeps at least one."""
    with transaction():
        form = _editable(form_id, actor)
        question = _question(form, question_id)
        if form.state == "open" and len(form.questions) == 1:
            raise UserError(_("An open form needs at least one question."))
        form.questions.remove(question)
        audit.record(
            actor,
            "feedback.form_changed",
            now,
            workshop=form.workshop_id,
            subject=form,
            question=question.key,
            text=[question.text, None],
        )


def answer(form_id: int, given: Mapping[str, int | str | None], *, language: str, actor: Actor, now: datetime) -> None:
    """Save one response. `given`: question key to rating (1 to 5) or text; empty ones are left out.

    An actor with a registration (see `participant`) answers once, and only when confirmed; without one it is an
    open response. That somebody answered, and what was answered, are written in one transaction without anything
    that ties them: nothing of this goes into the history, and of the time only the workshop's day is kept.
    Raises FormClosed, AlreadyAnswered, Denied, or Invalid with {question key: message}.
    """
    with transaction() as current:
        form = current.scalar(select(Form).where(Form.id == form_id).with_for_update())
        if form is None:
            raise Missing(_("There is no such form."))
        if form.state != "open":
            raise FormClosed(_("This form is closed."))
        if actor.registration_id is not None:
            _mark_answered(form, actor.registration_id)
        answers = _checked(form, given)
        workshop = current.get_one(Workshop, form.workshop_id)
        before = current.scalar(select(func.count()).where(Response.form_id == form.id)) or 0
        response = Response(
            id=uuid.uuid4(),
            form_id=form.id,
            batch=suppression.batch_of(before),
            day=local(now, workshop.timezone).date(),
            language=language,
            source="participant" if actor.registration_id is not None else "open",
        )
        current.add(response)
        current.flush()
        current.add_all(Answer(response_id=response.id, **values) for values in answers)


def _mark_answered(form: Form, registration_id: int) -> None:
    """Mark that the participant has answered.

    The form's marks are written anew, in the order of the registrations: where a database keeps rows in the order
    of their writing, or the number of the transaction that wrote them, the marks would otherwise stand in the order
    of the responses.
    """
    registration = session.get(Registration, registration_id)
    if registration is None or registration.workshop_id != form.workshop_id:
        raise Denied(_("This link belongs to another workshop."))
    if not policy.can_answer(registration.state):
        raise Denied(_("Only confirmed participants can give feedback."))
    marked = set(session.scalars(select(Answered.registration_id).where(Answered.form_id == form.id)))
    if registration_id in marked:
        raise AlreadyAnswered(_("Your response has been received already."))
    session.execute(delete(Answered).where(Answered.form_id == form.id))
    everybody = sorted({*marked, registration_id})
    session.execute(insert(Answered), [{"form_id": form.id, "registration_id": number} for number in everybody])


def _checked(form: Form, given: Mapping[str, int | str | None]) -> list[dict[str, object]]:
    """The answers as columns of Answer. Raises Invalid."""
    errors: dict[str, str] = {}
    answers: list[dict[str, object]] = []
    for question in form.questions:
        value = given.get(question.key)
        if value is None or value == "":
            if question.required:
                errors[question.key] = _("Please answer this question.")
        elif question.kind == standard.RATING and value in suppression.POINTS and isinstance(value, int):
            answers.append({"question_id": question.id, "rating": value})
        elif question.kind == standard.TEXT and isinstance(value, str) and len(value) <= LONGEST_COMMENT:
            answers.append({"question_id": question.id, "text": value})
        else:
            errors[question.key] = _("This answer cannot be used.")
    unknown = set(given) - {question.key for question in form.questions}
    if errors or unknown:
        raise Invalid(_("Some answers are missing or cannot be used."), errors)
    if not answers:
        raise Invalid(_("Please answer at least one question."))
    return answers


def _standard(kind: str, interpretation: bool) -> list[Question]:
    return [
        Question(
            key=question.key,
            position=position,
            kind=question.kind,
            text=question.text,
            low=question.low,
            high=question.high,
            required=question.required,
        )
        for position, question in enumerate(standard.questions_for(kind, interpretation=interpretation), start=1)
    ]


def _columns(wording: Wording) -> dict[str, Any]:
    return {name: getattr(wording, name) for name in ("text", "low", "high", "required")}


def _free_code() -> str:
    while True:
        code = short_code()
        if queries.form_by_code(code) is None:
            return code


def _allow(actor: Actor, workshop_id: int) -> None:
    if not policy.can_manage(actor, workshop_id):
        raise Denied(_("Only organizers and facilitators prepare feedback."))


def _managed(form_id: int, actor: Actor) -> Form:
    form = session.scalar(select(Form).where(Form.id == form_id).with_for_update())
    if form is None:
        raise Missing(_("There is no such form."))
    _allow(actor, form.workshop_id)
    return form


def _editable(form_id: int, actor: Actor) -> Form:
    form = _managed(form_id, actor)
    if session.scalar(select(Response.id).where(Response.form_id == form.id).limit(1)) is not None:
        raise UserError(
            _("This form has responses already, so its questions stay as they are: all must have answered the same.")
        )
    return form


def _question(form: Form, question_id: int) -> Question:
    found = next((question for question in form.questions if question.id == question_id), None)
    if found is None:
        raise Missing(_("There is no such question."))
    return found
