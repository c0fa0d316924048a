"""One person's data, for the organizer: requests to be erased, a copy, erasing."""

from uuid import UUID

from flask import Response as FileResponse
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.core import web
from eventapp.core.access import ORGANIZER, access
from eventapp.core.db import session
from eventapp.core.errors import Denied
from eventapp.core.i18n import language
from eventapp.privacy import actions, own_copy, policy, queries
from eventapp.privacy.forms import RefuseForm
from eventapp.privacy.views.blueprint import bp
from eventapp.registration import queries as registrations
from eventapp.registration.labels import delegation_label
from eventapp.registration.models import Registration
from eventapp.registration.people_pages import PersonLink, PersonSection
from eventapp.workshops.models import Workshop


def section(workshop: Workshop, registration: Registration) -> PersonSection:
    """The way to it from the page of a participant."""
    address = url_for("privacy.person", slug=workshop.slug, public_id=registration.public_id)
    text = _("A copy of all that is kept of this person, and erasing it.")
    return PersonSection(_("Personal data"), (text,), (PersonLink(_("Copy or erase"), address),))


@bp.get("/workshops/<slug>/settings/privacy/people/")
@access(ORGANIZER)
def people(workshop: Workshop) -> str:
    """Open requests, and somebody to be found by name."""
    text = request.args.get("q", "").strip()
    return render_template(
        "privacy/people.html",
        workshop=workshop,
        requests=queries.open_requests(workshop.id),
        text=text,
        found=registrations.found(workshop.id, text, language()) if text else [],
        delegation_of=lambda row: delegation_label(row.delegation, language()),
    )


@bp.get("/workshops/<slug>/settings/privacy/people/<uuid:public_id>")
@access(ORGANIZER)
def person(workshop: Workshop, public_id: UUID) -> str:
    """One person: what is known from where, their request, and what can be done."""
    return _page(workshop, registrations.by_public_id(workshop.id, public_id), RefuseForm(formdata=None))


@bp.post("/workshops/<slug>/settings/privacy/people/<uuid:public_id>/copy")
@access(ORGANIZER)
def copy(workshop: Workshop, public_id: UUID) -> FileResponse:
    """The copy that the person may ask for."""
    row = registrations.by_public_id(workshop.id, public_id)
    actions.record_copy(queries.registrations_of(row.person_id), actor=web.actor(), now=web.now())
    return given(row)


@bp.post("/workshops/<slug>/settings/privacy/people/<uuid:public_id>/erase")
@access(ORGANIZER)
def erase(workshop: Workshop, public_id: UUID) -> Response:
    row = registrations.by_public_id(workshop.id, public_id)
    erasure = actions.erase(row.person_id, actor=web.actor(), now=web.now())
    flash(_("Erased. In counts and lists stands “%(pseudonym)s”.", pseudonym=erasure.pseudonym), "success")
    return redirect(url_for("privacy.people", slug=workshop.slug), code=303)


@bp.post("/workshops/<slug>/settings/privacy/people/<uuid:public_id>/refuse")
@access(ORGANIZER)
def refuse(workshop: Workshop, public_id: UUID) -> Response | tuple[str, int]:
    """Say no to a request, with the reason."""
    row = registrations.by_public_id(workshop.id, public_id)
    form = RefuseForm()
    if not form.validate_on_submit():
        return _page(workshop, row, form), 422
    actions.refuse_erasure(row.id, workshop.id, form.reason.data, actor=web.actor(), now=web.now())
    flash(_("The person reads the reason by mail and on their own page."), "success")
    return redirect(url_for("privacy.people", slug=workshop.slug), code=303)


def given(row: Registration) -> FileResponse:
    """The copy as a download."""
    response = FileResponse(own_copy.write(row.person, language(), now=web.now()), mimetype="application/zip")
    response.headers.set("Content-Disposition", "attachment", filename="about-you.zip")
    return response


def _page(workshop: Workshop, row: Registration, form: RefuseForm) -> str:
    known = queries.registrations_of(row.person_id)
    may = policy.can_manage_person(web.actor(), {each.workshop_id for each in known})
    if row.person.erased_at is not None:
        raise Denied(_("This person is erased already."))
    return render_template(
        "privacy/person.html",
        workshop=workshop,
        row=row,
        form=form,
        may=may,
        requested=queries.requested(row),
        known=[(each, session.get_one(Workshop, each.workshop_id)) for each in known],
        delegation_of=lambda each: delegation_label(each.delegation, language()),
    )


for _view in (people, person, copy, erase, refuse):
    setattr(_view, "section", "workshops.settings")  # noqa: B010 - mypy knows no attributes of functions
