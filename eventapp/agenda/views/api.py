"""GET /api/v1/workshops/SLUG/agenda."""

from typing import Any

from flask_smorest import Blueprint
from marshmallow import Schema, fields

from eventapp.agenda import queries
from eventapp.agenda.models import Session, SessionType
from eventapp.core.access import STAFF, Access, access
from eventapp.core.paging import PageArguments, page, page_schema
from eventapp.core.timezones import local
from eventapp.workshops.models import Workshop

READERS = Access("workshop", STAFF.roles, ("read", "write"))
api = Blueprint("agenda_api", __name__, description="The agenda of a workshop.")


class SpeakerSchema(Schema):
    organization = fields.String(required=True)
    function = fields.String(required=True)
    name = fields.String(required=True)


class DocumentSchema(Schema):
    title = fields.String(required=True)
    languages = fields.List(fields.String(), required=True)


class SessionSchema(Schema):
    """Texts are objects of language code to text; times carry the workshop's offset."""

    key = fields.String(required=True)
    uid = fields.UUID(required=True)
    sequence = fields.Integer(required=True, metadata={"description": "Rises with each change."})
    type = fields.String(required=True, metadata={"enum": [str(kind) for kind in SessionType]})
    day = fields.Date(required=True)
    starts_at = fields.DateTime(format="iso", required=True)
    ends_at = fields.DateTime(format="iso", required=True)
    room = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    theme = fields.String(allow_none=True, required=True, metadata={"description": "Key of the theme."})
    title = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    description = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    interpretation = fields.Boolean(required=True)
    speakers = fields.List(fields.Nested(SpeakerSchema), required=True)
    documents = fields.List(fields.Nested(DocumentSchema), required=True)
    changed_at = fields.DateTime(format="iso", required=True)


@api.get("/workshops/<slug>/agenda")
@api.arguments(PageArguments, location="query")
@api.response(200, page_schema(SessionSchema))
@access(READERS)
def agenda(arguments: dict[str, int], workshop: Workshop) -> dict[str, Any]:
    """The sessions of a workshop, in the order in which they were added."""
    found, following = page(queries.select_sessions(workshop.id), Session.id, **arguments)
    return {"items": [_facts(workshop, session) for session in found], "next": following}


def _facts(workshop: Workshop, session: Session) -> dict[str, Any]:
    starts_at = local(session.starts_at, workshop.timezone)
    return {
        "key": session.key,
        "uid": session.uid,
        "sequence": session.sequence,
        "type": session.type,
        "day": starts_at.date(),
        "starts_at": starts_at,
        "ends_at": local(session.ends_at, workshop.timezone),
        "room": session.room.name,
        "theme": session.theme.key if session.theme else None,
        "title": session.title,
        "description": session.description,
        "interpretation": session.interpretation,
        "speakers": session.speakers,
        "documents": session.documents,
        "changed_at": session.changed_at,
    }
