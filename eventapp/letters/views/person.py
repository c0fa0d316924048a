"""The letters on the organizers' page of one participant."""

from flask import url_for
from flask_babel import format_date
from flask_babel import gettext as _

from eventapp.core.i18n import LANGUAGES
from eventapp.letters import labels, policy, queries
from eventapp.registration.models import Registration
from eventapp.registration.people_pages import PersonLink, PersonSection
from eventapp.workshops.models import Workshop
from exports.letter_standard import KINDS


def section(workshop: Workshop, registration: Registration) -> PersonSection | None:
    """What was issued, and where more is, for who is due a letter or has one."""
    issued = queries.of_person(registration.id)
    kinds = [kind for kind in KINDS if policy.is_due(registration, kind) or any(row.kind == kind for row in issued)]
    if not kinds:
        return None
    lines = tuple(
        f"{labels.KIND_LABELS[row.kind]} {labels.number_text(row.kind, row.number)}, "
        f"{LANGUAGES.get(row.language, row.language)}, {format_date(row.dated)}"
        for row in issued
    )
    links = tuple(
        PersonLink(str(labels.KIND_LABELS[kind]), url_for("letters.index", slug=workshop.slug, kind=kind))
        for kind in kinds
    )
    return PersonSection(_("Letters"), lines or (_("No letter has been issued yet."),), links)
