"""GET /api/v1/workshops/SLUG/registrations."""

from typing import Any

from flask_smorest import Blueprint
from marshmallow import Schema, fields, validate
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventapp.core import web
from eventapp.core.access import STAFF, Access, access
from eventapp.core.paging import PageArguments, page, page_schema
from eventapp.registration import policy
from eventapp.registration.labels import delegation_label
from eventapp.registration.models import Registration, State
from eventapp.workshops.models import Workshop

READERS = Access("workshop", STAFF.roles, ("read", "write"))
api = Blueprint("registration_api", __name__, description="The registrations of a workshop.")


class RegistrationArguments(PageArguments):
    """As every list; `state` leaves out the others."""

    state = fields.String(validate=validate.OneOf([str(state) for state in State]), load_default=None, allow_none=True)


class RegistrationSchema(Schema):
    """One person's participation. E-mail and phone are for organizers and tokens with scope `write`; else null."""

    id = fields.UUID(required=True)
    state = fields.String(required=True, metadata={"enum": [str(state) for state in State]})
    waitlist_number = fields.Integer(allow_none=True, required=True)
    latin_name = fields.String(required=True)
    original_name = fields.String(required=True)
    honorific = fields.String(required=True)
    sex = fields.String(required=True)
    country = fields.String(
        required=True, metadata={"description": "For which they come: the delegation's, else theirs."}
    )
    position = fields.String(required=True)
    organization = fields.String(required=True)
    delegation_type = fields.String(required=True, metadata={"description": "Key of the type."})
    delegation = fields.String(required=True)
    is_head = fields.Boolean(required=True)
    speaker = fields.Boolean(required=True)
    language = fields.String(required=True)
    email = fields.String(allow_none=True, required=True)
    phone = fields.String(allow_none=True, required=True)
    registered_at = fields.DateTime(format="iso", required=True)


@api.get("/workshops/<slug>/registrations")
@api.arguments(RegistrationArguments, location="query")
@api.response(200, page_schema(RegistrationSchema))
@access(READERS)
def registrations(arguments: dict[str, Any], workshop: Workshop) -> dict[str, Any]:
    """The registrations of a workshop, in the order in which they came."""
    state = arguments.pop("state")
    found = (
        select(Registration)
        .where(Registration.workshop_id == workshop.id)
        .options(joinedload(Registration.person), joinedload(Registration.type), joinedload(Registration.delegation))
    )
    if state:
        found = found.where(Registration.state == state)
    rows, following = page(found, Registration.id, **arguments)
    contacts = policy.can_see_contacts(web.actor(), workshop.id)
    return {"items": [_facts(row, contacts) for row in rows], "next": following}


def _facts(row: Registration, contacts: bool) -> dict[str, Any]:
    person = row.person
    return {
        "id": row.public_id,
        "state": row.state,
        "waitlist_number": row.waitlist_number,
        "latin_name": person.latin_name,
        "original_name": person.original_name,
        "honorific": person.honorific,
        "sex": person.sex,
        "country": row.country,
        "position": row.position,
        "organization": row.organization,
        "delegation_type": row.type.key,
        "delegation": delegation_label(row.delegation),
        "is_head": row.is_head,
        "speaker": row.speaker,
        "language": row.language,
        "email": person.email if contacts else None,
        "phone": person.phone if contacts else None,
        "registered_at": row.created_at,
    }
