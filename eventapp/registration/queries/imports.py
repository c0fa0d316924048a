"""Nomination lists that came in."""

from flask_babel import gettext as _
from sqlalchemy import exists, select

from eventapp.core.db import session
from eventapp.core.errors import Missing
from eventapp.registration.models import NominationImport, Registration
from eventapp.tasks.models import UNFINISHED, Task


def draft(workshop_id: int, import_id: int, delegation_id: int | None = None) -> NominationImport:
    """A list of this workshop (and delegation, if one is given), whatever became of it. Raises Missing."""
    row = session.get(NominationImport, import_id)
    if row is None or row.workshop_id != workshop_id or delegation_id not in (None, row.delegation_id):
        raise Missing(_("There is no such list at this workshop."))
    return row


def imports(workshop_id: int, delegation_id: int | None = None) -> list[NominationImport]:
    """Every list that came in (for one delegation), latest first."""
    query = select(NominationImport).where(NominationImport.workshop_id == workshop_id)
    if delegation_id is not None:
        query = query.where(NominationImport.delegation_id == delegation_id)
    return list(session.scalars(query.order_by(NominationImport.id.desc())))


def applied(workshop_id: int, *, other_than: int | None = None) -> list[NominationImport]:
    """The lists that were read in, earliest first."""
    return list(
        session.scalars(
            select(NominationImport)
            .where(
                NominationImport.workshop_id == workshop_id,
                NominationImport.state == "applied",
                NominationImport.id != (other_than or 0),
            )
            .order_by(NominationImport.applied_at, NominationImport.id)
        )
    )


def is_being_read(row: NominationImport) -> bool:
    """Whether work in the background is reading the list in, or waits to."""
    if (task_id := row.report.get("task")) is None:
        return False
    task = session.get(Task, task_id)
    return task is not None and task.state in UNFINISHED


def has_number(workshop_id: int, waitlist_number: int) -> bool:
    """Whether somebody has this number in the line."""
    same = exists().where(Registration.workshop_id == workshop_id, Registration.waitlist_number == waitlist_number)
    return bool(session.scalar(select(same)))


def has_head(delegation_id: int) -> bool:
    """Whether the delegation has a head."""
    return bool(
        session.scalar(select(exists().where(Registration.delegation_id == delegation_id, Registration.is_head)))
    )
