"""A participant's own data, reached by the private link only. GET changes nothing: mail scanners follow links."""

from flask import Response as FileResponse
from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.core import web
from eventapp.core.access import PUBLIC, access
from eventapp.privacy import actions, queries
from eventapp.privacy.views.blueprint import bp
from eventapp.privacy.views.people import given
from eventapp.registration.models import Registration
from eventapp.registration.private_link import own_registration, owner
from eventapp.registration.private_sections import PrivateLink, PrivateSection


def section(registration: Registration, token: str) -> PrivateSection:
    """What the private page says of it."""
    text = _("Download a copy of everything known of you, see what you agreed to, or ask to be erased.")
    return PrivateSection(_("Your data"), text, (PrivateLink(_("Your data"), url_for("privacy.own", token=token)),))


@bp.get("/r/<token>/data")
@access(PUBLIC)
def own(token: str) -> str:
    """What one agreed to, photographs, the copy, and the way to be erased."""
    row = own_registration(token)
    text = queries.consent_text(row.workshop_id, row.consent_version) if row.consent_version is not None else None
    return render_template(
        "privacy/own.html",
        workshop=g.workshop,
        token=token,
        row=row,
        consent=text,
        requested=queries.requested(row),
        refusal=queries.refusal(row),
    )


@bp.post("/r/<token>/data/copy")
@access(PUBLIC)
def own_copy(token: str) -> FileResponse:
    row = own_registration(token)
    actions.record_copy(queries.registrations_of(row.person_id), actor=owner(row), now=web.now())
    return given(row)


@bp.post("/r/<token>/data/erase")
@access(PUBLIC)
def ask(token: str) -> Response:
    """Ask the organizers to be erased."""
    row = own_registration(token)
    url = web.absolute("privacy.person", slug=g.workshop.slug, public_id=row.public_id)
    actions.ask_erasure(row.id, row.workshop_id, url, actor=owner(row), now=web.now())
    flash(_("The organizers have your request. They answer within 30 days."), "success")
    return redirect(url_for("privacy.own", token=token), code=303)


@bp.post("/r/<token>/data/photographs")
@access(PUBLIC)
def photographs(token: str) -> Response:
    """Whether one may be photographed."""
    row = own_registration(token)
    allowed = request.form.get("allowed") == "yes"
    actions.set_photo_consent(row.id, row.workshop_id, allowed, actor=owner(row), now=web.now())
    flash(_("Saved."), "success")
    return redirect(url_for("privacy.own", token=token), code=303)
