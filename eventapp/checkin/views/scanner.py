"""The scanner in a page of staff who are signed in."""

from itertools import groupby

from flask import g, render_template, request

from eventapp.checkin import queries
from eventapp.checkin.views.pages import bp, chosen, lines
from eventapp.core.access import CHECK_IN, access
from eventapp.workshops.models import Workshop


@bp.get("/workshops/<slug>/check-in/scanner")
@access(CHECK_IN)
def scanner(workshop: Workshop) -> str:
    """Choose a checkpoint and scan."""
    g.needs_wasm = True
    places = queries.checkpoints(workshop)
    place = chosen(workshop, places)
    return render_template(
        "checkin/scanner.html",
        days=[(day, list(group)) for day, group in groupby(places, key=lambda each: each.day)],
        place=place,
        query=request.args.get("q", ""),
        people=[],
        count=queries.present_count(workshop, place.key),
        confirmed=queries.confirmed_count(workshop.id),
        recent=lines(workshop, queries.recent(workshop, place.key)),
    )
