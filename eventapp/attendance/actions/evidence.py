"""Adding and removing scans of signed sheets."""

import hashlib
import uuid
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from eventapp.attendance import evidence_files, policy
from eventapp.attendance.evidence_files import Scanned
from eventapp.attendance.models import SheetEvidence
from eventapp.attendance.queries import evidence as queries
from eventapp.attendance.queries import sheets
from eventapp.checkin import queries as checkin
from eventapp.core import audit, stored
from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid
from eventapp.core.stored import StoredFile
from eventapp.workshops.models import Workshop

LONGEST_NOTE = 500


def add_evidence(
    workshop_id: int,
    data: bytes,
    filename: str,
    *,
    checkpoint: str = "",
    sheet_number: int | None = None,
    note: str = "",
    actor: Actor,
    now: datetime,
) -> SheetEvidence:
    """Keep a scan of a sheet (by its number), or of a checkpoint's paper, sealed: names and signatures are on it.

    Raises Denied, Missing for a sheet or checkpoint that is not there, Invalid for a file of another kind, one that is
    damaged, and one that is there already.
    """
    if not policy.can_set_sheets(actor, workshop_id):
        raise Denied(_("Only the organizers of this workshop may do this."))
    scanned = _checked(data, filename, note)
    with transaction():
        workshop = session.get_one(Workshop, workshop_id)
        sheet = sheets.printed_sheet(workshop_id, sheet_number) if sheet_number is not None else None
        key = sheet.checkpoint if sheet else checkin.checkpoint(workshop, checkpoint).key
        if (twin := _twin(workshop_id, scanned.data)) is not None:
            message = _("This very file is here already, as “%(name)s”.", name=twin)
            raise Invalid(message, {"file": message})
        file = stored.keep(scanned.data, scanned.filename, scanned.mime, sealed=True, now=now)
        row = SheetEvidence(
            workshop_id=workshop_id,
            public_id=uuid.uuid4(),
            checkpoint=key,
            sheet_id=sheet.id if sheet else None,
            file_id=file.id,
            note=note.strip(),
            added_at=now,
            added_by=actor.label[:200],
        )
        session.add(row)
        session.flush()
        facts = {"filename": file.filename, "sha256": file.sha256, "checkpoint": key}
        audit.record(actor, "attendance.evidence_added", now, workshop=workshop_id, subject=row, **facts)
    return row


def _checked(data: bytes, filename: str, note: str) -> Scanned:
    """The file as it is kept. Raises Invalid beside the field that it is about."""
    if len(note) > LONGEST_NOTE:
        message = _("At most %(most)s characters, please.", most=LONGEST_NOTE)
        raise Invalid(message, {"note": message})
    try:
        return evidence_files.checked(data, filename)
    except Invalid as error:
        raise Invalid(error.message, {"file": error.message}) from error


def remove_evidence(workshop_id: int, public_id: uuid.UUID, *, actor: Actor, now: datetime) -> str:
    """Remove a scan, file and row; the history keeps its name and checksum. The name. Raises Denied, Missing."""
    if not policy.can_set_sheets(actor, workshop_id):
        raise Denied(_("Only the organizers of this workshop may do this."))
    with transaction():
        row, file = queries.evidence_row(workshop_id, public_id)
        filename = file.filename
        facts = {"filename": filename, "sha256": file.sha256, "checkpoint": row.checkpoint}
        audit.record(actor, "attendance.evidence_removed", now, workshop=workshop_id, subject=row, **facts)
        session.delete(row)
        session.flush()
        stored.forget(file)
    return filename


def _twin(workshop_id: int, data: bytes) -> str | None:
    """The name of the same bytes among the workshop's evidence."""
    return session.scalar(
        select(StoredFile.filename)
        .join(SheetEvidence, SheetEvidence.file_id == StoredFile.id)
        .where(SheetEvidence.workshop_id == workshop_id, StoredFile.sha256 == hashlib.sha256(data).hexdigest())
    )
