"""Attendance from elsewhere: a list kept as a draft with what reading it in would do, corrected, read in, put aside."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from eventapp.attendance import queries
from eventapp.attendance.actions.marks import Entry, add_marks, refuse_stranger, standing_marks
from eventapp.attendance.effective import Source
from eventapp.attendance.lists import columns
from eventapp.attendance.lists.columns import ListTable
from eventapp.attendance.lists.people import Finder
from eventapp.attendance.lists.places import Places
from eventapp.attendance.lists.times import read_moment
from eventapp.attendance.lists.verdicts import LEFT_OUT, Judge, Verdict
from eventapp.attendance.models import AttendanceBatch
from eventapp.checkin import queries as checkin
from eventapp.core import audit, stored
from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Invalid, UserError
from eventapp.core.stored import StoredFile
from eventapp.registration import seats
from eventapp.registration.reasons import reason_text
from eventapp.registration.sheets.isolation import SheetCells, read_cells
from eventapp.registration.sheets.reasons import SheetRefused
from eventapp.registration.sheets.values import read_emails
from eventapp.workshops.models import Workshop


@dataclass(frozen=True, slots=True)
class Said:
    """What was said by hand about a list: the checkpoint of all of it, what columns hold, who rows are."""

    checkpoint: str = ""
    mapping: Mapping[int, str] = field(default_factory=dict)
    choices: Mapping[int, int] = field(default_factory=dict)


def preview_list(
    workshop_id: int,
    filename: str,
    data: bytes,
    *,
    checkpoint: str = "",
    actor: Actor,
    now: datetime,
) -> AttendanceBatch:
    """Keep a list (.xlsx, .xls, .ods or text) as a draft with its report: what becomes of each row.

    `checkpoint`: of the whole list; "": each row says by its day, time or session. The file is kept sealed. Raises
    Denied, Missing for a checkpoint, Invalid for a file that cannot be read, with the reason.
    """
    refuse_stranger(actor, workshop_id)
    cells = _cells(data, filename)
    with transaction():
        workshop = seats.lock(workshop_id)
        file = stored.keep(data, filename, "application/octet-stream", sealed=True, now=now)
        draft = AttendanceBatch(
            workshop_id=workshop_id,
            kind="list",
            state="draft",
            filename=file.filename,
            file_id=file.id,
            created_at=now,
            created_by=actor.label[:200],
        )
        session.add(draft)
        _judge(draft, workshop, cells, Said(checkpoint))
        session.flush()
    return draft


def reread_list(
    workshop_id: int,
    batch_id: int,
    *,
    checkpoint: str,
    mapping: Mapping[int, str],
    choices: Mapping[int, int],
    actor: Actor,
    now: datetime,
) -> AttendanceBatch:
    """Judge a draft again: with other meanings of columns, another checkpoint, people chosen for rows ({row:
    registration id, 0 for nobody}). What was chosen before stands until it is chosen anew."""
    refuse_stranger(actor, workshop_id)
    with _waiting(workshop_id, batch_id) as (draft, workshop, cells):
        before = dict(_said(draft).choices)
        _judge(draft, workshop, cells, Said(checkpoint, mapping, before | dict(choices)))
    return draft


def apply_list(workshop_id: int, batch_id: int, *, actor: Actor, now: datetime) -> AttendanceBatch:
    """Make a mark of each matched row of a draft, with the source "list".

    The rows are judged once more as things stand now. What lists said before is not said twice, so the same file twice
    changes nothing. Raises Denied, Missing, UserError for a list that no longer waits.
    """
    refuse_stranger(actor, workshop_id)
    with _waiting(workshop_id, batch_id) as (draft, workshop, cells):
        lines = _judge(draft, workshop, cells, _said(draft))
        entries = [
            Entry(line["registration"], line["checkpoint"], line["present"], _instant(line["at"]))
            for line in lines
            if line["verdict"] == Verdict.MATCHED
        ]
        marks = add_marks(workshop_id, entries, source=Source.LIST, batch_id=draft.id, actor=actor, now=now)
        draft.state = "applied"
        draft.report = {**draft.report, "applied_at": now.isoformat(), "marks": len(marks)}
        audit.record(actor, "attendance.read_in", now, workshop=workshop_id, subject=draft, marks=len(marks))
    return draft


def drop_list(workshop_id: int, batch_id: int, *, actor: Actor, now: datetime) -> None:
    """Put a draft aside: its rows and its file are forgotten."""
    refuse_stranger(actor, workshop_id)
    with transaction():
        draft = queries.draft_list(workshop_id, batch_id)
        _check_waiting(draft)
        file = session.get(StoredFile, draft.file_id) if draft.file_id is not None else None
        session.delete(draft)
        session.flush()
        if file is not None:
            stored.forget(file)


@contextmanager
def _waiting(workshop_id: int, batch_id: int) -> Iterator[tuple[AttendanceBatch, Workshop, tuple[SheetCells, ...]]]:
    """A transaction on a draft that waits still, and the cells of its file, which are read before the lock is taken."""
    draft = queries.draft_list(workshop_id, batch_id)
    _check_waiting(draft)
    cells = _cells(stored.read(_file(draft)), draft.filename)
    with transaction():
        workshop = seats.lock(workshop_id)
        draft = queries.draft_list(workshop_id, batch_id)
        _check_waiting(draft)
        yield draft, workshop, cells


def _judge(
    draft: AttendanceBatch, workshop: Workshop, cells: tuple[SheetCells, ...], said: Said
) -> list[dict[str, Any]]:
    """Write the draft's report; its lines."""
    if said.checkpoint:
        checkin.checkpoint(workshop, said.checkpoint)
    finder, places = Finder(queries.candidates(workshop.id)), queries.places(workshop)
    table = understand(cells, finder, places, said.mapping)
    allowed = {row: who for row, who in said.choices.items() if who == LEFT_OUT or who in finder.by_id}
    judge = Judge(finder, places, said.checkpoint, allowed, standing_marks(workshop.id, Source.LIST))
    lines = [line.as_json() for line in judge.judge(table)]
    draft.checkpoint = said.checkpoint
    draft.report = {
        "sheet": table.sheet,
        "header_row": table.header_row,
        "columns": [
            {
                "key": column.key,
                "letter": column.letter,
                "heading": column.heading,
                "field": column.field,
                "samples": list(column.samples),
            }
            for column in table.columns
        ],
        "mapping": {str(key): each for key, each in said.mapping.items()},
        "choices": {str(row): who for row, who in allowed.items()},
        "checkpoint": said.checkpoint,
        "lines": lines,
    }
    return lines


