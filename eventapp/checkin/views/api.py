"""Scans in, lists out: `/api/v1/workshops/<slug>/…` for devices, the desk page and scripts."""

import hashlib
from collections.abc import Sequence
from typing import Any

from flask import jsonify, request
from flask_smorest import Blueprint
from werkzeug.wrappers import Response

from eventapp.checkin import actions, queries
from eventapp.checkin.actions import Reading
from eventapp.checkin.forms import BatchSchema
from eventapp.checkin.views import answers
from eventapp.core import web
from eventapp.core.access import CHECK_IN, Access, access
from eventapp.core.i18n import language
from eventapp.workshops.models import Workshop

api = Blueprint("checkin-api", __name__, description="Check-in and attendance")

DESK = Access("workshop", CHECK_IN.roles, ("check-in", "write"))


@api.post("/workshops/<slug>/scans")
@api.arguments(BatchSchema)
@api.response(200, answers.ResultsSchema)
@access(DESK)
def scans(batch: dict[str, Sequence[Reading]], workshop: Workshop) -> dict[str, Any]:
    """Store scans, and say for each who it is and whether they are let in.

    A scan whose `id` was stored before gets the same answer and adds nothing. A batch with a scan that cannot be
    read is refused as a whole, naming its place in the batch and the field.
    """
    read = batch["scans"]
    results = actions.receive_scans(workshop.id, read, actor=web.actor(), now=web.now())
    keys = dict.fromkeys(reading.checkpoint for reading in read)
    return {
        "results": [answers.result(each, workshop) for each in results],
        "counts": {key: queries.present_count(workshop, key) for key in keys},
    }


@api.get("/workshops/<slug>/check-in-list")
@api.arguments(answers.SinceSchema, location="query")
@api.response(200, answers.DeviceListSchema)
@access(DESK)
def check_in_list(arguments: dict[str, str | None], workshop: Workshop) -> Response:
    """What a device needs to check people in without a network; with `since`, what changed since then.

    Registrations of every state are on it, cancelled ones too, so that a device can take them off.
    """
    listed = queries.device_list(workshop, arguments["since"])
    body = {
        "checkpoints": [
            {"key": place.key, "label": place.label, "day": place.day.isoformat(), "capacity": place.capacity}
            for place in queries.checkpoints(workshop)
        ],
        "registrations": [answers.entry(each) for each in listed.entries],
        "cursor": listed.cursor,
    }
    response = jsonify(body)
    response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:32])
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Language"] = language()
    response.vary.add("Accept-Language")
    return response.make_conditional(request)
