"""Delegation types: the categories of participants, in precedence order."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.core import web
from eventapp.core.access import ORGANIZER, STAFF, access
from eventapp.core.errors import Invalid
from eventapp.core.forms import take_errors
from eventapp.registration import actions, policy, queries
from eventapp.registration.labels import APPROVAL_LABELS
from eventapp.registration.models import DelegationType
from eventapp.registration.type_form import TypeSettingsForm
from eventapp.registration.views.blueprint import belong_to, bp
from eventapp.workshops.models import Workshop

Page = str | Response | tuple[str, int]
SECTION = "registration.delegations"
NEW_TYPE = {
    "colour": "#009edb",
    "approval": "organizer",
    "counts_as_participant": True,
    "answer_hours": 48,
    "photo": "no",
}


@bp.get("/workshops/<slug>/delegation-types/")
@access(STAFF)
def types(workshop: Workshop) -> str:
    return render_template(
        "registration/types.html",
        workshop=workshop,
        types=queries.type_seats(workshop.id),
        approval_labels=APPROVAL_LABELS,
        may_manage=policy.can_manage(web.actor(), workshop.id),
    )


@bp.route("/workshops/<slug>/delegation-types/new", methods=["GET", "POST"])
@access(ORGANIZER)
def add_type(workshop: Workshop) -> Page:
    form = TypeSettingsForm(data=NEW_TYPE)
    if form.validate_on_submit():
        actions.add_type(workshop.id, form.facts(), actor=web.actor(), now=web.now())
        flash(_("The delegation type has been added."), "success")
        return redirect(url_for("registration.types", slug=workshop.slug))
    return _page(workshop, form, None)


@bp.route("/workshops/<slug>/delegation-types/<int:type_id>", methods=["GET", "POST"])
@access(ORGANIZER)
def change_type(workshop: Workshop, type_id: int) -> Page:
    kind = queries.delegation_type(workshop.id, type_id)
    form = TypeSettingsForm(obj=kind)
    if form.validate_on_submit():
        try:
            actions.change_type(kind.id, workshop.id, form.facts(), actor=web.actor(), now=web.now())
        except Invalid as error:
            take_errors(form, error.fields)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for("registration.types", slug=workshop.slug))
    return _page(workshop, form, queries.delegation_type(workshop.id, type_id))


@bp.post("/workshops/<slug>/delegation-types/<int:type_id>/move")
@access(ORGANIZER)
def move_type(workshop: Workshop, type_id: int) -> Response:
    """Up or down in precedence."""
    step = 1 if request.form.get("step") == "down" else -1
    actions.move_type(type_id, workshop.id, step, actor=web.actor(), now=web.now())
    return redirect(url_for("registration.types", slug=workshop.slug))


@bp.post("/workshops/<slug>/delegation-types/<int:type_id>/remove")
@access(ORGANIZER)
def remove_type(workshop: Workshop, type_id: int) -> Response:
    actions.remove_type(type_id, workshop.id, actor=web.actor(), now=web.now())
    flash(_("The delegation type has been removed."), "success")
    return redirect(url_for("registration.types", slug=workshop.slug))


belong_to(SECTION, types, add_type, change_type)


def _page(workshop: Workshop, form: TypeSettingsForm, kind: DelegationType | None) -> tuple[str, int]:
    page = render_template("registration/type.html", workshop=workshop, form=form, kind=kind)
    return page, 422 if form.errors else 200