def understand(cells: tuple[SheetCells, ...], finder: Finder, places: Places, mapping: Mapping[int, str]) -> ListTable:
    """The table of a list. Raises Invalid where it has no rows, or nothing says who anybody is."""

    def says_when(text: str) -> bool:
        return read_moment(text, places.venues.keys(), places.zone) is not None

    tests = {
        "code": finder.is_code,
        "registration": finder.is_number,
        "email": lambda text: bool(read_emails(text)),
        "name": finder.is_name,
        "time": says_when,
        "checkpoint": lambda text: not text.isdigit() and places.named(text) is not None,
    }
    table = columns.understand(cells, tests, mapping) if any(sheet.rows for sheet in cells) else None
    if table is None or not table.rows:
        message = _("There are no rows in this list.")
        raise Invalid(message, {"file": message})
    if not table.identifies and not mapping:
        message = _(
            "No column of this list says who it is: a badge code, a name, an e-mail address or a registration number."
        )
        raise Invalid(message, {"file": message})
    return table


def _cells(data: bytes, filename: str) -> tuple[SheetCells, ...]:
    try:
        return read_cells(data, filename)
    except SheetRefused as refused:
        message = reason_text(refused.reason_code, refused.facts)
        raise Invalid(message, {"file": message}, reason=refused.reason_code) from refused


def _said(draft: AttendanceBatch) -> Said:
    return Said(
        draft.report["checkpoint"],
        {int(key): each for key, each in draft.report["mapping"].items()},
        {int(row): who for row, who in draft.report["choices"].items()},
    )


def _file(draft: AttendanceBatch) -> StoredFile:
    file = session.get(StoredFile, draft.file_id) if draft.file_id is not None else None
    if file is None:
        raise UserError(_("The file of this list is no longer kept."))
    return file


def _check_waiting(draft: AttendanceBatch) -> None:
    if draft.state != "draft":
        raise UserError(_("This list is no longer waiting to be read in."))


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
