"""Who came: by day, by session, by delegation type."""

from itertools import groupby

from flask import Blueprint, render_template

from eventapp.attendance import queries
from eventapp.checkin import queries as checkin
from eventapp.core.access import STAFF, access
from eventapp.workshops.models import Workshop

bp = Blueprint("attendance", __name__)


@bp.get("/workshops/<slug>/attendance/")
@access(STAFF)
def index(workshop: Workshop) -> str:
    """Present of confirmed, by day, by session and by delegation type."""
    counts = queries.attendance_counts(workshop)
    return render_template(
        "attendance/index.html",
        days=[each for each in counts if each.checkpoint.session_id is None],
        sessions=[
            (day, list(group))
            for day, group in groupby(
                (each for each in counts if each.checkpoint.session_id is not None),
                key=lambda each: each.checkpoint.day,
            )
        ],
        types=queries.attendance_by_type(workshop),
        scanned=any(each.present for each in counts),
    )


@bp.get("/workshops/<slug>/attendance/<key>")
@access(STAFF)
def at_checkpoint(workshop: Workshop, key: str) -> str:
    """One checkpoint: who is in, who is missing."""
    place = checkin.checkpoint(workshop, key)
    present, missing = queries.roll(workshop, key)
    return render_template("attendance/roll.html", place=place, present=present, missing=missing)
