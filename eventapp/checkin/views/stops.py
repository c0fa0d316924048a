"""Checkpoints: those that follow from days and agenda, and those that the organizer adds; how people are let in."""

from itertools import groupby

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.checkin import actions, queries
from eventapp.checkin.forms.stops import SettingsForm, StopForm, stop_data
from eventapp.checkin.labels import KIND_LABELS
from eventapp.checkin.rules import settings_of
from eventapp.checkin.views.pages import bp
from eventapp.core import web
from eventapp.core.access import ORGANIZER, access
from eventapp.core.errors import Invalid
from eventapp.core.forms import take_errors
from eventapp.core.i18n import tr
from eventapp.registration import queries as registrations
from eventapp.workshops.models import Workshop


@bp.route("/workshops/<slug>/check-in/places", methods=["GET", "POST"])
@access(ORGANIZER)
def places(workshop: Workshop) -> str | Response | tuple[str, int]:
    """Every checkpoint by day; below, how people are let in."""
    form = SettingsForm(data=settings_of(workshop).stored())
    form.offer(workshop)
    if form.validate_on_submit():
        actions.change_settings(workshop.id, form.settings(), actor=web.actor(), now=web.now())
        flash(_("Saved."), "success")
        return redirect(url_for(".places", slug=workshop.slug), code=303)
    own = {stop.key: stop for stop in queries.stops(workshop.id)}
    listed = queries.checkpoints(workshop)
    page = render_template(
        "checkin/stops.html",
        form=form,
        days=[(day, list(group)) for day, group in groupby(listed, key=lambda each: each.day)],
        own={place.key: own.get(place.key.removeprefix("stop-")) or own.get(place.key) for place in listed},
        type_names={kind.id: tr(kind.name) for kind in registrations.delegation_types(workshop.id)},
        kind_labels=KIND_LABELS,
    )
    return page, 422 if form.errors else 200


@bp.route("/workshops/<slug>/check-in/places/new", methods=["GET", "POST"])
@access(ORGANIZER)
def add_place(workshop: Workshop) -> str | Response | tuple[str, int]:
    """Add a checkpoint, for one day or for each."""
    form = StopForm(data={"day": request.args.get("day", "") or workshop.starts_on})
    form.offer(workshop)
    if form.validate_on_submit():
        try:
            actions.add_stop(
                workshop.id, form.facts(), each_day=bool(form.each_day.data), actor=web.actor(), now=web.now()
            )
        except Invalid as error:
            take_errors(form, error.fields)
        else:
            return _saved(workshop)
    return _form_page(form)


@bp.route("/workshops/<slug>/check-in/places/<int:stop_id>", methods=["GET", "POST"])
@access(ORGANIZER)
def change_place(workshop: Workshop, stop_id: int) -> str | Response | tuple[str, int]:
    """Say something else of a checkpoint."""
    stop = queries.stop(workshop.id, stop_id)
    form = StopForm(data=stop_data(workshop, stop))
    form.offer(workshop)
    del form.each_day
    if form.validate_on_submit():
        try:
            actions.change_stop(stop.id, workshop.id, form.facts(), actor=web.actor(), now=web.now())
        except Invalid as error:
            take_errors(form, error.fields)
        else:
            return _saved(workshop)
    return _form_page(form, stop_id, tr(stop.name))


@bp.post("/workshops/<slug>/check-in/places/<int:stop_id>/remove")
@access(ORGANIZER)
def remove_place(workshop: Workshop, stop_id: int) -> Response:
    """Remove a checkpoint at which nobody was scanned."""
    actions.remove_stop(stop_id, workshop.id, actor=web.actor(), now=web.now())
    flash(_("Removed."), "success")
    return redirect(url_for(".places", slug=workshop.slug), code=303)


def _saved(workshop: Workshop) -> Response:
    flash(_("Saved."), "success")
    return redirect(url_for(".places", slug=workshop.slug), code=303)


def _form_page(form: StopForm, stop_id: int | None = None, name: str = "") -> tuple[str, int]:
    page = render_template("checkin/stop.html", form=form, stop_id=stop_id, name=name)
    return page, 422 if form.errors else 200
