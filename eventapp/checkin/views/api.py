"""Scans in, lists out: `/api/v1/workshops/<slug>/…` for devices, the desk page and scripts."""

import hashlib
import json
import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from flask import current_app, jsonify, request
from flask_babel import gettext as _
from flask_smorest import Blueprint
from werkzeug.wrappers import Response

from eventapp.badges import queries as badges
from eventapp.checkin import actions, queries
from eventapp.checkin.actions import Reading, Told
from eventapp.checkin.card_json import CardSchema, card
from eventapp.checkin.decision import RULES
from eventapp.checkin.forms import BatchSchema, EnvelopeSchema, Unreadable, read_events
from eventapp.checkin.messages import texts
from eventapp.checkin.policy import DESK_APP
from eventapp.checkin.readings import DeskScan, Event
from eventapp.checkin.rules import settings_of
from eventapp.checkin.views import answers
from eventapp.core import web
from eventapp.core.access import CHECK_IN, Access, access
from eventapp.core.i18n import language
from eventapp.core.names import clean
from eventapp.workshops.models import Workshop

api = Blueprint("checkin-api", __name__, description="Check-in and attendance")

SCANNERS = Access("workshop", CHECK_IN.roles, ("check-in", "write"))
"""A paired desk sends its queue, and nothing here."""


@api.post("/workshops/<slug>/scans")
@api.arguments(BatchSchema)
@api.response(200, answers.ResultsSchema)
@access(SCANNERS)
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
@access(DESK_APP)
def check_in_list(arguments: dict[str, str | None], workshop: Workshop) -> Response:
    """What a device needs to check people in without a network; with `since`, what changed since then.

    Registrations of every state are on it, cancelled ones too, so that a device can take them off.
    """
    places = queries.checkpoints(workshop)
    listed = queries.device_list(workshop, places, arguments["since"])
    body = {
        **_frame(workshop),
        "checkpoints": [answers.checkpoint(place) for place in places],
        "registrations": [answers.entry(each) for each in listed.entries],
        "cursor": listed.cursor,
    }
    etag = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()[:32]
    response = jsonify({**body, "now": web.now().isoformat()})  # the time is no change of the list
    response.set_etag(etag)
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Language"] = language()
    response.vary.add("Accept-Language")
    return response.make_conditional(request)


@api.post("/workshops/<slug>/desk/events")
@api.arguments(EnvelopeSchema)
@api.response(200, answers.VerdictsSchema)
@access(DESK_APP)
def desk_events(envelope: dict[str, Any], workshop: Workshop) -> Response:
    """Keep what a desk's queue holds: scans, undos, people without registration, badges given.

    Each event is answered by itself, and one that cannot be read is refused and holds up no other. An event whose id
    was stored before adds nothing. After 30 codes of strangers within a minute: 429 with Retry-After.
    """
    who, now = web.actor(), web.now()
    sent = read_events(envelope, who.label[:100], now)
    if any(isinstance(event, DeskScan) and event.reading.code for event in sent.readable):
        left = queries.pause_left(workshop.id, who, now)
        if left is not None:
            return _pause(left, who.label)
    told = actions.receive_events(workshop.id, sent.readable, sent.health, actor=who, now=now)
    return jsonify(_answer(workshop, sent.events, told, now))


@api.post("/workshops/<slug>/desk/correct-name")
@api.arguments(answers.NameSchema)
@api.response(200, CardSchema)
@access(DESK_APP)
def correct_name(wanted: dict[str, Any], workshop: Workshop) -> dict[str, Any]:
    """Put right how a name stands on the badge; the badge can then be printed anew, with the same code."""
    name = clean(wanted["badge_name"])
    row = actions.correct_name(workshop.id, wanted["registration"], name, actor=web.actor(), now=web.now())
    return card(queries.cards(workshop, [row.id])[row.id])


def _frame(workshop: Workshop) -> dict[str, Any]:
    """What the list holds beside checkpoints and people."""
    settings = settings_of(workshop)
    return {
        "workshop": {
            "slug": workshop.slug,
            "title": workshop.title.pick(language(), workshop.languages),
            "timezone": workshop.timezone,
            "languages": list(workshop.languages),
            "starts_on": workshop.starts_on.isoformat(),
            "ends_on": workshop.ends_on.isoformat(),
            "demo": workshop.demo,
            "rehearsal": workshop.rehearsal_of is not None,
        },
        "desk": _desk(workshop),
        "rules": RULES,
        "texts": texts(),
        "settings": {
            "walk_ins": settings.walk_ins,
            "walk_in_types": [
                {
                    "id": kind.id,
                    "name": kind.name,
                    "colour": kind.colour,
                    "delegations": [{"id": home, "label": label} for home, label in kind.delegations],
                }
                for kind in queries.walk_in_types(workshop)
            ],
            "venue_in_and_out": settings.venue_in_and_out,
            "sessions_in_and_out": settings.sessions_in_and_out,
        },
        "spares": [
            {"code": spare.code_hash, "type_id": spare.type_id, "number": spare.number}
            for spare in badges.spares(workshop.id)
        ],
    }


def _desk(workshop: Workshop) -> dict[str, Any] | None:
    desk_id = web.actor().desk_id
    if desk_id is None:
        return None
    row = queries.desk(workshop.id, desk_id)
    return {
        "public_id": str(row.public_id),
        "name": row.name,
        "places": list(row.places),
        "room_id": row.room_id,
        "expires_at": row.expires_at.isoformat(),
    }


def _pause(left: timedelta, label: str) -> Response:
    current_app.logger.warning("%s read more than %d unknown codes in a minute", label, queries.MOST_A_MINUTE)
    seconds = math.ceil(left.total_seconds())
    message = _("Too many unknown codes. The desk goes on by itself in %(seconds)s seconds.", seconds=seconds)
    response = jsonify(error="paused", message=message)
    response.status_code = 429
    response.headers["Retry-After"] = str(seconds)
    return response


def _answer(workshop: Workshop, events: Sequence[Event | Unreadable], told: Told, now: datetime) -> dict[str, Any]:
    readable = iter(told.verdicts)
    each_told = [event if isinstance(event, Unreadable) else next(readable) for event in events]
    states = queries.became(
        {each.walk_in.registration_id for each in told.verdicts if each.walk_in and each.walk_in.registration_id}
    )
    return {
        "now": now.isoformat(),
        "results": [answers.verdict(each, workshop, states) for each in each_told],
        "counts": told.counts,
    }
