"""Taking files out. Each export is one line of history: who took what, with or without sensitive notes."""

from datetime import datetime

from flask_babel import gettext as _

from eventapp.core import audit
from eventapp.core.actors import Actor
from eventapp.core.db import transaction
from eventapp.core.errors import Denied
from eventapp.reports import files, policy
from eventapp.reports.files import Wanted
from eventapp.workshops.models import Workshop


def export_workbook(workshop: Workshop, wanted: Wanted, *, actor: Actor, now: datetime) -> bytes:
    """The evidence workbook. Raises Denied for those who may not have it, or not with sensitive notes."""
    _check(workshop, wanted, actor)
    _record(workshop, "workbook", wanted, actor, now)
    return files.workbook(workshop, wanted, now=now)


def export_report(
    workshop: Workshop, wanted: Wanted, *, template: bytes | None = None, actor: Actor, now: datetime
) -> bytes:
    """The report draft, in a template if one is given. Raises Denied as above, Invalid for an unusable template."""
    _check(workshop, wanted, actor)
    if template is not None and not policy.can_use_template(actor, workshop.id):
        raise Denied(_("Only organizers may use a template of their own."))
    _record(workshop, "report", wanted, actor, now)
    return files.draft(workshop, wanted, now=now, template=template)


def _check(workshop: Workshop, wanted: Wanted, actor: Actor) -> None:
    if not policy.can_export(actor, workshop.id):
        raise Denied(_("Your role does not include taking out the workshop's files."))
    if wanted.sensitive and not policy.can_see_sensitive(actor, workshop.id):
        raise Denied(_("Your role does not include sensitive notes."))


def _record(workshop: Workshop, what: str, wanted: Wanted, actor: Actor, now: datetime) -> None:
    with transaction():
        audit.record(
            actor,
            "reports.exported",
            now,
            workshop=workshop.id,
            file=what,
            language=wanted.code,
            sensitive=wanted.sensitive,
        )
