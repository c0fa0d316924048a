"""What organizers decide about participants, by buttons: states, head, delegation, badge, private link."""

from collections.abc import Callable

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from eventapp.core import web
from eventapp.core.access import ORGANIZER, access
from eventapp.registration import actions, forms, queries
from eventapp.registration.models import State
from eventapp.registration.views.blueprint import bp
from eventapp.workshops.models import Workshop

DECISIONS = {
    "confirm": State.CONFIRMED,
    "decline": State.DECLINED,
    "waitlist": State.WAITLISTED,
    "cancel": State.CANCELLED,
}


@bp.post("/workshops/<slug>/participants/decide")
@access(ORGANIZER)
def decide_many(workshop: Workshop) -> Response:
    """One decision about everybody who is ticked."""
    state = _decision()
    ids = request.form.getlist("id", type=int)
    done, refused = actions.decide_many(ids, workshop.id, state, actor=web.actor(), now=web.now())
    if not ids:
        flash(_("Nobody is ticked. Tick the people first, then choose what to do."), "warning")
    if done:
        flash(ngettext("Done for %(num)s person.", "Done for %(num)s people.", done), "success")
    for refusal in refused:
        flash(f"{refusal.name}: {refusal.reason}", "warning")
    fallback = url_for("registration.people", slug=workshop.slug)
    return redirect(web.own_path(request.form.get("next"), fallback))


@bp.post("/workshops/<slug>/participants/<int:registration_id>/decide")
@access(ORGANIZER)
def decide(workshop: Workshop, registration_id: int) -> Response:
    """One decision about one person; declining takes the reason."""
    state = _decision()
    if state is State.DECLINED:
        reason = forms.ReasonForm().reason.data or ""
        actions.decline(registration_id, workshop.id, reason, actor=web.actor(), now=web.now())
    else:
        choose: dict[State, Callable[..., object]] = {
            State.CONFIRMED: actions.confirm,
            State.WAITLISTED: actions.waitlist,
            State.CANCELLED: actions.cancel,
        }
        choose[state](registration_id, workshop.id, actor=web.actor(), now=web.now())
    flash(_("Saved."), "success")
    return _back(workshop, registration_id)


@bp.post("/workshops/<slug>/participants/<int:registration_id>/head")
@access(ORGANIZER)
def head(workshop: Workshop, registration_id: int) -> Response:
    actions.make_head(registration_id, workshop.id, actor=web.actor(), now=web.now())
    flash(_("Saved."), "success")
    return _back(workshop, registration_id)


@bp.post("/workshops/<slug>/participants/<int:registration_id>/move")
@access(ORGANIZER)
def move(workshop: Workshop, registration_id: int) -> Response:
    """To another delegation, if it has a seat."""
    target = request.form.get("delegation_id", type=int)
    if target is None:
        abort(404)
    actions.move(registration_id, workshop.id, target, actor=web.actor(), now=web.now())
    flash(_("Saved."), "success")
    return _back(workshop, registration_id)


@bp.post("/workshops/<slug>/participants/<int:registration_id>/badge")
@access(ORGANIZER)
def badge(workshop: Workshop, registration_id: int) -> Response:
    """Revoke the badge, or revoke it and mint a new one."""
    reason = request.form.get("reason", "")[:300]
    if request.form.get("do") == "reissue":
        actions.reissue_badge(registration_id, workshop.id, reason, actor=web.actor(), now=web.now())
        flash(_("The old code no longer works. Print the new badge."), "success")
    else:
        actions.revoke_badge(registration_id, workshop.id, reason, actor=web.actor(), now=web.now())
        flash(_("The code no longer works."), "success")
    return _back(workshop, registration_id)


@bp.post("/workshops/<slug>/participants/<int:registration_id>/link")
@access(ORGANIZER)
def link(workshop: Workshop, registration_id: int) -> Response:
    """Renew the private link, or mail it to its owner."""
    if request.form.get("do") == "renew":
        actions.renew_link(registration_id, workshop.id, actor=web.actor(), now=web.now())
        flash(_("The old link opens nothing any more. Send the new one."), "success")
    else:
        actions.send_link(registration_id, workshop.id, actor=web.actor(), now=web.now())
        flash(_("The link is on its way."), "success")
    return _back(workshop, registration_id)


def _decision() -> State:
    state = DECISIONS.get(request.form.get("decision", ""))
    if state is None:
        abort(404)
    return state


def _back(workshop: Workshop, registration_id: int) -> Response:
    queries.registration(workshop.id, registration_id)
    return redirect(url_for("registration.person", slug=workshop.slug, registration_id=registration_id))
