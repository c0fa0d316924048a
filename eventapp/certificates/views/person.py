"""The certificates on the organizers' page of one participant."""

from flask import url_for
from flask_babel import gettext as _

from eventapp.certificates import labels, queries
from eventapp.certificates.models import Kind
from eventapp.registration.models import Registration
from eventapp.registration.people_pages import PersonLink, PersonSection
from eventapp.workshops.models import Workshop


def section(workshop: Workshop, registration: Registration) -> PersonSection | None:
    """What was issued, and where more is; nothing for who has none."""
    rows = queries.of_person(registration.id)
    if not rows:
        return None
    lines = tuple(
        f"{labels.KIND_LABELS[Kind(row.kind)]} {row.number}: {labels.state_label(row)}"
        + (f" ({row.withdrawn_reason})" if row.withdrawn_reason else "")
        for row in rows
    )
    address = url_for("certificates.index", slug=workshop.slug, kind=rows[0].kind, _anchor=f"r{registration.id}")
    return PersonSection(_("Certificates"), lines, (PersonLink(_("To the certificates"), address),))
