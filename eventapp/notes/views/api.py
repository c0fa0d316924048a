"""GET /api/v1/workshops/SLUG/notes and …/recommendations."""

from typing import Any

from flask_babel import gettext as _
from flask_smorest import Blueprint
from marshmallow import Schema, fields

from eventapp.core import web
from eventapp.core.access import Access, access
from eventapp.core.actors import Role
from eventapp.core.errors import Denied
from eventapp.core.i18n import language
from eventapp.core.paging import PageArguments, page, page_schema
from eventapp.notes import policy, queries
from eventapp.notes.attribution import phrase, said_by
from eventapp.notes.models import Note, NoteKind
from eventapp.workshops.models import Workshop

api = Blueprint("notes_api", __name__, description="What the rapporteurs wrote down.")
READERS = Access("workshop", (Role.ORGANIZER, Role.RAPPORTEUR), ("read", "write"))


class NotesArguments(PageArguments):
    sensitive = fields.Boolean(
        load_default=False,
        metadata={"description": "Sensitive notes too; needs the write scope, or an organizer or rapporteur."},
    )


class FigureSchema(Schema):
    label = fields.String(required=True)
    value = fields.Float(required=True)


class NoteSchema(Schema):
    """A note; `session`, `theme` and `attribution_type` are keys, `attribution` the phrase for its speaker."""

    number = fields.Integer(required=True)
    kind = fields.String(required=True)
    session = fields.String(required=True, allow_none=True)
    theme = fields.String(required=True, allow_none=True)
    title = fields.String(required=True)
    text = fields.String(required=True)
    attribution = fields.String(required=True)
    attribution_type = fields.String(required=True, allow_none=True)
    country = fields.String(required=True, allow_none=True)
    figures = fields.List(fields.Nested(FigureSchema), required=True)
    addressees = fields.List(fields.String(), required=True)
    recommendation_number = fields.Integer(required=True, allow_none=True)
    sensitive = fields.Boolean(required=True)
    version = fields.Integer(required=True)
    changed_at = fields.AwareDateTime(required=True)


class RecommendationSchema(Schema):
    number = fields.Integer(required=True)
    note = fields.Integer(required=True)
    title = fields.String(required=True)
    text = fields.String(required=True)
    theme = fields.String(required=True, allow_none=True)
    addressees = fields.List(fields.String(), required=True)
    sensitive = fields.Boolean(required=True)
    version = fields.Integer(required=True)
    changed_at = fields.AwareDateTime(required=True)


@api.get("/workshops/<slug>/notes")
@api.arguments(NotesArguments, location="query")
@api.response(200, page_schema(NoteSchema))
@access(READERS)
def notes(arguments: dict[str, Any], workshop: Workshop) -> dict[str, Any]:
    """Notes in order of their writing."""
    rows, following = _page(workshop, arguments)
    return {"items": [_note(row, workshop) for row in rows], "next": following}


@api.get("/workshops/<slug>/recommendations")
@api.arguments(NotesArguments, location="query")
@api.response(200, page_schema(RecommendationSchema))
@access(READERS)
def recommendations(arguments: dict[str, Any], workshop: Workshop) -> dict[str, Any]:
    """Recommendations in order of their writing."""
    rows, following = _page(workshop, arguments, NoteKind.RECOMMENDATION)
    return {"items": [_recommendation(row) for row in rows], "next": following}


def _page(workshop: Workshop, arguments: dict[str, Any], kind: str = "") -> tuple[list[Note], int | None]:
    found = queries.select_notes(workshop.id)
    if kind:
        found = found.where(Note.kind == kind)
    if not arguments["sensitive"]:
        found = found.where(Note.sensitive.is_(False))
    elif not policy.can_see_sensitive(web.actor(), workshop.id):
        raise Denied(_("Sensitive notes need the write scope, or an organizer or rapporteur."))
    return page(found, Note.id, limit=arguments["limit"], cursor=arguments["cursor"])


def _note(row: Note, workshop: Workshop) -> dict[str, Any]:
    return {
        "number": row.number,
        "kind": row.kind,
        "session": row.session.key if row.session else None,
        "theme": row.theme.key if row.theme else None,
        "title": row.title,
        "text": row.text,
        "attribution": phrase(row, language(), tuple(workshop.languages)),
        "attribution_type": said_by(row) or None,
        "country": row.country or None,
        "figures": row.figures,
        "addressees": row.addressees,
        "recommendation_number": row.recommendation_number,
        "sensitive": row.sensitive,
        "version": row.version,
        "changed_at": row.changed_at,
    }


def _recommendation(row: Note) -> dict[str, Any]:
    return {
        "number": row.recommendation_number,
        "note": row.number,
        "title": row.title,
        "text": row.text,
        "theme": row.theme.key if row.theme else None,
        "addressees": row.addressees,
        "sensitive": row.sensitive,
        "version": row.version,
        "changed_at": row.changed_at,
    }
