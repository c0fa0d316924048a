"""The list of participants; one participant: seen, entered, edited."""

import secrets
from dataclasses import asdict
from typing import Any

from flask import Response as FileResponse
from flask import abort, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from eventapp.core import countries, web
from eventapp.core.access import CHECK_IN, ORGANIZER, STAFF, access
from eventapp.core.errors import Invalid, UserError
from eventapp.core.forms import take_errors
from eventapp.core.i18n import LANGUAGES, language
from eventapp.core.listing import Listing
from eventapp.messages import labels as message_labels
from eventapp.messages import outbox_queries
from eventapp.registration import (
    actions,
    codes,
    columns,
    facts,
    files,
    forms,
    people_pages,
    policy,
    queries,
    reviews,
)
from eventapp.registration.history import lines
from eventapp.registration.labels import (
    FACT_LABELS,
    FUNCTION_LABELS,
    FUNDING_LABELS,
    SEX_LABELS,
    SOURCE_LABELS,
    STATE_LABELS,
    delegation_label,
)
from eventapp.registration.models import Delegation, Registration, State
from eventapp.registration.queries import PeopleFilter
from eventapp.registration.views.blueprint import bp
from eventapp.workshops.models import Workshop

Page = str | Response | tuple[str, int]
MORE_FILTERS: dict[str, tuple[Any, dict[str, Any]]] = {
    "role": (
        _l("Function"),
        {
            "head": _l("Heads"),
            "alternate": _l("Alternates"),
            **{key: label for key, label in FUNCTION_LABELS.items() if key},
        },
    ),
    "funding": (_l("Funding"), {"funded": _l("Funded"), "self-funded": _l("Self-funded"), "-": _l("Not settled")}),
    "missing": (
        _l("Missing"),
        {"email": _l("No e-mail"), "photo": _l("No photograph"), "answers": _l("Answers missing")},
    ),
    "check": (
        _l("To look at"),
        {"review": _l("Changes to review"), "names": _l("Names not approved"), "offered": _l("Seat offered")},
    ),
}
MIME = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@bp.get("/workshops/<slug>/participants/")
@access(STAFF)
def people(workshop: Workshop) -> str:
    """Everybody in precedence order, or by a column; filters, search, seats at a glance, what can be done with many."""
    code, who = language(), web.actor()
    wanted = read_filter(request.args)
    delegations = queries.delegations(workshop.id, code)
    found = columns.in_order(queries.people(workshop.id, wanted, code), request.args.get("sort", ""), code)
    contacts = policy.can_see_contacts(who, workshop.id)
    seated = queries.type_seats(workshop.id)
    additions = people_pages.additions(workshop) if policy.can_manage(who, workshop.id) else []
    return render_template(
        "registration/people.html",
        workshop=workshop,
        listing=Listing(found, request.args.get("page", 1, type=int)),
        wanted=wanted,
        filtered=any(value not in ("", None) for value in asdict(wanted).values()),
        sort=request.args.get("sort", ""),
        columns=columns.chosen(session.get("people-columns"), contacts=contacts),
        offered=columns.offered(contacts=contacts),
        code=code,
        counts=queries.counts_by_state(workshop.id),
        seats=seated,
        capacity=(sum(each.held for each in seated if each.type.counts_as_participant), workshop.capacity),
        by_delegation=queries.delegation_seats(workshop.id, code),
        delegations=forms.delegation_choices(delegations),
        countries=_countries(delegations, code),
        state_labels=STATE_LABELS,
        sex_labels=SEX_LABELS,
        more_filters=MORE_FILTERS,
        function_labels=FUNCTION_LABELS,
        given=request.args,
        delegation_label=lambda delegation: delegation_label(delegation, code),
        may_manage=policy.can_manage(who, workshop.id),
        may_open=policy.can_receive(who, workshop.id),
        additions=additions,
        marks_of=lambda row: [each.marks[row.id] for each in additions if row.id in each.marks],
        approving=_most_approved(found),
        undo=session.pop("people-undo", None) or _undo_offered(workshop),
    )


