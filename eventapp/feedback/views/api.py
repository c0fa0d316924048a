"""GET /api/v1/workshops/SLUG/feedback: what the results pages show, in pages of forms."""

from typing import Any

from flask_smorest import Blueprint
from marshmallow import Schema, fields

from eventapp.core.access import Access, access
from eventapp.core.actors import Role
from eventapp.core.paging import PageArguments, page, page_schema
from eventapp.feedback import queries
from eventapp.feedback.models import Form
from eventapp.feedback.queries import FormResult, QuestionResult
from eventapp.workshops.models import Workshop

api = Blueprint("feedback_api", __name__, description="Feedback forms and their results")
READ_RESULTS = Access("workshop", (Role.ORGANIZER, Role.FACILITATOR), ("read", "write"))


class QuestionSchema(Schema):
    """One question with what may be told of it; while suppressed, nothing is."""

    key = fields.String(required=True)
    kind = fields.String(required=True, metadata={"description": "rating or text"})
    text = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    low = fields.Dict(
        keys=fields.String(), values=fields.String(), required=True, metadata={"description": "What 1 means."}
    )
    high = fields.Dict(
        keys=fields.String(), values=fields.String(), required=True, metadata={"description": "What 5 means."}
    )
    n = fields.Integer(required=True, metadata={"description": "Answers the result rests on; 0 while suppressed."})
    suppressed = fields.Boolean(required=True)
    counts = fields.List(fields.Integer(), allow_none=True, required=True, metadata={"description": "Of 1 to 5."})
    mean = fields.Float(allow_none=True, required=True)
    comments = fields.List(fields.String(), allow_none=True, required=True)


class FormSchema(Schema):
    """One form."""

    code = fields.String(required=True)
    kind = fields.String(required=True, metadata={"description": "session or evaluation"})
    state = fields.String(required=True, metadata={"description": "open or closed"})
    title = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    session = fields.String(allow_none=True, required=True, metadata={"description": "Key of the session."})
    responses = fields.Integer(required=True, metadata={"description": "Received so far."})
    released = fields.Integer(required=True, metadata={"description": "Of these in the results, in steps of five."})
    eligible = fields.Integer(required=True, metadata={"description": "Confirmed participants."})
    questions = fields.List(fields.Nested(QuestionSchema), required=True)


@api.get("/workshops/<slug>/feedback")
@api.arguments(PageArguments, location="query")
@api.response(200, page_schema(FormSchema))
@access(READ_RESULTS)
def feedback(arguments: dict[str, int], workshop: Workshop) -> dict[str, Any]:
    """Results of the forms. Nothing is told of fewer than five answers."""
    found, following = page(queries.select_forms(workshop.id), Form.id, **arguments)
    results = queries.results_of(found, workshop.id)
    return {"items": [_form_facts(result) for result in results], "next": following}


def _form_facts(form: FormResult) -> dict[str, Any]:
    return {
        "code": form.code,
        "kind": form.kind,
        "state": form.state,
        "title": form.title,
        "session": form.session_key,
        "responses": form.received,
        "released": form.released,
        "eligible": form.eligible,
        "questions": [_question_facts(question) for question in form.questions],
    }


def _question_facts(question: QuestionResult) -> dict[str, Any]:
    ratings, comments = question.ratings, question.comments
    return {
        "key": question.key,
        "kind": question.kind,
        "text": question.text,
        "low": question.low,
        "high": question.high,
        "n": question.n,
        "suppressed": question.suppressed,
        "counts": ratings.counts if ratings else None,
        "mean": ratings.mean if ratings else None,
        "comments": comments.texts if comments else None,
    }
