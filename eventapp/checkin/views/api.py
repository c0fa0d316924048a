"""Scans in, lists out: `/api/v1/workshops/<slug>/…` for devices, the desk page and scripts."""

import hashlib
from collections.abc import Sequence
from typing import Any

from flask import jsonify, request
from flask_smorest import Blueprint
from sqlalchemy import select
from werkzeug.wrappers import Response

from eventapp.checkin import actions, queries
from eventapp.checkin.actions import Reading
from eventapp.checkin.forms import BatchSchema
from eventapp.checkin.views import answers
from eventapp.core import paging, web
from eventapp.core.access import CHECK_IN, STAFF, Access, access
from eventapp.core.i18n import language
from eventapp.registration.models import Registration, State
from eventapp.workshops.models import Workshop

api = Blueprint("checkin-api", __name__, description="Check-in and attendance")

DESK = Access("workshop", CHECK_IN.roles, ("check-in", "write"))
READERS = Access("workshop", STAFF.roles, ("read", "write"))


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


@api.get("/workshops/<slug>/attendance")
@api.arguments(paging.PageArguments, location="query")
@api.response(200, answers.AttendancePageSchema)
@access(READERS)
def attendance_list(arguments: dict[str, int], workshop: Workshop) -> dict[str, Any]:
    """Every confirmed registration, and the checkpoints where it was; a page at a time."""
    confirmed = select(Registration).where(
        Registration.workshop_id == workshop.id, Registration.state == State.CONFIRMED
    )
    rows, following = paging.page(confirmed, Registration.id, limit=arguments["limit"], cursor=arguments["cursor"])
    who = queries.cards(workshop, [row.id for row in rows])
    present: dict[int, list[dict[str, Any]]] = {row.id: [] for row in rows}
    for presence in queries.attendance_rows(workshop):
        if presence.registration_id in present:
            present[presence.registration_id].append({"checkpoint": presence.checkpoint, "at": presence.at})
    items = [{**answers.card(who[row.id]), "present": present[row.id]} for row in rows]
    return {"items": items, "next": following}
