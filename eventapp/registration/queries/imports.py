"""Nomination lists that came in."""

from flask_babel import gettext as _
from sqlalchemy import select

from eventapp.core.db import session
from eventapp.core.errors import Missing
from eventapp.registration.models import NominationImport


def draft(workshop_id: int, import_id: int) -> NominationImport:
    """A list of this workshop, whatever became of it. Raises Missing."""
    row = session.get(NominationImport, import_id)
    if row is None or row.workshop_id != workshop_id:
        raise Missing(_("There is no such list at this workshop."))
    return row


def imports(workshop_id: int) -> list[NominationImport]:
    """Every list that came in, latest first."""
    return list(
        session.scalars(
            select(NominationImport)
            .where(NominationImport.workshop_id == workshop_id)
            .order_by(NominationImport.id.desc())
        )
    )