@bp.post("/workshops/<slug>/participants/columns")
@access(STAFF)
def choose_columns(workshop: Workshop) -> Response:
    """Which columns this browser shows, from now on and at every workshop."""
    session["people-columns"] = [key for key in request.form.getlist("column") if key in columns.COLUMNS]
    fallback = url_for("registration.people", slug=workshop.slug)
    return redirect(web.own_path(request.form.get("next"), fallback))


@bp.get("/workshops/<slug>/participants/list.<form>")
@access(ORGANIZER)
def participants_file(workshop: Workshop, form: str) -> FileResponse:
    """The list as a workbook (with contacts), as PDF or Word file (without).

    ?language=, ?list=provisional, ?photos=y: with portraits.
    """
    if form not in files.FORMS:
        abort(404)
    code = request.args.get("language", "")
    data = files.write(
        workshop,
        form,
        code if code in LANGUAGES else language(),
        generated_at=web.now(),
        contacts=True,
        provisional=request.args.get("list") == "provisional",
        portraits=bool(request.args.get("photos")),
    )
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
        sex=SEX_LABELS.get(registration.person.sex, "") if registration.person.sex else "",
        funding=FUNDING_LABELS[registration.funding] if registration.funding else "",
        function=FUNCTION_LABELS[registration.function] if registration.function else "",
        source=SOURCE_LABELS.get(registration.source, registration.source),
        undo=session.pop("people-undo", None),
        messages=outbox_queries.of_registration(registration.id, most=50) if may_manage else [],
        place=queries.place_in_line(registration) if registration.state == State.WAITLISTED else None,
        may_become=[str(state) for state in actions.decisions_for(registration)],
        may_manage=may_manage,
        sections=people_pages.sections(workshop, registration) if may_manage else [],
        to_review=_to_review(registration, code) if may_manage else [],
        private_url=codes.private_url(registration) if may_manage else None,
        message_labels=message_labels,
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
    form = forms.StaffForm(data=forms.StaffForm.typed(registration))
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


def read_filter(given: MultiDict[str, str]) -> PeopleFilter:
    """The filter that an address, or a form with the same names, holds."""
    return PeopleFilter(
        text=given.get("q", "").strip(),
        state=given.get("state", "") if given.get("state") in list(State) else "",
        type_id=given.get("type", type=int),
        delegation_id=given.get("delegation", type=int),
        country=given.get("country", ""),
        sex=given["sex"].removeprefix("-")
        if given.get("sex") in ("female", "male", "other", "undisclosed", "-")
        else None,
        role=given.get("role", ""),
        funding=given["funding"].removeprefix("-") if given.get("funding") in ("funded", "self-funded", "-") else None,
        missing=given.get("missing", ""),
        check=given.get("check", ""),
    )


def _most_approved(rows: list[Registration]) -> bool:
    """Whether who has not approved the name on the badge is the exception, and so worth a mark beside the name."""
    confirmed = [row for row in rows if row.state == State.CONFIRMED]
    approved = sum(row.names_approved_at is not None for row in confirmed)
    return approved * 2 >= len(confirmed) > 0


def _undo_offered(workshop: Workshop) -> dict[str, Any] | None:
    """The way back from a decision that was taken in the background: its page leads here with ?undo=."""
    entry = request.args.get("undo", type=int)
    if entry is None or not queries.can_be_undone(workshop.id, entry):
        return None
    return {"slug": workshop.slug, "entry": entry}


def _to_review(registration: Registration, code: str) -> list[tuple[str, str, str]]:
    """(what, as it was approved last, as it is now) of what the participant changed after confirmation."""
    was, now = reviews.before(registration), facts.read(registration)

    def told(fact: str, value: Any) -> str:
        return countries.name(value, code) if fact == "country" and value else str(value or "")

    return [
        (str(FACT_LABELS[fact]), told(fact, was.get(fact, "")), told(fact, now[fact]))
        for fact in registration.to_review
    ]


def _countries(delegations: list[Delegation], code: str) -> list[tuple[str, str]]:
    found = {delegation.country for delegation in delegations if delegation.country}
    in_order = sorted(found, key=lambda each: countries.sort_key(each, code))
    return [(each, countries.name(each, code)) for each in in_order]
