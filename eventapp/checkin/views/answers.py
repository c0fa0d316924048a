"""The JSON that is told about scans and registrations, and its schemas."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from marshmallow import Schema, fields, validate

from eventapp.checkin.actions import Status, Verdict
from eventapp.checkin.card_json import CardSchema, card
from eventapp.checkin.forms import Unreadable
from eventapp.checkin.messages import outcome_message
from eventapp.checkin.models import Outcome
from eventapp.checkin.queries import Checkpoint, Entry, ScanResult
from eventapp.core import web
from eventapp.workshops.models import Workshop

OUTCOMES = [str(outcome) for outcome in Outcome]


class ResultSchema(Schema):
    id = fields.UUID(required=True)
    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))
    registration = fields.Nested(CardSchema, allow_none=True, required=True)
    message = fields.String(required=True, metadata={"description": "Why, for the person at the desk; may be empty."})


class ResultsSchema(Schema):
    """`counts`: how many are in now, at each checkpoint that the batch names."""

    results = fields.List(fields.Nested(ResultSchema), required=True)
    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


class WalkInSchema(Schema):
    public_id = fields.UUID(required=True)
    state = fields.String(required=True)


class VerdictSchema(Schema):
    """The answer to one event; its kind says which of the last four there are."""

    id = fields.String(required=True, allow_none=True)
    status = fields.String(required=True, validate=validate.OneOf([str(status) for status in Status]))
    outcome = fields.String(required=True, allow_none=True, validate=validate.OneOf(OUTCOMES))
    registration = fields.Nested(CardSchema, allow_none=True, required=True)
    message = fields.String(required=True)
    walk_in = fields.Nested(WalkInSchema, allow_none=True, required=True)


class VerdictsSchema(Schema):
    """`now`: the server's clock. `counts`: at each checkpoint that a scan names, who is in now (where people are read
    on their way out as well), else who came."""

    now = fields.AwareDateTime(required=True)
    results = fields.List(fields.Nested(VerdictSchema), required=True)
    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


class PlaceInPileSchema(Schema):
    run = fields.Integer(required=True)
    place = fields.Integer(required=True)


class EntrySchema(CardSchema):
    """`codes` and `revoked_codes` are SHA-256 fingerprints of badge codes in capitals without blanks. `seen`: the
    scans that count, each [checkpoint, direction, instant]. `provisional`: registered at a desk, not confirmed yet."""

    type_id = fields.Integer(required=True)
    is_head = fields.Boolean(required=True)
    needs = fields.String(required=True)
    pile = fields.Nested(PlaceInPileSchema, allow_none=True, required=True)
    printed_at = fields.AwareDateTime(allow_none=True, required=True)
    handed_at = fields.AwareDateTime(allow_none=True, required=True)
    provisional = fields.Boolean(required=True)
    groups = fields.List(fields.String(), required=True)
    search = fields.String(required=True, metadata={"description": "Folded names, to be searched in."})
    codes = fields.List(fields.String(), required=True)
    revoked_codes = fields.List(fields.String(), required=True)
    seen = fields.List(fields.List(fields.String()), required=True)


class ListedCheckpointSchema(Schema):
    key = fields.String(required=True)
    label = fields.String(required=True)
    short = fields.String(required=True)
    kind = fields.String(required=True)
    day = fields.Date(required=True)
    room_id = fields.Integer(allow_none=True, required=True)
    room = fields.String(required=True)
    capacity = fields.Integer(allow_none=True, required=True)
    starts_at = fields.AwareDateTime(allow_none=True, required=True)
    ends_at = fields.AwareDateTime(allow_none=True, required=True)
    opens_at = fields.AwareDateTime(allow_none=True, required=True)
    type_ids = fields.List(fields.Integer(), required=True)
    repeats = fields.Boolean(required=True)
    in_and_out = fields.Boolean(required=True)
    grouped = fields.Boolean(required=True)


class SpareSchema(Schema):
    code = fields.String(required=True, metadata={"description": "SHA-256 of the code."})
    type_id = fields.Integer(required=True)
    number = fields.Integer(required=True)


class DeviceListSchema(Schema):
    """What a desk works by. `rules`: one ordered list, of which the first that fits decides. `texts`: what to tell, by
    outcome and by why. `desk` is null for others than desks."""

    now = fields.AwareDateTime(required=True)
    workshop = fields.Dict(required=True)
    desk = fields.Dict(allow_none=True, required=True)
    rules = fields.List(fields.Dict(), required=True)
    texts = fields.Dict(required=True)
    settings = fields.Dict(required=True)
    checkpoints = fields.List(fields.Nested(ListedCheckpointSchema), required=True)
    registrations = fields.List(fields.Nested(EntrySchema), required=True)
    spares = fields.List(fields.Nested(SpareSchema), required=True)
    cursor = fields.String(required=True, metadata={"description": "Send it back as `since` to get changes only."})


class SinceSchema(Schema):
    since = fields.String(load_default=None, metadata={"description": "`cursor` of an earlier answer."})


class NameSchema(Schema):
    """How a name is to stand on the badge; "" for the name as it is registered."""

    registration = fields.UUID(required=True)
    badge_name = fields.String(required=True, validate=validate.Length(max=300))


def result(answer: ScanResult, workshop: Workshop) -> dict[str, Any]:
    return {
        "id": str(answer.id),
        "outcome": str(answer.outcome),
        "registration": card(answer.card) if answer.card else None,
        "message": outcome_message(answer, workshop, web.actor()),
    }


def verdict(answer: Verdict | Unreadable, workshop: Workshop, states: Mapping[int, tuple[str, str]]) -> dict[str, Any]:
    """`states`: public id and state of each registration that came of a walk-in, by its id."""
    nothing = {"outcome": None, "registration": None, "walk_in": None}
    if isinstance(answer, Unreadable):
        return {**nothing, "id": answer.id, "status": str(Status.REFUSED), "message": answer.message}
    told = result(answer.scan, workshop) if answer.scan else {**nothing, "message": ""}
    became = states.get(answer.walk_in.registration_id or 0) if answer.walk_in else None
    return {
        **told,
        "id": str(answer.id),
        "status": str(answer.status),
        "message": answer.message or told["message"],
        "walk_in": {"public_id": became[0], "state": became[1]} if became else None,
    }


def entry(listed: Entry) -> dict[str, Any]:
    return {
        **card(listed.card),
        "type_id": listed.card.type_id,
        "is_head": listed.is_head,
        "needs": listed.needs,
        "pile": {"run": listed.pile[0], "place": listed.pile[1]} if listed.pile else None,
        "printed_at": _iso(listed.printed_at),
        "handed_at": _iso(listed.handed_at),
        "provisional": listed.provisional,
        "groups": list(listed.groups),
        "search": listed.search,
        "codes": list(listed.codes),
        "revoked_codes": list(listed.revoked_codes),
        "seen": [list(each) for each in listed.seen],
    }


def checkpoint(place: Checkpoint) -> dict[str, Any]:
    return {
        "key": place.key,
        "label": place.label,
        "short": place.short,
        "kind": place.kind,
        "day": place.day.isoformat(),
        "room_id": place.room_id,
        "room": place.room,
        "capacity": place.capacity,
        "starts_at": _iso(place.starts_at),
        "ends_at": _iso(place.ends_at),
        "opens_at": _iso(place.opens_at),
        "type_ids": list(place.type_ids),
        "repeats": place.repeats,
        "in_and_out": place.in_and_out,
        "grouped": place.grouped,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
