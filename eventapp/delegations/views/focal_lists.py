"""Spreadsheets that a focal point drops on the page: looked over, read in, undone. The organizers' look the same."""

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.core import web
from eventapp.core.access import PUBLIC, access
from eventapp.core.errors import Invalid
from eventapp.core.i18n import language
from eventapp.delegations import actions, forms
from eventapp.delegations.views.blueprint import bp
from eventapp.delegations.views.focal import opened, show
from eventapp.delegations.views.people import Page, Place
from eventapp.registration import actions as registration_actions
from eventapp.registration import forms as registration_forms
from eventapp.registration import queries as registration
from eventapp.registration.actions import Choice
from eventapp.registration.list_page import ListPage, told_of, told_of_undoing
from eventapp.registration.models import NominationImport


@bp.post("/d/<token>/lists")
@access(PUBLIC)
def focal_upload(token: str) -> Page:
    """Look at a list; nothing is saved yet."""
    place, form = opened(token), forms.ListForm()
    if form.validate_on_submit():
        upload = next((each for each in form.files.data or () if getattr(each, "filename", "")), None)
        if upload is None:
            form.files.errors = [_("Choose a file first.")]
        else:
            try:
                draft = registration_actions.preview_list(
                    place.workshop.id, upload.filename or "", upload.read(), actor=place.actor, now=web.now()
                )
            except Invalid as error:
                form.files.errors = [f"{upload.filename}: {error.message}"]
            else:
                return redirect(place.address("list", import_id=draft.id), code=303)
    return show(place, form), 422


@bp.get("/d/<token>/lists/<int:import_id>")
@access(PUBLIC)
def focal_list(token: str, import_id: int) -> str:
    """What reading it in would do, or did."""
    place = opened(token)
    names = ("apply", "drop", "reread", "undo")
    return render_template(
        "delegations/list.html",
        place=place,
        workshop=place.workshop,
        page=ListPage(_draft(place, import_id), language(), request.args.get("show", ""), "all" in request.args),
        addresses={name: place.address(name, import_id=import_id) for name in names},
        open=place.may_change,
    )


@bp.post("/d/<token>/lists/<int:import_id>/read-again")
@access(PUBLIC)
def focal_reread(token: str, import_id: int) -> Response:
    """With other meanings of columns."""
    place = opened(token)
    draft = _draft(place, import_id)
    registration_actions.reread_list(
        draft.id,
        place.workshop.id,
        choice=Choice(delegation_id=place.delegation.id),
        mapping=registration_forms.corrected_mapping(draft.report, request.form),
        actor=place.actor,
        now=web.now(),
    )
    return redirect(place.address("list", import_id=import_id), code=303)


@bp.post("/d/<token>/lists/<int:import_id>/apply")
@access(PUBLIC)
def focal_apply(token: str, import_id: int) -> Response:
    """Read it in, and say so to the focal point by mail too."""
    place = opened(token)
    draft = _draft(place, import_id)
    actions.check_length(draft, place.delegation)
    done = registration_actions.apply_import(
        draft.id,
        place.workshop.id,
        withdraw=registration_forms.read_withdrawn(request.form),
        actor=place.actor,
        now=web.now(),
    )
    actions.acknowledge(place.delegation.id, place.workshop, now=web.now())
    flash(told_of(done), "success")
    return redirect(place.address("home"), code=303)


@bp.post("/d/<token>/lists/<int:import_id>/drop")
@access(PUBLIC)
def focal_drop(token: str, import_id: int) -> Response:
    place = opened(token)
    registration_actions.drop_import(_draft(place, import_id).id, place.workshop.id, actor=place.actor, now=web.now())
    flash(_("The list has been put aside. Nothing was saved."), "success")
    return redirect(place.address("home"), code=303)


@bp.post("/d/<token>/lists/<int:import_id>/undo")
@access(PUBLIC)
def focal_undo(token: str, import_id: int) -> Response:
    place = opened(token)
    undone = registration_actions.undo_import(
        _draft(place, import_id).id, place.workshop.id, actor=place.actor, now=web.now()
    )
    done, left = told_of_undoing(undone)
    flash(done, "success")
    for each in left:
        flash(each, "warning")
    return redirect(place.address("home"), code=303)


def _draft(place: Place, import_id: int) -> NominationImport:
    """A list of this delegation. Raises Missing."""
    return registration.draft(place.workshop.id, import_id, place.delegation.id)
