"""Scans of signed sheets, and what their bytes say."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from eventapp.attendance.models import AttendanceSheet, SheetEvidence
from eventapp.core import stored, vault
from eventapp.core.db import session
from eventapp.core.errors import Missing
from eventapp.core.stored import StoredFile
from eventapp.workshops.models import Workshop


@dataclass(frozen=True, slots=True)
class Evidence:
    """One file. `sheet_number`: of the sheet it shows, None where it belongs to the checkpoint alone; `sha256` of the
    bytes as they were handed in, in hexadecimal."""

    public_id: UUID
    checkpoint: str
    sheet_number: int | None
    filename: str
    mime: str
    size: int
    sha256: str
    note: str
    added_at: datetime
    added_by: str


def evidence(workshop: Workshop) -> list[Evidence]:
    """Every file, in the order in which they were added."""
    rows = session.execute(
        select(SheetEvidence, StoredFile, AttendanceSheet.number)
        .join(StoredFile, StoredFile.id == SheetEvidence.file_id)
        .join(AttendanceSheet, AttendanceSheet.id == SheetEvidence.sheet_id, isouter=True)
        .where(SheetEvidence.workshop_id == workshop.id)
        .order_by(SheetEvidence.id)
    )
    return [
        Evidence(
            public_id=row.public_id,
            checkpoint=row.checkpoint,
            sheet_number=number,
            filename=file.filename,
            mime=file.mime,
            size=file.size,
            sha256=file.sha256,
            note=row.note,
            added_at=row.added_at,
            added_by=row.added_by,
        )
        for row, file, number in rows
    ]


def evidence_row(workshop_id: int, public_id: UUID) -> tuple[SheetEvidence, StoredFile]:
    """A file of this workshop. Raises Missing."""
    row = session.scalar(
        select(SheetEvidence).where(SheetEvidence.workshop_id == workshop_id, SheetEvidence.public_id == public_id)
    )
    if row is None:
        raise Missing(_("There is no such file at this workshop."))
    return row, session.get_one(StoredFile, row.file_id)


def bytes_of(workshop_id: int, public_id: UUID) -> bytes | None:
    """The bytes as they are on disk now; None where they are gone or cannot be opened."""
    _row, file = evidence_row(workshop_id, public_id)
    try:
        return stored.read(file)
    except (FileNotFoundError, vault.Unreadable):
        return None


def set_checksum(digests: Iterable[str]) -> str:
    """One checksum of a set of files: SHA-256 over their SHA-256 (hexadecimal, lower case), sorted, each followed by a
    line feed. Independent of names and order; the same as `sha256sum * | cut -c1-64 | sort | sha256sum`."""
    return hashlib.sha256("".join(f"{digest}\n" for digest in sorted(digests)).encode()).hexdigest()
