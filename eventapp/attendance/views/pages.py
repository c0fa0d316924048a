"""Who came: the overview, and one day or session with who is missing."""

from itertools import groupby

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from eventapp.attendance import actions, policy, queries
from eventapp.attendance.actions.marks import LONGEST_REASON
from eventapp.attendance.labels import source_label
from eventapp.checkin import queries as checkin
from eventapp.core import web
from eventapp.core.access import ORGANIZER, STAFF, access
from eventapp.core.errors import Invalid
from eventapp.workshops.models import Workshop

Page = str | tuple[str, int] | Response

bp = Blueprint("attendance", __name__)


@bp.get("/workshops/<slug>/attendance/")
@access(STAFF)
def index(workshop: Workshop) -> str:
    """Present of confirmed, by day, by session and by delegation type."""
    what = queries.known(workshop)
    counts = queries.attendance_counts(workshop, what)
    return render_template(
        "attendance/index.html",
        workshop=workshop,
        may_mark=policy.can_mark(web.actor(), workshop.id),
        days=[each for each in counts if each.checkpoint.is_venue],
        stops=[each for each in counts if not (each.checkpoint.is_venue or each.checkpoint.is_session)],
        sessions=[
            (day, list(group))
            for day, group in groupby(
                (each for each in counts if each.checkpoint.is_session), key=lambda each: each.checkpoint.day
            )
        ],
        types=queries.attendance_by_type(workshop, what),
        known=any(each.present for each in counts),
        disputed=queries.disputed(workshop, what),
    )


@bp.get("/workshops/<slug>/attendance/at/<key>")
@access(STAFF)
def at_checkpoint(workshop: Workshop, key: str) -> Page:
    """One checkpoint: who is in, who is missing."""
    return _roll(workshop, key)


@bp.post("/workshops/<slug>/attendance/at/<key>")
@access(ORGANIZER)
def mark_many(workshop: Workshop, key: str) -> Page:
    """Several of those who are missing were there after all."""
    chosen = [int(number) for number in request.form.getlist("people") if number.isdecimal()]
    if not chosen:
        return _roll(workshop, key, {"people": _("Tick at least one person.")})
    try:
        batch = actions.mark_many(
            workshop.id, chosen, key, reason=request.form.get("reason", ""), actor=web.actor(), now=web.now()
        )
    except Invalid as error:
        return _roll(workshop, key, error.fields)
    if batch is not None:
        number = batch.report["marks"]
        flash(ngettext("%(num)s person is marked present.", "%(num)s people are marked present.", number), "success")
    return redirect(url_for("attendance.at_checkpoint", slug=workshop.slug, key=key))


def _roll(workshop: Workshop, key: str, errors: dict[str, str] | None = None) -> Page:
    place = checkin.checkpoint(workshop, key)
    present, missing = queries.roll(workshop, key)
    page = render_template(
        "attendance/roll.html",
        workshop=workshop,
        place=place,
        present=present,
        missing=missing,
        may_mark=policy.can_mark(web.actor(), workshop.id),
        errors=errors or {},
        sent=request.form,
        ticked=set(request.form.getlist("people")),
        batches=queries.marked_together(workshop.id, key),
        source_label=source_label,
        longest=LONGEST_REASON,
    )
    return (page, 422) if errors else page
