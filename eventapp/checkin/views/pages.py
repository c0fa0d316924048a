"""The desk at the door."""

import json
import uuid
from itertools import groupby
from typing import Any

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from eventapp.checkin import actions, queries
from eventapp.checkin.forms import ByNameForm
from eventapp.checkin.messages import outcome_label, outcome_message, outcome_tone
from eventapp.checkin.queries import Card, Checkpoint, ScanResult
from eventapp.checkin.views import answers
from eventapp.core import web
from eventapp.core.access import CHECK_IN, access
from eventapp.core.errors import Invalid
from eventapp.core.i18n import clock
from eventapp.workshops.models import Workshop

bp = Blueprint("checkin", __name__)


@bp.get("/workshops/<slug>/check-in/")
@access(CHECK_IN)
def desk(workshop: Workshop) -> str:
    """Choose a checkpoint, scan, or find by name. `?scan=` shows the answer to a scan that was just made here."""
    g.needs_wasm = True
    places = queries.checkpoints(workshop)
    place = _chosen(workshop, places)
    query = request.args.get("q", "")
    shown = _scan_shown(workshop, request.args.get("scan", ""))
    return render_template(
        "checkin/desk.html",
        days=[(day, list(group)) for day, group in groupby(places, key=lambda each: each.day)],
        place=place,
        query=query,
        people=queries.find_people(workshop, query),
        inside=_inside(workshop, place),
        new_id=uuid.uuid4,
        count=queries.present_count(workshop, place.key),
        confirmed=queries.confirmed_count(workshop.id),
        recent=[_line(each, workshop) for each in queries.recent(workshop, place.key)],
        shown=_line(shown, workshop) if shown else None,
    )


@bp.get("/workshops/<slug>/check-in/search")
@access(CHECK_IN)
def search(workshop: Workshop) -> str:
    """The people whose names contain what was typed, as a fragment of the desk page."""
    place = _chosen(workshop, queries.checkpoints(workshop))
    query = request.args.get("q", "")
    return render_template(
        "checkin/_people.html",
        place=place,
        query=query,
        people=queries.find_people(workshop, query),
        inside=_inside(workshop, place),
        new_id=uuid.uuid4,
    )


@bp.post("/workshops/<slug>/check-in/by-name")
@access(CHECK_IN)
def by_name(workshop: Workshop) -> BaseResponse:
    """Let in a person who was found by name; the page shows the answer like that to a badge."""
    form = ByNameForm()
    if not form.validate_on_submit():
        raise Invalid(_("This request is incomplete; search again."))
    reading = form.reading(workshop.id, web.now())
    result = actions.receive_scans(workshop.id, [reading], actor=web.actor(), now=web.now())[0]
    if web.is_htmx():
        answer = {
            "result": answers.result(result, workshop),
            "counts": {result.checkpoint: queries.present_count(workshop, result.checkpoint)},
        }
        return Response(status=204, headers={"HX-Trigger": json.dumps({"scan-answer": answer})})
    return redirect(url_for(".desk", slug=workshop.slug, checkpoint=result.checkpoint, scan=result.id))


def _chosen(workshop: Workshop, places: list[Checkpoint]) -> Checkpoint:
    """The checkpoint the address names, else today's; a stale address is no reason to show nothing at a door."""
    key = request.args.get("checkpoint", "")
    return next((place for place in places if place.key == key), queries.checkpoint_now(workshop, places, web.now()))


def _inside(workshop: Workshop, place: Checkpoint) -> dict[int, Any]:
    return queries.arrivals(workshop)[place.key] if request.args.get("q") else {}


def _scan_shown(workshop: Workshop, scan_id: str) -> ScanResult | None:
    try:
        known = queries.known_scans([uuid.UUID(scan_id)])
    except ValueError:
        return None
    own = [scan for scan in known.values() if scan.workshop_id == workshop.id]
    return queries.results(workshop, own)[0] if own else None


def _line(result: ScanResult, workshop: Workshop) -> dict[str, Any]:
    """A scan as the card and the list of last scans show it."""
    who: Card | None = result.card
    return {
        "time": clock(result.scanned_at, workshop.timezone),
        "tone": outcome_tone(result.outcome),
        "word": outcome_label(result.outcome),
        "message": outcome_message(result, workshop, web.actor()),
        "card": who,
    }
