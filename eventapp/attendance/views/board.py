"""The live board of a day: a page that asks every few seconds whether anything has changed."""

import hashlib
from datetime import timedelta

from flask import Response, render_template, request
from werkzeug.wrappers import Response as Answer

from eventapp.attendance.arrivals_chart import chart
from eventapp.attendance.queries import board as queries
from eventapp.attendance.views.pages import bp
from eventapp.checkin import policy as checkin_policy
from eventapp.checkin import queries as checkin
from eventapp.checkin.desk_lines import desk_line
from eventapp.core import web
from eventapp.core.access import CHECK_IN, access
from eventapp.core.timezones import local
from eventapp.workshops.models import Workshop


@bp.get("/workshops/<slug>/check-in/board")
@access(CHECK_IN)
def board(workshop: Workshop) -> str:
    """The board; with `?view=screen` large, for the wall."""
    screen = request.args.get("view") == "screen"
    return render_template(
        "attendance/board_screen.html" if screen else "attendance/board.html",
        etag=_etag(workshop),
        day_asked=request.args.get("day", type=int),
        **_facts(workshop),
    )


@bp.get("/workshops/<slug>/check-in/board/live")
@access(CHECK_IN)
def board_live(workshop: Workshop) -> Answer:
    """The part of the board that changes; 304 while nothing has."""
    etag = _etag(workshop)
    if etag in request.if_none_match:
        response = Response(status=304)
    else:
        response = Response(render_template("attendance/_board.html", **_facts(workshop)))
    response.set_etag(etag)
    return response


@bp.get("/workshops/<slug>/check-in/board/names")
@access(CHECK_IN)
def board_names(workshop: Workshop) -> str:
    """The people behind a figure: `?type=`, `?delegation=`, or all."""
    day = queries.board_day(workshop, request.args.get("day", type=int), web.now())
    found = queries.names(
        workshop,
        day,
        type_id=request.args.get("type", type=int),
        delegation_id=request.args.get("delegation", type=int),
    )
    return render_template("attendance/board_names.html", found=found, day=day)


def _facts(workshop: Workshop) -> dict[str, object]:
    """What page and part are filled with."""
    now = web.now()
    found = queries.board(workshop, queries.board_day(workshop, request.args.get("day", type=int), now), now)
    places = {place.key: place for place in checkin.checkpoints(workshop)}
    today = local(now, workshop.timezone).date()
    return {
        "board": found,
        "chart": chart(found.steps),
        "desks": [line for desk in found.desks if (line := desk_line(desk, places, now)).alive],
        "may_prepare": checkin_policy.can_prepare(web.actor(), workshop.id),
        "today": today,
        "begins_in": (workshop.starts_on - today) // timedelta(days=1),
        "shown_at": now,
        "screen": request.args.get("view") == "screen",
    }


def _etag(workshop: Workshop) -> str:
    asked = (queries.version(workshop, web.now()), request.query_string.decode(), web.actor().label)
    return hashlib.sha256(repr(asked).encode()).hexdigest()[:32]
