"""A registration as desks and scripts are told about it: its JSON and the schema of that."""

from typing import Any

from marshmallow import Schema, fields, validate

from eventapp.checkin.queries import Card
from eventapp.registration.models import State


class CardSchema(Schema):
    """A registration as the desk sees it. Texts are in the language of the request."""

    public_id = fields.UUID(required=True)
    name = fields.String(required=True)
    original_name = fields.String(required=True)
    delegation = fields.String(required=True)
    delegation_type = fields.String(required=True)
    colour = fields.String(required=True, metadata={"description": "#rrggbb"})
    state = fields.String(required=True, validate=validate.OneOf([str(state) for state in State]))


def card(who: Card) -> dict[str, Any]:
    return {
        "public_id": str(who.public_id),
        "name": who.name,
        "original_name": who.original_name,
        "delegation": who.delegation,
        "delegation_type": who.delegation_type,
        "colour": who.colour,
        "state": str(who.state),
    }
