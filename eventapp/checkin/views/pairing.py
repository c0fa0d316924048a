"""A device becomes a desk with the code that it was shown: `POST /api/v1/desks/pair`."""

from typing import Any

from flask import request
from marshmallow import RAISE, Schema, fields, validate

from eventapp.checkin import actions
from eventapp.checkin.views.api import api
from eventapp.core import web
from eventapp.core.access import PUBLIC, access


class PairSchema(Schema):
    """What the page of a device that is to be a desk sends."""

    class Meta:
        unknown = RAISE

    code = fields.String(
        required=True, validate=validate.Length(1, 100), metadata={"description": "After `#pair=` in the QR code."}
    )
    agent = fields.String(
        load_default="", validate=validate.Length(max=1000), metadata={"description": "What the device is."}
    )


class DeskSchema(Schema):
    """A desk as its own device knows it. `places`: keys of checkpoints, empty for all."""

    public_id = fields.UUID(required=True)
    name = fields.String(required=True)
    places = fields.List(fields.String(), required=True)
    room_id = fields.Integer(allow_none=True, required=True)
    expires_at = fields.AwareDateTime(required=True, format="iso")


class PairedSchema(Schema):
    token = fields.String(required=True, metadata={"description": "For `Authorization: Bearer`; told this once."})
    slug = fields.String(required=True)
    desk = fields.Nested(DeskSchema, required=True)


@api.post("/desks/pair")
@api.arguments(PairSchema)
@api.response(200, PairedSchema)
@access(PUBLIC)
def pair_device(sent: dict[str, str]) -> dict[str, Any]:
    """Become a desk with a pairing code, which works once. The token is good for this workshop's check-in only.

    404 for a code that is none, was used or is older than half an hour; 429 after too many of them.
    """
    paired = actions.pair(sent["code"], sent["agent"], request.remote_addr or "", now=web.now())
    return {"token": paired.token, "slug": paired.slug, "desk": paired.desk}
