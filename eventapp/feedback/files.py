"""Feedback as plain facts for the workbook and the report draft."""

from flask_babel import force_locale
from flask_babel import gettext as _

from eventapp.feedback import queries
from eventapp.feedback.queries import FormResult, QuestionResult
from eventapp.feedback.standard import RATING
from eventapp.workshops.models import Workshop
from exports.model import FeedbackSummary, QuestionSummary


def summaries(workshop: Workshop, language: str) -> list[FeedbackSummary]:
    """Every form that has responses, in the order of the agenda, in this language; numbers as on the results pages.

    `responses` of a form are all that were received; those of a question are the answers its figures rest on
    (0 while suppressed).
    """
    with force_locale(language):
        return [
            FeedbackSummary(
                title=form.title.pick(language, workshop.languages),
                responses=form.received,
                eligible=form.eligible,
                questions=tuple(_question(question, language, workshop.languages) for question in form.questions),
            )
            for form in _with_responses(workshop.id)
        ]


def _with_responses(workshop_id: int) -> list[FormResult]:
    return [form for form in queries.results(workshop_id) if form.received]


def _question(question: QuestionResult, language: str, languages: list[str]) -> QuestionSummary:
    ratings, comments = question.ratings, question.comments
    return QuestionSummary(
        text=question.text.pick(language, languages),
        kind=question.kind,
        kind_label=_("Rating") if question.kind == RATING else _("Open question"),
        responses=question.n,
        scale_low=question.low.pick(language, languages),
        scale_high=question.high.pick(language, languages),
        counts=ratings.counts if ratings else None,
        mean=ratings.mean if ratings else None,
        comments=comments.texts if comments else (),
        suppressed=question.suppressed,
    )
