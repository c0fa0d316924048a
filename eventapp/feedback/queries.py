"""Reading forms, who has answered, and results (which pass through suppression)."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import inf
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from eventapp.agenda.models import Session
from eventapp.core.db import session
from eventapp.core.texts import Texts
from eventapp.core.tokens import normal
from eventapp.feedback import suppression
from eventapp.feedback.models import Answer, Answered, Form, Question, Response
from eventapp.feedback.standard import RATING
from eventapp.registration.models import Registration, State


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """What may be told of one question: ratings for a rating, comments for an open one; the other is None."""

    key: str
    kind: str
    text: Texts
    low: Texts
    high: Texts
    ratings: suppression.Ratings | None
    comments: suppression.Comments | None

    @property
    def n(self) -> int:
        """How many answers the result rests on; 0 while it is suppressed."""
        told = self.ratings or self.comments
        return told.n if told else 0

    @property
    def suppressed(self) -> bool:
        return self.n == 0


@dataclass(frozen=True, slots=True)
class FormResult:
    """One form with what may be told of it. `received` counts every response, `released` those in the results.

    `eligible`: the confirmed participants, who could have answered.
    `starts_at` (UTC): the session's; None for the evaluation.
    """

    code: str
    kind: str
    state: str
    title: Texts
    session_key: str | None
    starts_at: datetime | None
    received: int
    eligible: int
    questions: tuple[QuestionResult, ...]

    @property
    def open(self) -> bool:
        return self.state == "open"

    @property
    def released(self) -> int:
        return suppression.released_responses(self.received)

    @property
    def rate(self) -> float | None:
        """Responses per confirmed participant, 0 to 1; None when nobody is confirmed."""
        return min(1.0, self.received / self.eligible) if self.eligible else None

    def question(self, key: str) -> QuestionResult | None:
        return next((question for question in self.questions if question.key == key), None)


def form_by_code(code: str) -> Form | None:
    """The form a short link names; blanks and case of the code do not matter."""
    return session.scalar(_with_parts().where(Form.code == normal(code)))


def form_of(workshop_id: int, code: str) -> Form | None:
    """As `form_by_code`, but only a form of this workshop."""
    return session.scalar(_with_parts().where(Form.code == normal(code), Form.workshop_id == workshop_id))


def select_forms(workshop_id: int) -> Select[Form]:
    """The forms of a workshop with their parts, in no order yet."""
    return _with_parts().where(Form.workshop_id == workshop_id)


def forms_of(workshop_id: int) -> list[Form]:
    """The forms of a workshop in the order of the agenda, the evaluation last."""
    found = session.scalars(select_forms(workshop_id))
    return sorted(found, key=_agenda_order)


def open_forms(workshop_id: int) -> list[Form]:
    """The forms that may be answered now, in the order of the agenda."""
    return [form for form in forms_of(workshop_id) if form.state == "open"]


def sessions_without_form(workshop_id: int) -> list[Session]:
    """The substantive sessions that have no form yet."""
    found = session.scalars(
        select(Session)
        .outerjoin(Form, Form.session_id == Session.id)
        .where(Session.workshop_id == workshop_id, Form.id.is_(None))
        .order_by(Session.starts_at, Session.room_id, Session.id)
    )
    return [item for item in found if item.substantive]


def has_evaluation(workshop_id: int) -> bool:
    return session.scalar(select(Form.id).where(Form.workshop_id == workshop_id, Form.kind == "evaluation")) is not None


def has_interpretation(workshop_id: int) -> bool:
    """Whether any session of the workshop is interpreted."""
    found = select(Session.id).where(Session.workshop_id == workshop_id, Session.interpretation).limit(1)
    return session.scalar(found) is not None


def answered(registration_id: int) -> set[int]:
    """Ids of the forms this participant has answered."""
    return set(session.scalars(select(Answered.form_id).where(Answered.registration_id == registration_id)))


def received(form_ids: Collection[int]) -> dict[int, int]:
    """Form id to number of responses."""
    rows = session.execute(
        select(Response.form_id, func.count()).where(Response.form_id.in_(form_ids)).group_by(Response.form_id)
    )
    return dict(rows.all())


def eligible(workshop_id: int) -> int:
    """How many could answer: the confirmed participants."""
    return (
        session.scalar(
            select(func.count())
            .select_from(Registration)
            .where(Registration.workshop_id == workshop_id, Registration.state == State.CONFIRMED)
        )
        or 0
    )


def results(workshop_id: int) -> list[FormResult]:
    """Every form of a workshop with what may be told of it, in the order of the agenda."""
    return results_of(forms_of(workshop_id), workshop_id)


def results_of(forms: Sequence[Form], workshop_id: int) -> list[FormResult]:
    """The same for these forms of the workshop; a fixed number of database queries however many they are."""
    ids = [form.id for form in forms]
    numbers, base = received(ids), eligible(workshop_id)
    tallies, texts = _tallies(ids), _texts(ids)
    return [
        FormResult(
            code=form.code,
            kind=form.kind,
            state=form.state,
            title=form.heading,
            session_key=form.session.key if form.session else None,
            starts_at=form.session.starts_at if form.session else None,
            received=numbers.get(form.id, 0),
            eligible=base,
            questions=tuple(
                _result(question, tallies[question.id], texts[question.id], numbers.get(form.id, 0))
                for question in form.questions
            ),
        )
        for form in forms
    ]


def _with_parts() -> Select[Form]:
    return select(Form).options(joinedload(Form.session), selectinload(Form.questions))


def _agenda_order(form: Form) -> tuple[float, int]:
    if form.session is None:
        return inf, 0
    return form.session.starts_at.timestamp(), form.session.room_id


def _result(
    question: Question, tallies: dict[int, dict[int, int]], texts: dict[int, list[tuple[UUID, str]]], number: int
) -> QuestionResult:
    rated = question.kind == RATING
    return QuestionResult(
        key=question.key,
        kind=question.kind,
        text=question.text,
        low=question.low,
        high=question.high,
        ratings=suppression.ratings(tallies, number) if rated else None,
        comments=None if rated else suppression.comments(texts, number, question=question.id),
    )


def _tallies(form_ids: Sequence[int]) -> defaultdict[int, dict[int, dict[int, int]]]:
    """Question id to {batch: {rating: how often}}."""
    found: defaultdict[int, dict[int, dict[int, int]]] = defaultdict(dict)
    rows = session.execute(
        select(Answer.question_id, Response.batch, Answer.rating, func.count())
        .join(Response, Response.id == Answer.response_id)
        .where(Response.form_id.in_(form_ids))
        .group_by(Answer.question_id, Response.batch, Answer.rating)
    )
    for question_id, batch, rating, number in rows:
        if rating is not None:
            found[question_id].setdefault(batch, {})[rating] = number
    return found


def _texts(form_ids: Sequence[int]) -> defaultdict[int, dict[int, list[tuple[UUID, str]]]]:
    """Question id to {batch: [(response id, text)]}."""
    found: defaultdict[int, dict[int, list[tuple[UUID, str]]]] = defaultdict(dict)
    rows = session.execute(
        select(Answer.question_id, Response.batch, Response.id, Answer.text)
        .join(Response, Response.id == Answer.response_id)
        .where(Response.form_id.in_(form_ids), Answer.rating.is_(None))
    )
    for question_id, batch, response_id, text in rows:
        found[question_id].setdefault(batch, []).append((response_id, text))
    return found
