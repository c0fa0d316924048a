"""One person's badge: how it looks, where it lies, printed, handed over, corrected, replaced."""

import uuid

from flask import Response as FileResponse
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.badges import actions, arrivals, policy, proofs, queries
from eventapp.badges.actions import PrintedBefore
from eventapp.badges.design import design_of
from eventapp.badges.forms import PrintForm
from eventapp.badges.queries import Wanted
from eventapp.badges.views.blueprint import bp, pdf_file
from eventapp.badges.views.pages import ask_again, checked_form, printed_as
from eventapp.core import web
from eventapp.core.access import CHECK_IN, access
from eventapp.core.i18n import language
from eventapp.core.names import clean
from eventapp.registration import actions as registration_actions
from eventapp.registration import queries as registrations
from eventapp.registration.labels import delegation_label
from eventapp.workshops.models import Workshop
from exports.badge_sheet import alone

LONGEST_NAME = 300


@bp.get("/workshops/<slug>/badges/<uuid:public_id>/")
@access(CHECK_IN)
def show(workshop: Workshop, public_id: uuid.UUID) -> str:
    """The badge of one person, and what can be done with it."""
    registration = registrations.by_public_id(workshop.id, public_id)
    layout = alone(design_of(workshop).layout)
    return render_template(
        "badges/one.html",
        workshop=workshop,
        registration=registration,
        delegation=delegation_label(registration.delegation, language()),
        printing=PrintForm(workshop, formdata=None, data={"layout": layout}),
        place=queries.pile_places(workshop.id).get(registration.id),
        arrived=arrivals.arrived(workshop).get(registration.id, False),
        longest=LONGEST_NAME,
        may_open=policy.can_design(web.actor(), workshop.id),
    )


@bp.get("/workshops/<slug>/badges/<uuid:public_id>/picture.png")
@access(CHECK_IN)
def picture(workshop: Workshop, public_id: uuid.UUID) -> FileResponse:
    """The badge as a picture, without its code."""
    registration = registrations.by_public_id(workshop.id, public_id)
    return FileResponse(proofs.badge_picture(workshop, registration, language()), mimetype="image/png")


@bp.post("/workshops/<slug>/badges/<uuid:public_id>/print")
@access(CHECK_IN)
def print_one(workshop: Workshop, public_id: uuid.UUID) -> FileResponse | str:
    """The PDF of one person's badge; asks first where it was printed before."""
    registration = registrations.by_public_id(workshop.id, public_id)
    form = checked_form(workshop)
    try:
        printed = printed_as(workshop, Wanted(registration_id=registration.id), form)
    except PrintedBefore as error:
        return ask_again(workshop, form, error, {})
    return pdf_file(printed, f"badge-{workshop.slug}-{registration.id}.pdf")


@bp.post("/workshops/<slug>/badges/<uuid:public_id>/hand")
@access(CHECK_IN)
def hand(workshop: Workshop, public_id: uuid.UUID) -> Response:
    """The badge was given to its owner just now."""
    registration = registrations.by_public_id(workshop.id, public_id)
    actions.hand_over(workshop.id, registration.id, web.now(), actor=web.actor(), now=web.now())
    flash(_("Handed over: %(name)s.", name=registration.shown_name), "success")
    return _back(workshop, public_id)


@bp.post("/workshops/<slug>/badges/<uuid:public_id>/name")
@access(CHECK_IN)
def rename(workshop: Workshop, public_id: uuid.UUID) -> Response | FileResponse:
    """The name as its owner wants it on the badge; with "print" that one is printed anew, with the code it has."""
    registration = registrations.by_public_id(workshop.id, public_id)
    name = clean(request.form.get("badge_name", ""))[:LONGEST_NAME]
    registration_actions.correct_badge_name(registration.id, workshop.id, name, actor=web.actor(), now=web.now())
    if request.form.get("do") == "print":
        layout = alone(design_of(workshop).layout)
        wanted = Wanted(registration_id=registration.id)
        printed = actions.print_badges(workshop.id, wanted, layout=layout, actor=web.actor(), now=web.now())
        return pdf_file(printed, f"badge-{workshop.slug}-{registration.id}.pdf")
    flash(_("The name is corrected. Print the badge again; its code stays."), "success")
    return _back(workshop, public_id)


@bp.post("/workshops/<slug>/badges/<uuid:public_id>/lost")
@access(CHECK_IN)
def lost(workshop: Workshop, public_id: uuid.UUID) -> Response:
    """The badge is lost: its code stops working, and there is a new one to be printed."""
    registration = registrations.by_public_id(workshop.id, public_id)
    reason = clean(request.form.get("reason", ""))[:300] or _("Lost")
    registration_actions.reissue_badge(registration.id, workshop.id, reason, actor=web.actor(), now=web.now())
    flash(_("The old code no longer works. Print the new badge."), "success")
    return _back(workshop, public_id)


def _back(workshop: Workshop, public_id: uuid.UUID) -> Response:
    return redirect(url_for("badges.show", slug=workshop.slug, public_id=public_id), code=303)
