"""One delegation for the organizers: its people, link, seats, pack, messages and history."""

from typing import Any

from flask import Response as FileResponse
from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.core import audit, web
from eventapp.core.access import ORGANIZER, access
from eventapp.core.errors import Invalid, Missing
from eventapp.core.forms import take_errors
from eventapp.core.i18n import language, moment
from eventapp.delegations import actions, forms, history, pack, queries
from eventapp.delegations.views import people
from eventapp.delegations.views.blueprint import bp
from eventapp.delegations.views.focal import download
from eventapp.delegations.views.people import Page, Place
from eventapp.registration import codes
from eventapp.registration import queries as registration
from eventapp.registration.actions import focal_links, line
from eventapp.registration.labels import delegation_label
from eventapp.workshops.models import Workshop


@bp.get("/workshops/<slug>/board/<int:delegation_id>")
@access(ORGANIZER)
def show(workshop: Workshop, delegation_id: int) -> str:
    return _show(_place(workshop, delegation_id), None)


@bp.post("/workshops/<slug>/board/<int:delegation_id>/link/<what>")
@access(ORGANIZER)
def link(workshop: Workshop, delegation_id: int, what: str) -> Response:
    """make, send, remind, renew, revoke."""
    ids = registration.delegation(workshop.id, delegation_id).id, workshop.id
    who, when = web.actor(), web.now()
    if what == "send":
        focal_links.send_focal_link(*ids, actor=who, now=when)
        flash(_("The link is on its way to the focal point."), "success")
    elif what == "remind":
        focal_links.remind_focal_point(*ids, actor=who, now=when)
        flash(_("The reminder is on its way to the focal point."), "success")
    elif what == "make":
        focal_links.ensure_focal_link(*ids, actor=who, now=when)
    elif what == "renew":
        focal_links.renew_focal_link(*ids, actor=who, now=when)
        flash(_("There is a new link; the old one opens nothing any more. Send it now."), "success")
    elif what == "revoke":
        focal_links.revoke_focal_link(*ids, actor=who, now=when)
        flash(_("The link is revoked. Who was named stays."), "success")
    else:
        raise Missing(_("There is no page at this address."))
    return redirect(url_for("delegations.show", slug=workshop.slug, delegation_id=delegation_id), code=303)


@bp.post("/workshops/<slug>/board/<int:delegation_id>/lend")
@access(ORGANIZER)
def lend(workshop: Workshop, delegation_id: int) -> Page:
    """Empty seats of this delegation for another one."""
    place = _place(workshop, delegation_id)
    form = _lend_form(place)
    if form.validate_on_submit():
        try:
            actions.lend_seats(
                workshop.id,
                place.delegation.id,
                form.to.data,
                form.number.data,
                actor=web.actor(),
                now=web.now(),
            )
        except Invalid as error:
            take_errors(form, error.fields)
        else:
            flash(_("The seats are lent."), "success")
            return redirect(place.address("home"), code=303)
    return _show(_place(workshop, delegation_id), form), 422


@bp.post("/workshops/<slug>/board/<int:delegation_id>/offer/<int:registration_id>")
@access(ORGANIZER)
def offer(workshop: Workshop, delegation_id: int, registration_id: int) -> Response:
    """A free seat of this delegation for one of those who wait behind it."""
    row = people.own(_place(workshop, delegation_id), registration_id)
    offered = line.offer_seat(row.id, workshop.id, actor=web.actor(), now=web.now())
    until = moment(offered.offered_until, workshop.timezone) if offered.offered_until else ""
    flash(_("The seat is offered to %(name)s until %(when)s.", name=offered.person.badge_name, when=until), "success")
    return redirect(url_for("delegations.board", slug=workshop.slug), code=303)


@bp.post("/workshops/<slug>/board/<int:delegation_id>/pack")
@access(ORGANIZER)
def pack_file(workshop: Workshop, delegation_id: int) -> FileResponse:
    """Letter, nomination sheet, link and QR code as a ZIP file; a delegation without a link gets one."""
    delegation = focal_links.ensure_focal_link(delegation_id, workshop.id, actor=web.actor(), now=web.now())
    data = pack.pack(delegation, workshop, registration.of_delegation(delegation.id), web.now())
    return download(data, f"{pack.file_stem(delegation)}.zip", "application/zip")


@bp.route("/workshops/<slug>/board/<int:delegation_id>/name", methods=["GET", "POST"])
@access(ORGANIZER)
def name(workshop: Workshop, delegation_id: int) -> Page:
    return people.name(_place(workshop, delegation_id))


@bp.route("/workshops/<slug>/board/<int:delegation_id>/people/<int:registration_id>", methods=["GET", "POST"])
@access(ORGANIZER)
def correct(workshop: Workshop, delegation_id: int, registration_id: int) -> Page:
    return people.correct(_place(workshop, delegation_id), registration_id)


@bp.route("/workshops/<slug>/board/<int:delegation_id>/people/<int:registration_id>/replace", methods=["GET", "POST"])
@access(ORGANIZER)
def replace(workshop: Workshop, delegation_id: int, registration_id: int) -> Page:
    return people.replace(_place(workshop, delegation_id), registration_id)


@bp.post("/workshops/<slug>/board/<int:delegation_id>/people/<int:registration_id>/<what>")
@access(ORGANIZER)
def move(workshop: Workshop, delegation_id: int, registration_id: int, what: str) -> Response:
    return people.move(_place(workshop, delegation_id), registration_id, what)


def _place(workshop: Workshop, delegation_id: int) -> Place:
    delegation = registration.delegation(workshop.id, delegation_id)

    def address(endpoint: str, **values: Any) -> str:
        endpoint = "show" if endpoint == "home" else endpoint
        return url_for(f"delegations.{endpoint}", slug=workshop.slug, delegation_id=delegation_id, **values)

    return Place(workshop=workshop, delegation=delegation, actor=web.actor(), address=address)


def _lend_form(place: Place) -> forms.LendForm:
    form = forms.LendForm()
    others = [row for row in registration.delegations(place.workshop.id, language()) if row.seats is not None]
    form.offer((row.id, delegation_label(row, language())) for row in others if row.id != place.delegation.id)
    return form


def _show(place: Place, form: forms.LendForm | None) -> str:
    workshop, delegation, code = place.workshop, place.delegation, language()
    return render_template(
        "delegations/show.html",
        place=place,
        workshop=workshop,
        page=queries.focal_page(workshop, delegation, code),
        url=codes.focal_url(delegation) if delegation.link_serial else "",
        form=form or _lend_form(place),
        messages=queries.messages_of(delegation.id),
        history=history.lines(audit.history("delegation", delegation.id), workshop.timezone),
        next=queries.next_in_line(workshop, delegation),
        open=True,
    )
