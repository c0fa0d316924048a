"""Scans as an old client or a script sends them. Anything else is refused here, and the batch with it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flask import g
from flask_babel import gettext as _
from marshmallow import RAISE, Schema, ValidationError, fields, post_load, validate, validates_schema

from eventapp.checkin import queries
from eventapp.checkin.actions import LARGEST_BATCH, Reading
from eventapp.core.names import clean

LONGEST_CODE = 4500
"""A QR code holds 4,296 characters: whatever was held before the camera gets an answer of its own."""

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)


class ScanSchema(Schema):
    """One scan."""

    class Meta:
        unknown = RAISE

    id = fields.UUID(required=True, metadata={"description": "Chosen by the device; sent again, it adds nothing."})
    checkpoint = fields.String(
        required=True,
        validate=validate.Length(1, 60),
        metadata={"description": "`day-1`, `day-2`, … for the venue, or the key of a session."},
    )
    code = fields.String(required=True, validate=validate.Length(1, LONGEST_CODE))
    scanned_at = fields.AwareDateTime(
        required=True, format="iso", metadata={"description": "The device's clock, with its offset from UTC."}
    )
    device = fields.String(load_default="", validate=validate.Length(max=100))

    @validates_schema
    def _sensible(self, data: Mapping[str, Any], **_kwargs: Any) -> None:
        if "scanned_at" in data and data["scanned_at"] < EARLIEST:
            raise ValidationError(_("No scan is that old; is the device's clock right?"), "scanned_at")

    @post_load
    def _reading(self, data: dict[str, Any], **_kwargs: Any) -> Reading:
        return Reading(**{**data, "code": clean(data["code"]), "device": clean(data["device"])})


class BatchSchema(Schema):
    """One scan from an online reader, or hundreds from a device that was offline."""

    class Meta:
        unknown = RAISE

    scans = fields.List(fields.Nested(ScanSchema), required=True, validate=validate.Length(max=LARGEST_BATCH))

    @validates_schema
    def _checkpoints_exist(self, data: Mapping[str, Any], **_kwargs: Any) -> None:
        known = {place.key for place in queries.checkpoints(g.workshop)}
        message = _("There is no such checkpoint at this workshop.")
        wrong = {
            number: {"checkpoint": [message]}
            for number, reading in enumerate(data.get("scans", []))
            if reading.checkpoint not in known
        }
        if wrong:
            raise ValidationError({"scans": wrong})
