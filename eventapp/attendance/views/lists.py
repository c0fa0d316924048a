"""Attendance from elsewhere: lists dropped in, looked over, read in, undone; and what was marked together."""

from datetime import datetime

from flask import Response as FileResponse
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from eventapp.attendance import actions, queries
from eventapp.attendance.forms import FIELD_LABELS, ListForm, place_choices, read_choices, read_mapping
from eventapp.attendance.labels import BATCH_LABELS
from eventapp.attendance.lists.verdicts import LEFT_OUT, VERDICT_LABELS, Verdict, reason_text, summary
from eventapp.attendance.views.pages import Page, bp
from eventapp.checkin import queries as checkin
from eventapp.core import stored, web
from eventapp.core.access import ORGANIZER, access
from eventapp.core.db import session
from eventapp.core.errors import Invalid, Missing
from eventapp.core.forms import take_errors
from eventapp.core.listing import Listing
from eventapp.core.stored import StoredFile
from eventapp.workshops.models import Workshop

ORDER = (Verdict.UNSURE, Verdict.UNKNOWN, Verdict.OUTSIDE, Verdict.DUPLICATE, Verdict.MATCHED)
"""What needs a person comes first."""


@bp.route("/workshops/<slug>/attendance/lists/", methods=["GET", "POST"])
@access(ORGANIZER)
def lists(workshop: Workshop) -> Page:
    """Drop a list in; what was read in, ticked off and marked together so far."""
    places = checkin.checkpoints(workshop)
    form = ListForm()
    form.offer(places)
    if form.validate_on_submit():
        file = form.file.data
        try:
            draft = actions.preview_list(
                workshop.id,
                file.filename or "",
                file.read(),
                checkpoint=form.checkpoint.data,
                actor=web.actor(),
                now=web.now(),
            )
            return redirect(url_for("attendance.list_", slug=workshop.slug, batch_id=draft.id))
        except Invalid as error:
            take_errors(form, error.fields)
    page = render_template(
        "attendance/lists.html",
        workshop=workshop,
        form=form,
        batches=queries.batches(workshop.id),
        kinds=BATCH_LABELS,
        labels={place.key: place.label for place in places},
    )
    return (page, 422) if form.errors else page


@bp.get("/workshops/<slug>/attendance/lists/<int:batch_id>")
@access(ORGANIZER)
def list_(workshop: Workshop, batch_id: int) -> str:
    """What reading the list in would do, or did, row by row."""
    draft = queries.draft_list(workshop.id, batch_id)
    wanted = request.args.get("show", "")
    shown = [line for verdict in ORDER for line in draft.report["lines"] if line["verdict"] == verdict]
    shown = [line for line in shown if wanted in ("", line["verdict"])]
    listing = Listing(shown, request.args.get("page", 1, type=int))
    named = {who for line in listing.items for who in (line["registration"], *line["candidates"]) if who}
    places = checkin.checkpoints(workshop)
    return render_template(
        "attendance/list.html",
        workshop=workshop,
        draft=draft,
        waits=draft.state == "draft",
        numbers=summary(draft.report["lines"]),
        listing=listing,
        wanted=wanted,
        cards=checkin.cards(workshop, named) if named else {},
        places=place_choices(places),
        labels={place.key: place.short for place in places},
        fields=FIELD_LABELS,
        verdicts=VERDICT_LABELS,
        order=ORDER,
        reason_text=reason_text,
        left_out=LEFT_OUT,
        instant=datetime.fromisoformat,
    )


@bp.post("/workshops/<slug>/attendance/lists/<int:batch_id>/read-again")
@access(ORGANIZER)
def reread(workshop: Workshop, batch_id: int) -> Response:
    """With other meanings of columns, another checkpoint, people chosen for rows."""
    draft = queries.draft_list(workshop.id, batch_id)
    actions.reread_list(
        workshop.id,
        draft.id,
        checkpoint=request.form.get("checkpoint", draft.report["checkpoint"]),
        mapping=read_mapping(draft.report, request.form),
        choices=read_choices(request.form),
        actor=web.actor(),
        now=web.now(),
    )
    return redirect(url_for("attendance.list_", slug=workshop.slug, batch_id=batch_id))


@bp.post("/workshops/<slug>/attendance/lists/<int:batch_id>/apply")
@access(ORGANIZER)
def apply(workshop: Workshop, batch_id: int) -> Response:
    """Make marks of the matched rows."""
    draft = actions.apply_list(workshop.id, batch_id, actor=web.actor(), now=web.now())
    number = draft.report["marks"]
    flash(ngettext("%(num)s mark was made of the list.", "%(num)s marks were made of the list.", number), "success")
    return redirect(url_for("attendance.list_", slug=workshop.slug, batch_id=batch_id))


@bp.post("/workshops/<slug>/attendance/lists/<int:batch_id>/drop")
@access(ORGANIZER)
def drop(workshop: Workshop, batch_id: int) -> Response:
    """Put it aside."""
    actions.drop_list(workshop.id, batch_id, actor=web.actor(), now=web.now())
    flash(_("The list was put aside; nothing of it is kept."), "success")
    return redirect(url_for("attendance.lists", slug=workshop.slug))


@bp.get("/workshops/<slug>/attendance/lists/<int:batch_id>/file")
@access(ORGANIZER)
def original(workshop: Workshop, batch_id: int) -> FileResponse:
    """The file as it came."""
    draft = queries.draft_list(workshop.id, batch_id)
    file = session.get(StoredFile, draft.file_id) if draft.file_id is not None else None
    if file is None:
        raise Missing(_("The file of this list is no longer kept."))
    response = FileResponse(stored.read(file), mimetype="application/octet-stream")
    response.headers.set("Content-Disposition", "attachment", filename=file.filename)
    return response
