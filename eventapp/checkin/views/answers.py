"""The JSON that is told about scans and registrations, and its schemas."""

from typing import Any

from marshmallow import Schema, fields, validate

from eventapp.checkin.card_json import CardSchema, card
from eventapp.checkin.messages import outcome_message
from eventapp.checkin.models import Outcome
from eventapp.checkin.queries import Entry, ScanResult
from eventapp.core import web
from eventapp.workshops.models import Workshop


class ResultSchema(Schema):
    id = fields.UUID(required=True)
    outcome = fields.String(required=True, validate=validate.OneOf([str(outcome) for outcome in Outcome]))
    registration = fields.Nested(CardSchema, allow_none=True, required=True)
    message = fields.String(required=True, metadata={"description": "Why, for the person at the desk; may be empty."})


class ResultsSchema(Schema):
    """`counts`: how many are in now, at each checkpoint that the batch names."""

    results = fields.List(fields.Nested(ResultSchema), required=True)
    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


class EntrySchema(CardSchema):
    """`codes` and `revoked_codes` are SHA-256 fingerprints of badge codes in capitals without blanks."""

    codes = fields.List(fields.String(), required=True)
    revoked_codes = fields.List(fields.String(), required=True)


class ListedCheckpointSchema(Schema):
    key = fields.String(required=True)
    label = fields.String(required=True)
    day = fields.Date(required=True)
    capacity = fields.Integer(allow_none=True, required=True)


class DeviceListSchema(Schema):
    checkpoints = fields.List(fields.Nested(ListedCheckpointSchema), required=True)
    registrations = fields.List(fields.Nested(EntrySchema), required=True)
    cursor = fields.String(required=True, metadata={"description": "Send it back as `since` to get changes only."})


class SinceSchema(Schema):
    since = fields.String(load_default=None, metadata={"description": "`cursor` of an earlier answer."})


def result(answer: ScanResult, workshop: Workshop) -> dict[str, Any]:
    return {
        "id": str(answer.id),
        "outcome": str(answer.outcome),
        "registration": card(answer.card) if answer.card else None,
        "message": outcome_message(answer, workshop, web.actor()),
    }


def entry(listed: Entry) -> dict[str, Any]:
    return {**card(listed.card), "codes": list(listed.codes), "revoked_codes": list(listed.revoked_codes)}
