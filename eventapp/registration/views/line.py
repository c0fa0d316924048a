"""The waiting list: who is next for which seats, offers, and who was passed by."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.core import web
from eventapp.core.access import ORGANIZER, access
from eventapp.core.i18n import language
from eventapp.registration import actions, line_page, queries
from eventapp.registration.labels import BOUND_LABELS, OFFER_ANSWERS
from eventapp.registration.views.blueprint import belong_to, bp
from eventapp.workshops.models import Workshop


@bp.get("/workshops/<slug>/participants/waiting-list")
@access(ORGANIZER)
def waiting_list(workshop: Workshop) -> str:
    """Each line in its order, with why each person waits."""
    return render_template(
        "registration/waiting_list.html",
        workshop=workshop,
        lines=line_page.lines(workshop, language()),
        log=line_page.log(workshop.id),
        bounds=BOUND_LABELS,
        answers=OFFER_ANSWERS,
        now=web.now(),
    )


@bp.post("/workshops/<slug>/participants/<int:registration_id>/line")
@access(ORGANIZER)
def change_line(workshop: Workshop, registration_id: int) -> Response:
    """Offer a seat, answer or take back an offer, or give another place."""
    queries.registration(workshop.id, registration_id)
    who, now, todo = web.actor(), web.now(), request.form.get("do", "")
    if todo == "offer":
        actions.offer_seat(registration_id, workshop.id, actor=who, now=now)
        flash(_("The seat is offered, and kept until the answer."), "success")
    elif todo in ("accept", "refuse"):
        actions.answer_offer(registration_id, workshop.id, todo == "accept", actor=who, now=now)
        flash(_("Saved."), "success")
    elif todo == "withdraw":
        actions.withdraw_offer(registration_id, workshop.id, actor=who, now=now)
        flash(_("The offer is taken back."), "success")
    else:
        place, reason = request.form.get("place", 1, type=int), request.form.get("reason", "")
        actions.move_in_line(registration_id, workshop.id, place, reason, actor=who, now=now)
        flash(_("Saved."), "success")
    return redirect(url_for("registration.waiting_list", slug=workshop.slug))


belong_to("registration.people", waiting_list)
