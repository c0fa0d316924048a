"""Files of sessions: known by their bytes, kept under random names, given out to whom they are for."""

import json
import zipfile
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import PurePath
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from eventapp.agenda.models import AgendaEdit, Audience, Session, SessionDocument, SessionFile, Unscheduled
from eventapp.core import pictures, stored
from eventapp.core.db import session
from eventapp.core.errors import Invalid, Missing
from eventapp.core.names import clean
from eventapp.core.stored import StoredFile

MOST_BYTES = 20 * 1024 * 1024
LONGEST_SIDE = 3000
ACCEPT = ".pdf,.docx,.pptx,.xlsx,.jpg,.jpeg,.png,.webp"
KEPT_UNUSED = timedelta(days=30)
"""How long a step that dropped a file can be taken back with the file."""

_OFFICE = "application/vnd.openxmlformats-officedocument."
_PARTS = {
    "word/document.xml": (".docx", f"{_OFFICE}wordprocessingml.document"),
    "ppt/presentation.xml": (".pptx", f"{_OFFICE}presentationml.presentation"),
    "xl/workbook.xml": (".xlsx", f"{_OFFICE}spreadsheetml.sheet"),
}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that may be kept. `filename` as its owner named it, with the ending its content has."""

    data: bytes
    filename: str
    mime: str


def checked(data: bytes, filename: str) -> Upload:
    """The file, safe to keep; a picture is made anew. Raises Invalid for one that is empty, too large, damaged, has
    macros, or is neither PDF, Word, PowerPoint, Excel (the kinds with an x) nor JPEG, PNG or WebP."""
    if not data:
        raise Invalid(_("This file is empty."))
    if len(data) > MOST_BYTES:
        raise Invalid(_("This file is larger than %(most)s MB.", most=MOST_BYTES // 1024**2))
    if data.startswith(b"%PDF-"):
        if b"%%EOF" not in data[-2048:]:
            raise Invalid(_("This PDF is not complete. Save it again and choose it once more."))
        return Upload(data, _named(filename, ".pdf"), "application/pdf")
    if data.startswith(b"PK"):
        ending, mime = _office_kind(data)
        return Upload(data, _named(filename, ending), mime)
    if data.startswith(_OLD_OFFICE):
        raise Invalid(_("This is a file of an older Word, PowerPoint or Excel. Save it as .docx, .pptx, .xlsx or PDF."))
    picture = pictures.made_anew(
        data,
        longest_side=LONGEST_SIDE,
        otherwise=_("Choose a PDF, Word, PowerPoint or Excel file, or a picture (JPEG, PNG or WebP)."),
    )
    return Upload(picture.data, _named(filename, picture.ending), picture.mime)


def hand_in(workshop_id: int, upload: Upload, now: datetime) -> int:
    """Keep a file for the workshop's sessions, in the current transaction; the id that `DocumentFacts` names."""
    file = stored.keep(upload.data, upload.filename, upload.mime, now=now)
    session.add(SessionFile(workshop_id=workshop_id, file_id=file.id, added_at=now))
    session.flush()
    return file.id


def handed_in(workshop_id: int, file_ids: Iterable[int]) -> dict[int, StoredFile]:
    """Those of the files that were handed in at this workshop, by id."""
    wanted = set(file_ids)
    if not wanted:
        return {}
    found = (
        select(StoredFile)
        .join(SessionFile, SessionFile.file_id == StoredFile.id)
        .where(SessionFile.workshop_id == workshop_id, StoredFile.id.in_(wanted))
    )
    return {file.id: file for file in session.scalars(found)}


def readable(workshop_id: int, number: int, audiences: Collection[Audience]) -> tuple[StoredFile, bytes]:
    """The file of a document by the id of its row, if it is for one of these audiences. Raises Missing."""
    file = session.scalar(
        select(StoredFile)
        .join(SessionDocument, SessionDocument.file_id == StoredFile.id)
        .join(Session, Session.id == SessionDocument.session_id)
        .where(
            Session.workshop_id == workshop_id,
            SessionDocument.id == number,
            SessionDocument.audience.in_([str(each) for each in audiences]),
        )
    )
    if file is None:
        raise Missing(_("There is no such document."))
    try:
        return file, stored.read(file)
    except FileNotFoundError as error:
        raise Missing(_("The file “%(name)s” is gone or damaged.", name=file.filename)) from error


def forget_unused(now: datetime) -> int:
    """Forget, in the current transaction, the files that nothing has named for `KEPT_UNUSED`; how many."""
    since = now - KEPT_UNUSED
    old = session.scalars(select(SessionFile).where(SessionFile.added_at < since)).all()
    if not old:
        return 0
    used = set(session.scalars(select(SessionDocument.file_id).where(SessionDocument.file_id.is_not(None))))
    for facts in session.scalars(select(Unscheduled.facts)):
        used |= _named_in(facts)
    columns = (AgendaEdit.before, AgendaEdit.after, AgendaEdit.tray_before, AgendaEdit.tray_after)
    for edit in session.execute(select(*columns).where(AgendaEdit.at >= since)):
        used |= _named_in(list(edit))
    forgotten = [row for row in old if row.file_id not in used]
    for row in forgotten:
        file = session.get_one(StoredFile, row.file_id)
        session.delete(row)
        session.flush()
        stored.forget(file)
    return len(forgotten)


def _named_in(kept: Any) -> set[int]:
    """The ids of files in something kept as JSON, however deep."""
    found: set[int] = set()

    def note(each: dict[str, Any]) -> dict[str, Any]:
        if isinstance(each.get("file_id"), int):
            found.add(each["file_id"])
        return each

    json.loads(json.dumps(kept), object_hook=note)
    return found


def _office_kind(data: bytes) -> tuple[str, str]:
    """Ending and media type of an Office file, by its parts. Raises Invalid."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Invalid(_("This file is damaged. Choose another file.")) from error
    if any(PurePath(name).name.lower() == "vbaproject.bin" for name in names):
        raise Invalid(_("This file has macros. Save it without them and choose it once more."))
    kind = next((found for part, found in _PARTS.items() if part in names), None)
    if kind is None or "[Content_Types].xml" not in names:
        raise Invalid(_("Choose a PDF, Word, PowerPoint or Excel file, or a picture (JPEG, PNG or WebP)."))
    return kind


def _named(filename: str, ending: str) -> str:
    stem = clean(PurePath(filename.replace("\\", "/")).stem)[:120].strip(". ") or "document"
    return f"{stem}{ending}"
