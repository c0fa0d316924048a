"""Delegations: their seats, head and focal point."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.core import web
from eventapp.core.access import ORGANIZER, STAFF, access
from eventapp.core.errors import Invalid
from eventapp.core.forms import take_errors
from eventapp.core.i18n import language
from eventapp.registration import actions, forms, policy, queries
from eventapp.registration.labels import delegation_label
from eventapp.registration.models import Delegation
from eventapp.registration.views.blueprint import belong_to, bp
from eventapp.workshops.models import Workshop

Page = str | Response | tuple[str, int]
SECTION = "registration.delegations"


@bp.get("/workshops/<slug>/delegations/")
@access(STAFF)
def delegations(workshop: Workshop) -> str:
    """A table for each type."""
    code = language()
    rows = queries.delegation_seats(workshop.id, code)
    types = queries.type_seats(workshop.id)
    by_type = {kind.type.id: [row for row in rows if row.delegation.type_id == kind.type.id] for kind in types}
    return render_template(
        "registration/delegations.html",
        workshop=workshop,
        types=types,
        by_type=by_type,
        delegation_label=lambda delegation: delegation_label(delegation, code),
        may_manage=policy.can_manage(web.actor(), workshop.id),
    )


@bp.route("/workshops/<slug>/delegations/new", methods=["GET", "POST"])
@access(ORGANIZER)
def add_delegation(workshop: Workshop) -> Page:
    form = _form(workshop, type_id=request.args.get("type", type=int))
    if form.validate_on_submit():
        try:
            actions.add_delegation(workshop.id, form.type_id.data, form.facts(), actor=web.actor(), now=web.now())
        except Invalid as error:
            take_errors(form, error.fields)
        else:
            flash(_("The delegation has been added."), "success")
            return redirect(url_for(SECTION, slug=workshop.slug))
    return _page(workshop, form, None)


@bp.route("/workshops/<slug>/delegations/<int:delegation_id>", methods=["GET", "POST"])
@access(ORGANIZER)
def change_delegation(workshop: Workshop, delegation_id: int) -> Page:
    delegation = queries.delegation(workshop.id, delegation_id)
    form = _form(workshop, obj=delegation)
    del form.type_id  # people would change their type with it; they are moved one by one
    if form.validate_on_submit():
        try:
            actions.change_delegation(delegation.id, workshop.id, form.facts(), actor=web.actor(), now=web.now())
        except Invalid as error:
            take_errors(form, error.fields)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for(SECTION, slug=workshop.slug))
    return _page(workshop, form, queries.delegation(workshop.id, delegation_id))


@bp.post("/workshops/<slug>/delegations/<int:delegation_id>/remove")
@access(ORGANIZER)
def remove_delegation(workshop: Workshop, delegation_id: int) -> Response:
    actions.remove_delegation(delegation_id, workshop.id, actor=web.actor(), now=web.now())
    flash(_("The delegation has been removed."), "success")
    return redirect(url_for(SECTION, slug=workshop.slug))


belong_to("delegations.board", delegations, add_delegation, change_delegation)


def _form(workshop: Workshop, *, obj: Delegation | None = None, type_id: int | None = None) -> forms.DelegationForm:
    form = forms.DelegationForm(obj=obj, **({"type_id": type_id} if type_id else {}))
    form.offer(queries.delegation_types(workshop.id))
    return form


def _page(workshop: Workshop, form: forms.DelegationForm, delegation: Delegation | None) -> tuple[str, int]:
    page = render_template(
        "registration/delegation.html",
        workshop=workshop,
        form=form,
        delegation=delegation,
        label=delegation_label(delegation, language()) if delegation else "",
    )
    return page, 422 if form.errors else 200
