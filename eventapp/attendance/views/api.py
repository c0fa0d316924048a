"""Attendance for scripts: `/api/v1/workshops/<slug>/attendance`."""

from typing import Any

from flask_smorest import Blueprint
from marshmallow import Schema, fields, validate
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventapp.attendance import queries
from eventapp.attendance.effective import Source
from eventapp.checkin import queries as checkin
from eventapp.checkin.card_json import CardSchema, card
from eventapp.core import paging
from eventapp.core.access import STAFF, Access, access
from eventapp.core.paging import page_schema
from eventapp.registration.models import Registration, State
from eventapp.workshops.models import Workshop

api = Blueprint("attendance-api", __name__, description="Attendance")

READERS = Access("workshop", STAFF.roles, ("read", "write"))


class PresenceSchema(Schema):
    checkpoint = fields.String(required=True)
    at = fields.AwareDateTime(
        required=True,
        allow_none=True,
        format="iso",
        metadata={"description": "First time there, UTC; null where only a mark without a time says so."},
    )
    sources = fields.List(
        fields.String(validate=validate.OneOf([str(source) for source in Source])),
        required=True,
        metadata={"description": "What says so: scans, and what stands apart from them."},
    )


class AttendanceSchema(CardSchema):
    """A confirmed registration and where it was; `present` is empty for who never came."""

    delegation_type_key = fields.String(required=True)
    present = fields.List(fields.Nested(PresenceSchema), required=True)


AttendancePageSchema = page_schema(AttendanceSchema)


@api.get("/workshops/<slug>/attendance")
@api.arguments(paging.PageArguments, location="query")
@api.response(200, AttendancePageSchema)
@access(READERS)
def attendance_list(arguments: dict[str, int], workshop: Workshop) -> dict[str, Any]:
    """Every confirmed registration, and the checkpoints where it was; a page at a time."""
    confirmed = (
        select(Registration)
        .where(Registration.workshop_id == workshop.id, Registration.state == State.CONFIRMED)
        .options(joinedload(Registration.type))
    )
    rows, following = paging.page(confirmed, Registration.id, limit=arguments["limit"], cursor=arguments["cursor"])
    who = checkin.cards(workshop, [row.id for row in rows])
    present: dict[int, list[dict[str, Any]]] = {row.id: [] for row in rows}
    for presence in queries.attendance_rows(workshop):
        if presence.registration_id in present:
            present[presence.registration_id].append(
                {"checkpoint": presence.checkpoint, "at": presence.at, "sources": [*presence.sources]}
            )
    items = [{**card(who[row.id]), "delegation_type_key": row.type.key, "present": present[row.id]} for row in rows]
    return {"items": items, "next": following}
