"""Steps with one session, each by a small form that needs no script: moved, copied, split, laid aside, taken out."""

from collections.abc import Callable
from datetime import time
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from eventapp.agenda import actions, edits, forms, merging, placing, queries
from eventapp.agenda.facts import Place
from eventapp.agenda.models import AgendaEdit, Session
from eventapp.agenda.views.sessions import FOLDER, Page, anchor, found, to_day
from eventapp.core import web
from eventapp.core.access import ORGANIZER, access
from eventapp.core.errors import Invalid, Missing, UserError
from eventapp.core.forms import take_errors
from eventapp.core.i18n import tr
from eventapp.core.texts import Texts
from eventapp.core.timezones import local
from eventapp.workshops.models import Workshop


def add_to(bp: Blueprint) -> None:
    """Give the steps their addresses."""
    one = f"{FOLDER}/<int:session_id>"
    bp.add_url_rule(f"{one}/move", "move", move, methods=["GET", "POST"])
    bp.add_url_rule(f"{one}/copy", "copy", copy, methods=["GET", "POST"])
    bp.add_url_rule(f"{one}/split", "split", split, methods=["GET", "POST"])
    bp.add_url_rule(f"{one}/lay-aside", "lay_aside", lay_aside, methods=["POST"])
    bp.add_url_rule(f"{FOLDER}/aside/<int:tray_id>/place", "place", place, methods=["GET", "POST"])
    bp.add_url_rule(f"{one}/remove", "remove", remove, methods=["POST"])
    bp.add_url_rule(f"{FOLDER}/removed/<int:entry_id>/restore", "restore", restore, methods=["POST"])
    bp.add_url_rule(f"{FOLDER}/undo", "undo", undo, methods=["POST"])
    bp.add_url_rule(f"{FOLDER}/redo", "redo", redo, methods=["POST"])


@access(ORGANIZER)
def move(workshop: Workshop, session_id: int) -> Page:
    """Another day, time or room, and nothing else."""
    session = found(workshop, session_id)
    form = forms.PlaceForm(data=forms.place_data(workshop, session))
    words = (_("Move session"), _("Move"), _("“%(title)s” has been moved.", title=tr(session.title)))

    def step(place: Place, told: dict[str, Any]) -> Session:
        return actions.move_session(workshop.id, session_id, place, base=form.base.data, **told)

    return _placed(workshop, form, step, words, session=session, title=tr(session.title))


@access(ORGANIZER)
def copy(workshop: Workshop, session_id: int) -> Page:
    """The same session once more, elsewhere."""
    session = found(workshop, session_id)
    form = forms.PlaceForm(data=forms.place_data(workshop, session))
    words = (_("Copy session"), _("Copy"), _("“%(title)s” is there once more.", title=tr(session.title)))

    def step(place: Place, told: dict[str, Any]) -> Session:
        return actions.copy_session(workshop.id, session_id, place, **told)

    return _placed(workshop, form, step, words, session=session, title=tr(session.title))


@access(ORGANIZER)
def place(workshop: Workshop, tray_id: int) -> Page:
    """Give what was laid aside a place."""
    laid = queries.laid_aside(workshop.id, tray_id)
    if laid is None:
        raise Missing(_("There is no such session."))
    title = tr(Texts(laid.facts.get("title", {})))
    proposed = forms.place_of_length(workshop, time(9), laid.minutes)
    words = (_("Put into the timetable"), _("Put there"), _("“%(title)s” is in the agenda.", title=title))

    def step(place: Place, told: dict[str, Any]) -> Session:
        return actions.schedule(workshop.id, tray_id, place, **told)

    return _placed(workshop, forms.PlaceForm(data=proposed), step, words, session=None, title=title)


