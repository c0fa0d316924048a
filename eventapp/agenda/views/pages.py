"""The agenda as its organizers work on it."""

from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from eventapp.agenda import actions, forms, history, policy, queries, removal, timetable
from eventapp.agenda.labels import type_label
from eventapp.agenda.models import Session, SessionType
from eventapp.core import web
from eventapp.core.access import ORGANIZER, STAFF, access
from eventapp.core.errors import Invalid, Missing, UserError
from eventapp.core.forms import take_errors
from eventapp.core.i18n import tr
from eventapp.core.timezones import local
from eventapp.workshops.models import Workshop

Page = Response | str | tuple[str, int]


def add_to(bp: Blueprint) -> None:
    """Give the pages their addresses."""
    folder = "/workshops/<slug>/agenda"
    bp.add_url_rule(f"{folder}/", "timetable", by_day)
    bp.add_url_rule(f"{folder}/new", "add", add, methods=["GET", "POST"])
    bp.add_url_rule(f"{folder}/<int:session_id>", "session", show)
    bp.add_url_rule(f"{folder}/<int:session_id>/edit", "edit", edit, methods=["GET", "POST"])
    bp.add_url_rule(f"{folder}/<int:session_id>/move", "move", move, methods=["GET", "POST"])
    bp.add_url_rule(f"{folder}/<int:session_id>/remove", "remove", remove, methods=["POST"])
    bp.add_url_rule(f"{folder}/removed/<int:entry_id>/restore", "restore", restore, methods=["POST"])


@access(STAFF)
def by_day(workshop: Workshop) -> str:
    """Every day of the workshop, by room."""
    sessions = queries.sessions(workshop.id)
    return render_template(
        "agenda/timetable.html",
        workshop=workshop,
        plans=timetable.day_plans(workshop, sessions),
        count=len(sessions),
        may_edit=policy.can_edit(web.actor(), workshop.id),
        type_label=type_label,
        room_names=_room_names,
    )


@access(STAFF)
def show(workshop: Workshop, session_id: int) -> str:
    """Everything about one session."""
    session = _found(workshop, session_id)
    may_edit = policy.can_edit(web.actor(), workshop.id)
    return render_template(
        "agenda/session.html",
        workshop=workshop,
        session=session,
        may_edit=may_edit,
        type_label=type_label,
        lines=history.lines(workshop, session) if may_edit else [],
        against=removal.reasons(session.id) if may_edit else [],
    )


@access(ORGANIZER)
def add(workshop: Workshop) -> Page:
    """A new session; `?day=2016-03-29` proposes the day, and the end of its last session as the start."""
    form = forms.SessionForm(data=_proposal(workshop, request.args.get("day", "")))
    form.offer(workshop)
    status = 200
    if form.validate_on_submit():
        try:
            session = actions.add_session(workshop.id, form.facts(), actor=web.actor(), now=web.now())
        except Invalid as error:
            take_errors(form, error.fields)
            status = error.status
        else:
            flash(_("“%(title)s” is in the agenda.", title=tr(session.title)), "success")
            return _to_day(workshop, session)
    return _form_page(workshop, form, None), status


@access(ORGANIZER)
def edit(workshop: Workshop, session_id: int) -> Page:
    """Change a session."""
    session = _found(workshop, session_id)
    form = forms.SessionForm(data=forms.session_data(workshop, session))
    del form.key
    form.offer(workshop)
    status = 200
    if form.validate_on_submit():
        try:
            actions.change_session(workshop.id, session_id, form.facts(), actor=web.actor(), now=web.now())
        except Invalid as error:
            take_errors(form, error.fields)
            status = error.status
        else:
            flash(_("Saved."), "success")
            return redirect(url_for("agenda.session", slug=workshop.slug, session_id=session_id))
    return _form_page(workshop, form, session), status


@access(ORGANIZER)
def move(workshop: Workshop, session_id: int) -> Page:
    """Another day, time or room, and nothing else."""
    session = _found(workshop, session_id)
    form = forms.PlaceForm(data=forms.place_data(workshop, session))
    form.offer(workshop)
    status = 200
    if form.validate_on_submit():
        try:
            session = actions.move_session(workshop.id, session_id, form.place(), actor=web.actor(), now=web.now())
        except Invalid as error:
            take_errors(form, error.fields)
            status = error.status
        else:
            flash(_("“%(title)s” has been moved.", title=tr(session.title)), "success")
            return _to_day(workshop, session)
    return render_template("agenda/move.html", workshop=workshop, form=form, session=session), status


@access(ORGANIZER)
def remove(workshop: Workshop, session_id: int) -> Response:
    """Take a session out; the answer offers to undo it."""
    session = _found(workshop, session_id)
    title, anchor = tr(session.title), _anchor(workshop, session)
    try:
        entry_id = actions.remove_session(workshop.id, session_id, actor=web.actor(), now=web.now())
    except UserError as error:
        flash(error.message, "danger")
        return redirect(url_for("agenda.session", slug=workshop.slug, session_id=session_id))
    undo = url_for("agenda.restore", slug=workshop.slug, entry_id=entry_id)
    flash(Markup(render_template("agenda/_removed.html", title=title, undo=undo)), "undo")  # noqa: S704 - our template
    return redirect(url_for("agenda.timetable", slug=workshop.slug, _anchor=anchor))


@access(ORGANIZER)
def restore(workshop: Workshop, entry_id: int) -> Response:
    """Bring back what was removed."""
    try:
        session = actions.restore_session(workshop.id, entry_id, actor=web.actor(), now=web.now())
    except Missing:
        raise
    except UserError as error:
        flash(error.message, "danger")
        return redirect(url_for("agenda.timetable", slug=workshop.slug))
    flash(_("“%(title)s” is in the agenda again.", title=tr(session.title)), "success")
    return _to_day(workshop, session)


def _room_names(plan: timetable.DayPlan) -> list[str]:
    return [tr(room.name) for room in plan.grid.rooms]


def _found(workshop: Workshop, session_id: int) -> Session:
    session = queries.by_id(workshop.id, session_id)
    if session is None:
        raise Missing(_("There is no such session."))
    return session


def _form_page(workshop: Workshop, form: forms.SessionForm, session: Session | None) -> str:
    if request.method == "GET":
        form.speakers.add_spare()
        form.documents.add_spare()
    return render_template("agenda/form.html", workshop=workshop, form=form, session=session)


def _proposal(workshop: Workshop, day: str) -> dict[str, Any]:
    """What a new session starts with: a plenary, after the last session of the day if one is named."""
    usual = {"type": SessionType.PLENARY}
    try:
        wanted = date.fromisoformat(day)
    except ValueError:
        return usual
    if wanted not in workshop.days:
        return usual
    zone = workshop.timezone
    same_day = [each for each in queries.sessions(workshop.id) if local(each.starts_at, zone).date() == wanted]
    last = max((each.ends_at for each in same_day), default=None)
    return usual | {"day": wanted, "starts": local(last, zone).time() if last else None}


def _anchor(workshop: Workshop, session: Session) -> str:
    return f"day-{(local(session.starts_at, workshop.timezone).date() - workshop.starts_on).days + 1}"


def _to_day(workshop: Workshop, session: Session) -> Response:
    return redirect(url_for("agenda.timetable", slug=workshop.slug, _anchor=_anchor(workshop, session)))
