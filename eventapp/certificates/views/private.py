"""A participant's own certificates, reached by the private link."""

from flask import Response, url_for
from flask_babel import gettext as _

from eventapp.certificates import labels, queries, rendering
from eventapp.certificates.models import Kind
from eventapp.certificates.views.blueprint import bp, known, pdf_file
from eventapp.core.access import PUBLIC, access
from eventapp.core.db import session
from eventapp.core.errors import Missing
from eventapp.registration.models import Registration
from eventapp.registration.private_link import own_registration
from eventapp.registration.private_sections import PrivateLink, PrivateSection
from eventapp.workshops.models import Workshop


def section(registration: Registration, token: str) -> PrivateSection | None:
    """The certificates on the private page, once there are any."""
    rows = {kind: queries.valid_of(registration.id, kind) for kind in Kind}
    links = tuple(
        PrivateLink(
            f"{labels.KIND_LABELS[kind]} (PDF, {row.number})",
            url_for("certificates.own_file", token=token, kind=kind),
            done=True,
        )
        for kind, row in rows.items()
        if row is not None and row.facts.get("name")
    )
    if not links:
        return None
    text = _("Each has a code by which anybody can check that it is genuine.")
    return PrivateSection(_("Certificates"), text, links, first=True)


@bp.get("/r/<token>/certificates/<kind>.pdf")
@access(PUBLIC)
def own_file(token: str, kind: str) -> Response:
    """One's own certificate, once it is issued."""
    registration = own_registration(token)
    row = queries.valid_of(registration.id, known(kind))
    if row is None:
        raise Missing(_("There is no certificate for you here yet."))
    workshop = session.get_one(Workshop, registration.workshop_id)
    return pdf_file(rendering.pdf([row], workshop), rendering.filename(row))
