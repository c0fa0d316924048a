"""Check-in's first page: this device as a desk, the desks and how they are, and letting people in by name."""

import uuid
from itertools import groupby
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.checkin import actions, policy, queries
from eventapp.checkin.desk_lines import desk_line
from eventapp.checkin.forms import ByNameForm
from eventapp.checkin.messages import outcome_label, outcome_message, outcome_tone
from eventapp.checkin.queries import Checkpoint, ScanResult
from eventapp.checkin.rules import settings_of
from eventapp.core import web
from eventapp.core.access import CHECK_IN, access
from eventapp.core.errors import Invalid
from eventapp.core.i18n import clock
from eventapp.workshops.models import Workshop

bp = Blueprint("checkin", __name__)


@bp.get("/workshops/<slug>/check-in/")
@access(CHECK_IN)
def index(workshop: Workshop) -> str:
    """`?scan=` shows the answer to a scan that was just made here, `?q=` the people found by name."""
    places, now = queries.checkpoints(workshop), web.now()
    place = chosen(workshop, places)
    query = request.args.get("q", "")
    shown = _scan_shown(workshop, request.args.get("scan", ""))
    by_key = {each.key: each for each in places}
    return render_template(
        "checkin/index.html",
        days=[(day, list(group)) for day, group in groupby(places, key=lambda each: each.day)],
        place=place,
        query=query,
        people=queries.find_people(workshop, query),
        inside=_inside(workshop, place),
        new_id=uuid.uuid4,
        count=queries.present_count(workshop, place.key),
        confirmed=queries.confirmed_count(workshop.id),
        recent=lines(workshop, queries.recent(workshop, place.key)),
        shown=lines(workshop, [shown])[0] if shown else None,
        all_desks=[desk_line(each, by_key, now) for each in queries.desks(workshop)],
        screens=[each for each in places if each.is_session and each.is_open(now)],
        self_check_in=settings_of(workshop).self_check_in,
        may_prepare=policy.can_prepare(web.actor(), workshop.id),
        flagged=queries.flagged_waiting(workshop.id),
        walk_ins=queries.walk_ins_waiting(workshop.id),
    )


@bp.get("/workshops/<slug>/check-in/search")
@access(CHECK_IN)
def search(workshop: Workshop) -> str:
    """The people whose names contain what was typed, as a fragment of the page."""
    place = chosen(workshop, queries.checkpoints(workshop))
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
def by_name(workshop: Workshop) -> Response:
    """Let in a person who was found by name; the page shows the answer like that to a badge."""
    form = ByNameForm()
    if not form.validate_on_submit():
        raise Invalid(_("This request is incomplete; search again."))
    reading = form.reading(workshop.id, web.now())
    result = actions.receive_scans(workshop.id, [reading], actor=web.actor(), now=web.now())[0]
    return redirect(url_for(".index", slug=workshop.slug, checkpoint=result.checkpoint, scan=result.id))


@bp.post("/workshops/<slug>/check-in/scans/<uuid:scan_id>/undo")
@access(CHECK_IN)
def undo(workshop: Workshop, scan_id: uuid.UUID) -> Response:
    """Take a scan of the last hour back."""
    actions.undo_scan(workshop.id, scan_id, actor=web.actor(), now=web.now())
    flash(_("Taken back."), "success")
    return redirect(url_for(".index", slug=workshop.slug, checkpoint=request.form.get("checkpoint", "")), code=303)


def chosen(workshop: Workshop, places: list[Checkpoint]) -> Checkpoint:
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


def lines(workshop: Workshop, results: list[ScanResult]) -> list[dict[str, Any]]:
    """Scans as the answer and the list of last scans show them."""
    gone, now = queries.undone([result.id for result in results]), web.now()
    return [
        {
            "id": result.id,
            "undone": result.id in gone,
            "may_undo": result.id not in gone
            and outcome_tone(result.outcome) != "bad"
            and now - result.scanned_at <= actions.UNDO_WITHIN,
            "time": clock(result.scanned_at, workshop.timezone),
            "tone": outcome_tone(result.outcome),
            "word": outcome_label(result.outcome),
            "message": outcome_message(result, workshop, web.actor()),
            "card": result.card,
        }
        for result in results
    ]
