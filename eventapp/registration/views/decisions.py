"""What organizers decide about participants, by buttons: states, head, delegation, badge, private link."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from flask import abort, flash, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from eventapp.core import id_ranges, web
from eventapp.core.access import ORGANIZER, access
from eventapp.core.i18n import language
from eventapp.registration import actions, forms, queries
from eventapp.registration.models import FUNCTIONS, State
from eventapp.registration.views.blueprint import bp
from eventapp.registration.views.people import read_filter
from eventapp.tasks import actions as tasks
from eventapp.workshops.models import Workshop

DECISIONS = {
    "confirm": State.CONFIRMED,
    "decline": State.DECLINED,
    "waitlist": State.WAITLISTED,
    "cancel": State.CANCELLED,
}


MOST_AT_ONCE = 500
MOST_TOLD = 10


@bp.post("/workshops/<slug>/participants/decide")
@access(ORGANIZER)
def decide_many(workshop: Workshop) -> Response:
    """One decision about everybody who is ticked, or about everybody whom the filter finds."""
    ids = _meant(workshop)
    back = redirect(web.own_path(request.form.get("next"), url_for("registration.people", slug=workshop.slug)))
    if not ids:
        flash(_("Nobody is ticked. Tick the people first, then choose what to do."), "warning")
        return back
    decision, now = request.form.get("decision", ""), web.now()
    if decision == "mail":
        return redirect(url_for("mailings.compose", slug=workshop.slug, ids=id_ranges.write(ids)))
    if len(ids) > MOST_AT_ONCE and decision in DECISIONS:
        args = {"ids": ids, "state": DECISIONS[decision], "reason": _reason()}
        task = tasks.start(workshop.id, "registration.decide", args, actor=web.actor(), now=now)
        return redirect(url_for("tasks.show", slug=workshop.slug, task_id=task.id))
    if decision == "come":
        _ask_who_comes(ids, workshop)
        return back
    done, refused = _do(decision, ids, workshop, now)
    if done:
        flash(ngettext("Done for %(num)s person.", "Done for %(num)s people.", done), "success")
    _tell((refusal.name, refusal.reason) for refusal in refused)
    remember_undo(workshop, now)
    return back


@bp.post("/workshops/<slug>/participants/undo/<int:entry_id>")
@access(ORGANIZER)
def undo_decision(workshop: Workshop, entry_id: int) -> Response:
    """Take a decision back."""
    taken = actions.undo(entry_id, workshop.id, actor=web.actor(), now=web.now())
    flash(ngettext("Taken back for %(num)s person.", "Taken back for %(num)s people.", taken.done), "success")
    _tell(taken.refused)
    fallback = url_for("registration.people", slug=workshop.slug)
    return redirect(web.own_path(request.form.get("next"), fallback))


def _tell(refused: Iterable[tuple[str, str]]) -> None:
    """Say of each why not; of very many, of the first ones and how many more there are."""
    every = list(refused)
    for name, why in every[:MOST_TOLD]:
        flash(f"{name}: {why}", "warning")
    if more := len(every) - MOST_TOLD if len(every) > MOST_TOLD else 0:
        flash(ngettext("And %(num)s person more.", "And %(num)s people more.", more), "warning")


def remember_undo(workshop: Workshop, now: datetime) -> None:
    """Offer to take back, on the next page, what was decided at this instant."""
    if entry := queries.last_decision(workshop.id, web.actor().user_id, now):
        session["people-undo"] = {"slug": workshop.slug, "entry": entry}


def _meant(workshop: Workshop) -> list[int]:
    if not request.form.get("all"):
        return list(dict.fromkeys(request.form.getlist("id", type=int)))
    given = MultiDict(parse_qsl(request.form.get("filter", "")))
    return [row.id for row in queries.people(workshop.id, read_filter(given), language())]


def _ask_who_comes(ids: list[int], workshop: Workshop) -> None:
    """By mail, those who are confirmed and have not said."""
    sent = actions.ask_who_comes(ids, workshop.id, actor=web.actor(), now=web.now())
    if sent:
        flash(ngettext("%(num)s person is asked.", "%(num)s people are asked.", sent), "success")
    else:
        flash(_("Nobody is asked: only who is confirmed, has an address and has not answered is."), "warning")


def _reason() -> str:
    return request.form.get("reason", "").strip()[:2000]


def _do(decision: str, ids: list[int], workshop: Workshop, now: datetime) -> tuple[int, list[actions.Refusal]]:
    who: dict[str, Any] = {"actor": web.actor(), "now": now}
    if decision in DECISIONS:
        return actions.decide_many(ids, workshop.id, DECISIONS[decision], _reason(), **who)
    fact, _colon, value = decision.partition(":")
    if fact == "funding" and value in ("funded", "self-funded", ""):
        return actions.set_many(ids, workshop.id, "funding", value, **who)
    if fact == "function" and (value := request.form.get("function", "")) in ("", *FUNCTIONS):
        return actions.set_many(ids, workshop.id, "function", value, **who)
    if fact == "alternate" and value in ("yes", "no"):
        return actions.set_many(ids, workshop.id, "alternate", value == "yes", **who)
    if fact == "move" and (target := request.form.get("delegation_id", type=int)):
        return actions.move_many(ids, workshop.id, target, **who)
    return abort(404)


@bp.post("/workshops/<slug>/participants/<int:registration_id>/decide")
@access(ORGANIZER)
def decide(workshop: Workshop, registration_id: int) -> Response:
    """One decision about one person; declining takes the reason."""
    state, now = _decision(), web.now()
    if state is State.DECLINED:
        reason = forms.ReasonForm().reason.data or ""
        actions.decline(registration_id, workshop.id, reason, actor=web.actor(), now=now)
    else:
        choose: dict[State, Callable[..., object]] = {
            State.CONFIRMED: actions.confirm,
            State.WAITLISTED: actions.waitlist,
            State.CANCELLED: actions.cancel,
        }
        choose[state](registration_id, workshop.id, actor=web.actor(), now=now)
    remember_undo(workshop, now)
    flash(_("Saved."), "success")
    return _back(workshop, registration_id)


@bp.post("/workshops/<slug>/participants/<int:registration_id>/review")
@access(ORGANIZER)
def review(workshop: Workshop, registration_id: int) -> Response:
    """Approve what a confirmed participant changed, or put back what was there."""
    queries.registration(workshop.id, registration_id)
    approve = request.form.get("do") != "back"
    actions.review(registration_id, workshop.id, approve=approve, actor=web.actor(), now=web.now())
    flash(_("The changes are approved.") if approve else _("What was there before stands again."), "success")
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