@access(ORGANIZER)
def split(workshop: Workshop, session_id: int) -> Page:
    """Two sessions of one."""
    session = found(workshop, session_id)
    middle = session.starts_at + (session.ends_at - session.starts_at) / 2
    form = forms.SplitForm(data={"at": local(middle, workshop.timezone).time().replace(second=0, microsecond=0)})
    status = 200
    if form.validate_on_submit():
        try:
            actions.split_session(workshop.id, session_id, form.at.data, actor=web.actor(), now=web.now())
        except Invalid as error:
            take_errors(form, error.fields)
            status = error.status
        else:
            _done(workshop, _("“%(title)s” is two sessions now.", title=tr(session.title)))
            return to_day(workshop, session)
    return render_template("agenda/split.html", workshop=workshop, form=form, session=session), status


@access(ORGANIZER)
def lay_aside(workshop: Workshop, session_id: int) -> Response:
    """Out of the timetable, with everything that was said of it."""
    session = found(workshop, session_id)
    title, day = tr(session.title), anchor(workshop, session)
    try:
        actions.unschedule(workshop.id, session_id, actor=web.actor(), now=web.now())
    except UserError as error:
        flash(error.message, "danger")
        return redirect(url_for("agenda.session", slug=workshop.slug, session_id=session_id))
    _done(workshop, _("“%(title)s” is laid aside.", title=title))
    return redirect(url_for("agenda.timetable", slug=workshop.slug, _anchor=day))


@access(ORGANIZER)
def remove(workshop: Workshop, session_id: int) -> Response:
    """Take a session out; the answer offers to undo it."""
    session = found(workshop, session_id)
    title, day = tr(session.title), anchor(workshop, session)
    try:
        entry_id = actions.remove_session(workshop.id, session_id, actor=web.actor(), now=web.now())
    except UserError as error:
        flash(error.message, "danger")
        return redirect(url_for("agenda.session", slug=workshop.slug, session_id=session_id))
    address = url_for("agenda.restore", slug=workshop.slug, entry_id=entry_id)
    _undoable(_("“%(title)s” was removed from the agenda.", title=title), address)
    return redirect(url_for("agenda.timetable", slug=workshop.slug, _anchor=day))


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
    return to_day(workshop, session)


@access(ORGANIZER)
def undo(workshop: Workshop) -> Response:
    """Take back one's own last step."""
    return _turned(workshop, actions.undo, lambda step: _("Taken back: %(step)s.", step=step))


@access(ORGANIZER)
def redo(workshop: Workshop) -> Response:
    """Do again what was taken back last."""
    return _turned(workshop, actions.redo, lambda step: _("Done again: %(step)s.", step=step))


def _placed(
    workshop: Workshop,
    form: forms.PlaceForm,
    step: Callable[[Place, dict[str, Any]], Session],
    words: tuple[str, str, str],
    **shown: Any,
) -> Page:
    """The form of a place and what is done with it. `words`: heading, button, what is said afterwards."""
    form.offer(workshop)
    status, changed = 200, ""
    if form.validate_on_submit():
        told = {"overlapping": form.overlapping.data, "actor": web.actor(), "now": web.now()}
        try:
            session = step(form.place(), told)
        except merging.Conflict as conflict:
            form.base.data, changed, status = conflict.sequence, conflict.message, conflict.status
        except Invalid as error:
            take_errors(form, error.fields)
            status = error.status
        else:
            _done(workshop, words[2])
            return to_day(workshop, session)
    page = render_template("agenda/move.html", workshop=workshop, form=form, words=words, changed=changed, **shown)
    return page, status


def _turned(workshop: Workshop, turn: Callable[..., AgendaEdit], words: Callable[[str], str]) -> Response:
    try:
        edit = turn(workshop.id, actor=web.actor(), now=web.now())
    except UserError as error:
        flash(error.message, "danger")
    else:
        flash(words(edits.label(edit.kind)), "success")
    return redirect(url_for("agenda.timetable", slug=workshop.slug))


def _done(workshop: Workshop, message: str) -> None:
    """Say what was done, with a button that takes it back."""
    _undoable(message, url_for("agenda.undo", slug=workshop.slug))


def _undoable(message: str, address: str) -> None:
    toast = render_template("agenda/_undoable.html", message=message, undo=address)
    flash(Markup(toast), "undo")  # noqa: S704 - our template
