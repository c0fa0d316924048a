"""Attendance person by person: the matrix, one person with all that is known, corrections, what does not agree."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.wrappers import Response

from eventapp.attendance import actions, policy, queries
from eventapp.attendance.disputes import Kind
from eventapp.attendance.effective import Source
from eventapp.attendance.forms import CorrectionForm
from eventapp.attendance.labels import source_label
from eventapp.attendance.views.pages import Page, bp
from eventapp.checkin import queries as checkin
from eventapp.core import web
from eventapp.core.access import ORGANIZER, STAFF, access
from eventapp.core.errors import Invalid
from eventapp.core.forms import take_errors
from eventapp.core.listing import Listing
from eventapp.registration import queries as registrations
from eventapp.registration.models import Registration, State
from eventapp.registration.queries import PeopleFilter
from eventapp.workshops.models import Workshop

DISPUTES = {
    Kind.CONTRADICTED: _l("One source says present, another one absent"),
    Kind.UNSCANNED: _l("On paper or on a list, but not scanned"),
    Kind.UNSIGNED: _l("Scanned, but not signed on paper"),
    Kind.NOT_THAT_DAY: _l("Present at a session of a day that a correction says they missed"),
}
OUTCOMES = {
    "admitted": _l("let in"),
    "already": _l("was in already"),
    "left": _l("went out"),
    "revoked": _l("badge revoked"),
    "unknown": _l("badge unknown"),
    "not-confirmed": _l("not confirmed"),
    "full": _l("the room was full"),
    "other-group": _l("another working group"),
}


@bp.get("/workshops/<slug>/attendance/people/")
@access(STAFF)
def people(workshop: Workshop) -> str:
    """Everybody by the days, or by the sessions of one day."""
    wanted = PeopleFilter(text=request.args.get("q", "")[:100], type_id=request.args.get("type", type=int))
    roster = queries.roster(workshop, wanted)
    day = request.args.get("day", 0, type=int)
    chosen = [place for place in roster.places if place.day_number == day and place.is_session]
    return render_template(
        "attendance/people.html",
        workshop=workshop,
        roster=roster,
        listing=Listing(roster.lines, request.args.get("page", 1, type=int)),
        venues=[place for place in roster.places if place.is_venue],
        columns=chosen or [place for place in roster.places if place.is_venue],
        day=day if chosen else 0,
        wanted=wanted,
        types=registrations.delegation_types(workshop.id),
        source_label=source_label,
    )


@bp.get("/workshops/<slug>/attendance/people/<int:registration_id>")
@access(STAFF)
def person(workshop: Workshop, registration_id: int) -> str:
    """One person: where they were, and all that is known of it."""
    form = CorrectionForm(data={"checkpoint": request.args.get("at", "")})
    return _person(workshop, registrations.registration(workshop.id, registration_id), form)


@bp.post("/workshops/<slug>/attendance/people/<int:registration_id>")
@access(ORGANIZER)
def correct(workshop: Workshop, registration_id: int) -> Page:
    """A correction by hand, with its reason."""
    registration = registrations.registration(workshop.id, registration_id)
    form = CorrectionForm()
    form.offer(checkin.checkpoints(workshop))
    if form.validate():
        try:
            actions.mark(
                workshop.id,
                [registration.id],
                form.checkpoint.data,
                form.present.data == "yes",
                source=Source.CORRECTION,
                reason=form.reason.data,
                actor=web.actor(),
                now=web.now(),
            )
            flash(_("The correction is kept, apart from the scans."), "success")
            return redirect(url_for("attendance.person", slug=workshop.slug, registration_id=registration_id))
        except Invalid as error:
            take_errors(form, error.fields)
    return _person(workshop, registration, form), 422


def _person(workshop: Workshop, registration: Registration, form: CorrectionForm) -> str:
    places = checkin.checkpoints(workshop)
    form.offer(places)
    by_key = {place.key: place for place in places}
    asked = request.args.get("at", "")
    return render_template(
        "attendance/person.html",
        workshop=workshop,
        registration=registration,
        counts=registration.state == State.CONFIRMED,
        line=queries.one(workshop, registration),
        events=queries.timeline(registration),
        places=places,
        by_key=by_key,
        asked=by_key.get(asked),
        form=form,
        may_mark=policy.can_mark(web.actor(), workshop.id),
        source_label=source_label,
        outcomes=OUTCOMES,
    )


@bp.post("/workshops/<slug>/attendance/marks/<int:mark_id>/void")
@access(ORGANIZER)
def void(workshop: Workshop, mark_id: int) -> Response:
    """Take one mark back."""
    row = actions.void_mark(workshop.id, mark_id, actor=web.actor(), now=web.now())
    flash(_("Taken back. It stays on record, and no longer counts."), "success")
    return redirect(url_for("attendance.person", slug=workshop.slug, registration_id=row.registration_id))


@bp.post("/workshops/<slug>/attendance/batches/<int:batch_id>/undo")
@access(ORGANIZER)
def undo(workshop: Workshop, batch_id: int) -> Response:
    """Take back all marks that came together."""
    batch = queries.batch(workshop.id, batch_id)
    number = actions.undo_batch(workshop.id, batch.id, actor=web.actor(), now=web.now())
    flash(ngettext("%(num)s mark is taken back.", "%(num)s marks are taken back.", number), "success")
    back = web.own_path(request.form.get("next"), url_for("attendance.lists", slug=workshop.slug))
    return redirect(back)


@bp.get("/workshops/<slug>/attendance/disputes")
@access(STAFF)
def disputes(workshop: Workshop) -> str:
    """What does not agree; each with the way to the person."""
    found = queries.disputes(workshop)
    organizes = policy.can_mark(web.actor(), workshop.id)
    return render_template(
        "attendance/disputes.html",
        workshop=workshop,
        groups=[(kind, label, [row for row in found if row[0].kind is kind]) for kind, label in DISPUTES.items()],
        total=len(found),
        flagged=checkin.flagged_waiting(workshop.id) if organizes else 0,
        source_label=source_label,
    )
