"""Desks: the organizer pairs, watches, moves and ends them; staff make one of the device in their hand."""

from flask import Response as FileResponse
from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.checkin import actions, queries
from eventapp.checkin.desk_codes import pairing_code
from eventapp.checkin.desk_lines import DeskLine, desk_line
from eventapp.checkin.forms.desks import DeskForm, desk_data
from eventapp.checkin.models import Desk
from eventapp.checkin.views.pages import bp
from eventapp.core import web
from eventapp.core.access import CHECK_IN, ORGANIZER, access
from eventapp.core.errors import Invalid
from eventapp.core.forms import take_errors
from eventapp.workshops.models import Workshop
from exports.qr import qr_svg


@bp.route("/workshops/<slug>/check-in/desks/new", methods=["GET", "POST"])
@access(ORGANIZER)
def add_desk(workshop: Workshop) -> str | Response | tuple[str, int]:
    """Name a desk and say where it stands; its page then shows the code."""
    form = DeskForm(data={"name": _("Desk %(number)s", number=len(queries.desks(workshop)) + 1)})
    form.offer(workshop, queries.checkpoints(workshop))
    if form.validate_on_submit():
        try:
            desk = actions.add_desk(workshop.id, *_said(form), actor=web.actor(), now=web.now())
        except Invalid as error:
            take_errors(form, error.fields)
        else:
            return _to_desk(workshop, desk.id)
    return render_template("checkin/desk_form.html", form=form), 422 if form.errors else 200


@bp.post("/workshops/<slug>/check-in/desks/here")
@access(CHECK_IN)
def use_here(workshop: Workshop) -> Response:
    """Make a desk of the device that asks: its page is opened with the code after the #, which no server sees."""
    actor = web.actor()
    desk = actions.use_here(workshop.id, _("Desk of %(name)s", name=actor.label), actor=actor, now=web.now())
    return redirect(f"{url_for('checkin.desk_app')}#pair={pairing_code(desk)}", code=303)


@bp.route("/workshops/<slug>/check-in/desks/<int:desk_id>", methods=["GET", "POST"])
@access(ORGANIZER)
def desk(workshop: Workshop, desk_id: int) -> str | Response | tuple[str, int]:
    """One desk: its pairing code while it waits for a device, how it is, its name and places."""
    row = queries.desk(workshop.id, desk_id)
    form = DeskForm(data=desk_data(row))
    form.offer(workshop, queries.checkpoints(workshop))
    if form.validate_on_submit():
        try:
            actions.change_desk(desk_id, workshop.id, *_said(form), actor=web.actor(), now=web.now())
        except Invalid as error:
            take_errors(form, error.fields)
        else:
            flash(_("Saved. The desk learns of it at its next contact."), "success")
            return _to_desk(workshop, desk_id)
    return render_template("checkin/desk.html", form=form, **_shown(workshop, row)), 422 if form.errors else 200


@bp.get("/workshops/<slug>/check-in/desks/<int:desk_id>/pairing")
@access(ORGANIZER)
def pairing(workshop: Workshop, desk_id: int) -> str:
    """Whether a device has become this desk, as a fragment that its page asks for every two seconds."""
    return render_template("checkin/_pairing.html", **_shown(workshop, queries.desk(workshop.id, desk_id)))


@bp.get("/workshops/<slug>/check-in/desks/<int:desk_id>/qr.svg")
@access(ORGANIZER)
def pairing_qr(workshop: Workshop, desk_id: int) -> FileResponse:
    """The address that makes a device this desk, as a QR code."""
    row = queries.desk(workshop.id, desk_id)
    if row.pairing_until is None or row.pairing_until <= web.now():
        abort(404)
    svg, _size = qr_svg(f"{web.absolute('checkin.desk_app')}#pair={pairing_code(row)}")
    return FileResponse(svg, mimetype="image/svg+xml")


@bp.post("/workshops/<slug>/check-in/desks/<int:desk_id>/code")
@access(ORGANIZER)
def show_code(workshop: Workshop, desk_id: int) -> Response:
    """Show a new pairing code."""
    actions.show_code(desk_id, workshop.id, actor=web.actor(), now=web.now())
    return _to_desk(workshop, desk_id)


@bp.post("/workshops/<slug>/check-in/desks/<int:desk_id>/revoke")
@access(CHECK_IN)
def revoke_desk(workshop: Workshop, desk_id: int) -> Response:
    """Switch a desk off: an organizer any, others their own."""
    actions.revoke_desk(desk_id, workshop.id, actor=web.actor(), now=web.now())
    flash(_("The desk is switched off."), "success")
    return redirect(url_for(".index", slug=workshop.slug), code=303)


def _said(form: DeskForm) -> tuple[str, list[str], int | None]:
    return form.name.data, form.places.data or [], form.room_id.data


def _to_desk(workshop: Workshop, desk_id: int) -> Response:
    return redirect(url_for(".desk", slug=workshop.slug, desk_id=desk_id), code=303)


def _shown(workshop: Workshop, row: Desk) -> dict[str, object]:
    places = {place.key: place for place in queries.checkpoints(workshop)}
    health = next(each for each in queries.desks(workshop) if each.id == row.id)
    line: DeskLine = desk_line(health, places, web.now())
    code = pairing_code(row) if line.waits else ""
    return {
        "line": line,
        "code": "-".join(code[at : at + 4] for at in range(0, len(code), 4)),
        "address": web.absolute("checkin.desk_app"),
    }
