"""The list of participants; one participant: seen, entered, edited."""

import secrets

from flask import Response as FileResponse
from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.core import countries, web
from eventapp.core.access import CHECK_IN, ORGANIZER, STAFF, access
from eventapp.core.errors import Invalid, UserError
from eventapp.core.forms import take_errors
from eventapp.core.i18n import language
from eventapp.registration import actions, codes, files, forms, policy, queries
from eventapp.registration.history import lines
from eventapp.registration.labels import SEX_LABELS, SOURCE_LABELS, STATE_LABELS, delegation_label
from eventapp.registration.models import Delegation, State
from eventapp.registration.queries import PeopleFilter
from eventapp.registration.views.blueprint import bp
from eventapp.registration.views.listing import Listing
from eventapp.workshops.models import Workshop

Page = str | Response | tuple[str, int]
MIME = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


@bp.get("/workshops/<slug>/participants/")
@access(STAFF)
def people(workshop: Workshop) -> str:
    """Everybody in precedence order, with filters, search, seats at a glance."""
    code = language()
    wanted = _filter()
    delegations = queries.delegations(workshop.id, code)
    found = queries.people(workshop.id, wanted, code)
    return render_template(
        "registration/people.html",
        workshop=workshop,
        listing=Listing(found, request.args.get("page", 1, type=int)),
        wanted=wanted,
        counts=queries.counts_by_state(workshop.id),
        seats=queries.type_seats(workshop.id),
        delegations=forms.delegation_choices(delegations),
        countries=_countries(delegations, code),
        state_labels=STATE_LABELS,
        sex_labels=SEX_LABELS,
        delegation_label=lambda delegation: delegation_label(delegation, code),
        may_manage=policy.can_manage(web.actor(), workshop.id),
        may_open=policy.can_receive(web.actor(), workshop.id),
    )


@bp.get("/workshops/<slug>/participants/list.<form>")
@access(ORGANIZER)
def participants_file(workshop: Workshop, form: str) -> FileResponse:
    """The list as a workbook (with contacts) or as PDF (without)."""
    if form not in files.FORMS:
        abort(404)
    data = files.write(workshop, form, language(), generated_at=web.now(), contacts=True)
    response = FileResponse(data, mimetype=MIME[form])
    response.headers["Content-Disposition"] = f'attachment; filename="{workshop.slug}-participants.{form}"'
    return response


@bp.get("/workshops/<slug>/participants/<int:registration_id>")
@access(CHECK_IN)
def person(workshop: Workshop, registration_id: int) -> str:
    """All that is known of one participant, and what can be done."""
    registration = queries.registration(workshop.id, registration_id)
    code = language()
    move_form = forms.MoveForm(formdata=None, delegation_id=registration.delegation_id)
    move_form.offer(queries.delegations(workshop.id, code))
    may_manage = policy.can_manage(web.actor(), workshop.id)
    country = registration.person.country
    return render_template(
        "registration/person.html",
        workshop=workshop,
        registration=registration,
        delegation=delegation_label(registration.delegation, code),
        country=countries.name(country, code) if country else "",
        sex=SEX_LABELS[registration.person.sex] if registration.person.sex else "",
        source=SOURCE_LABELS.get(registration.source, registration.source),
        place=queries.place_in_line(registration) if registration.state == State.WAITLISTED else None,
        may_become=[str(state) for state in actions.decisions_for(registration)],
        may_manage=may_manage,
        private_url=codes.private_url(registration) if may_manage else None,
        reason_form=forms.ReasonForm(formdata=None),
        move_form=move_form,
        history=lines(registration, workshop.timezone, contacts=policy.can_see_contacts(web.actor(), workshop.id)),
    )


@bp.route("/workshops/<slug>/participants/new", methods=["GET", "POST"])
@access(ORGANIZER)
def enter(workshop: Workshop) -> Page:
    """Enter somebody by hand: the way for invitations, and for who has no computer."""
    form = forms.EntryForm(submit_key=secrets.token_hex(16))
    delegations = queries.delegations(workshop.id, language())
    form.offer(delegations)
    twin = None
    if form.validate_on_submit():
        chosen = queries.delegation(workshop.id, form.delegation_id.data)
        try:
            added = actions.register(
                workshop.id,
                chosen.type_id,
                form.facts(chosen.type),
                delegation_id=chosen.id,
                source="organizer",
                form_key=form.submit_key.data,
                another_person=bool(form.another_person.data),
                confirm=bool(form.confirm.data),
                actor=web.actor(),
                now=web.now(),
            )
        except actions.AlreadyRegistered as error:
            take_errors(form, error.fields)
            twin = error.registration_id
        except UserError as error:
            take_errors(form, getattr(error, "fields", {}) or {"delegation_id": error.message})
        else:
            flash(_("%(name)s has been entered.", name=added.person.badge_name), "success")
            return redirect(url_for("registration.person", slug=workshop.slug, registration_id=added.id))
    status = 422 if form.errors else 200
    page = render_template(
        "registration/enter.html", workshop=workshop, form=form, twin=twin, any_delegations=bool(delegations)
    )
    return page, status


@bp.route("/workshops/<slug>/participants/<int:registration_id>/edit", methods=["GET", "POST"])
@access(ORGANIZER)
def edit(workshop: Workshop, registration_id: int) -> Page:
    """Change names and details."""
    registration = queries.registration(workshop.id, registration_id)
    form = forms.PersonForm(data=forms.PersonForm.typed(registration))
    here = url_for("registration.person", slug=workshop.slug, registration_id=registration.id)
    if form.validate_on_submit():
        try:
            given = form.facts(registration.type)
            actions.change_details(registration.id, workshop.id, given, actor=web.actor(), now=web.now())
        except Invalid as error:
            take_errors(form, error.fields)
        else:
            flash(_("Saved."), "success")
            return redirect(here)
    page = render_template("registration/edit.html", workshop=workshop, registration=registration, form=form, back=here)
    return page, 422 if form.errors else 200


def _filter() -> PeopleFilter:
    given = request.args
    return PeopleFilter(
        text=given.get("q", "").strip(),
        state=given.get("state", "") if given.get("state") in list(State) else "",
        type_id=given.get("type", type=int),
        delegation_id=given.get("delegation", type=int),
        country=given.get("country", ""),
        sex=given["sex"].removeprefix("-") if given.get("sex") in ("female", "male", "other", "-") else None,
    )


def _countries(delegations: list[Delegation], code: str) -> list[tuple[str, str]]:
    found = {delegation.country for delegation in delegations if delegation.country}
    in_order = sorted(found, key=lambda each: countries.sort_key(each, code))
    return [(each, countries.name(each, code)) for each in in_order]
