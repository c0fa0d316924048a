"""Printing attendance sheets, setting what they say, and ticking them off."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from eventapp.attendance import policy, sheet_files
from eventapp.attendance.actions.marks import mark, void_mark
from eventapp.attendance.effective import Source
from eventapp.attendance.models import AttendanceBatch, AttendanceSheet
from eventapp.attendance.queries import sheets as queries
from eventapp.attendance.sheet_settings import MOST_EMPTY_LINES, SheetSettings, settings_of, sheet_languages
from eventapp.checkin import queries as checkin
from eventapp.checkin.queries import Checkpoint
from eventapp.core import audit
from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, UserError
from eventapp.registration import seats
from eventapp.registration.models import Registration
from eventapp.workshops.models import Workshop

LINES_OF_AN_EMPTY_SHEET = 28
MOST_SHEETS = 100
"""At once: every session of a long workshop."""


@dataclass(frozen=True, slots=True)
class PrintedSheets:
    """A file of sheets, and their numbers."""

    pdf: bytes
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ticked:
    """What saving changed: how many were marked as signed, and how many such marks were taken back."""

    marked: int
    taken_back: int
    batch_id: int | None


def print_sheets(
    workshop_id: int,
    checkpoints: Sequence[str],
    *,
    empty: bool = False,
    language: str | None = None,
    address: Callable[[int], str],
    actor: Actor,
    now: datetime,
) -> PrintedSheets:
    """Sheets to sign for these checkpoints (keys), numbered and remembered line by line.

    `empty`: without names. `language`: a code or EVERY_LANGUAGE, None: as set. `address`: of the page of a sheet, by
    its number. Raises Denied, Invalid for no checkpoint or too many, Missing for one that is not there, UserError where
    nobody is to sign.
    """
    if not policy.can_print_sheets(actor, workshop_id):
        raise Denied(_("You may not print attendance sheets at this workshop."))
    if not 0 < len(checkpoints) <= MOST_SHEETS:
        raise Invalid(_("Choose a day or a session."), {"checkpoints": _("Choose a day or a session.")})
    with transaction():
        workshop = seats.lock(workshop_id)
        settings = settings_of(workshop)
        languages = sheet_languages(workshop, language or settings.language)
        rows: list[AttendanceSheet] = []
        for key in dict.fromkeys(checkpoints):
            for part, lines in _parts(workshop, checkin.checkpoint(workshop, key), settings, languages[0], empty=empty):
                blank = max(settings.empty_lines, LINES_OF_AN_EMPTY_SHEET) if empty else settings.empty_lines
                row = AttendanceSheet(checkpoint=key, part=part, lines=lines, blank=blank, language="+".join(languages))
                rows.append(_keep(row, workshop_id, actor, now))
        if not rows:
            raise UserError(_("There is nobody who could sign: nobody is confirmed for this."))
    # Drawn outside of the transaction: a large pile must not keep the desks waiting.
    numbers = tuple(row.number for row in rows)
    return PrintedSheets(sheet_files.pdf(workshop, rows, address), numbers)


def _parts(
    workshop: Workshop, place: Checkpoint, settings: SheetSettings, language: str, *, empty: bool
) -> list[tuple[str, list[int]]]:
    """(part, ids of its lines) of each list that a checkpoint needs."""
    people = [] if empty else queries.expected(workshop, place, language)
    speakers = [] if empty else [-speaker.id for speaker in queries.guests(workshop, place)]
    if not settings.split:
        lines = [*(row.id for row in people), *speakers]
        return [("", lines)] if lines or empty else []
    home = [row.id for row in people if _is_local(row, workshop)]
    abroad = [*(row.id for row in people if not _is_local(row, workshop)), *speakers]
    parts = ((queries.LOCAL, home), (queries.INTERNATIONAL, abroad))
    return [(part, lines) for part, lines in parts if lines or empty]


def _is_local(row: Registration, workshop: Workshop) -> bool:
    return row.country == workshop.country


def _keep(row: AttendanceSheet, workshop_id: int, actor: Actor, now: datetime) -> AttendanceSheet:
    """The sheet with its number, and its line of history."""
    row.workshop_id, row.number = workshop_id, queries.next_number(workshop_id)
    row.printed_at, row.printed_by = now, actor.label[:200]
    session.add(row)
    session.flush()
    facts = {"number": row.number, "checkpoint": row.checkpoint, "lines": len(row.lines)}
    audit.record(actor, "attendance.sheet_printed", now, workshop=workshop_id, subject=row, **facts)
    return row


def change_sheet_settings(workshop_id: int, settings: SheetSettings, *, actor: Actor, now: datetime) -> None:
    """Set what stands on the sheets from now on. Raises Denied, Invalid for a number of empty lines out of range."""
    if not policy.can_set_sheets(actor, workshop_id):
        raise Denied(_("Only the organizers of this workshop may do this."))
    if not 0 <= settings.empty_lines <= MOST_EMPTY_LINES:
        message = _("From 0 to %(most)s empty lines.", most=MOST_EMPTY_LINES)
        raise Invalid(message, {"empty_lines": message})
    with transaction():
        workshop = session.get_one(Workshop, workshop_id)
        before, workshop.sheets = workshop.sheets, settings.as_json()
        changes = audit.diff(before, workshop.sheets)
        if changes:
            audit.record(
                actor, "attendance.sheet_settings_changed", now, workshop=workshop_id, subject=workshop, **changes
            )


def tick_off(
    workshop_id: int,
    number: int,
    registration_ids: Collection[int],
    *,
    seen: Collection[int],
    actor: Actor,
    now: datetime,
) -> Ticked:
    """What the paper of this sheet says: these of its lines are signed.

    Who was not ticked before is marked present, in one batch; of those whom the person saw as ticked (`seen`), whoever
    is no longer among them has the marks of this sheet taken back: what somebody else ticked meanwhile stays. Nobody
    is marked absent: a missing signature overrules no scan. Raises Denied, Missing, Invalid for somebody who does not
    stand on the sheet.
    """
    with transaction():
        if not policy.can_mark(actor, workshop_id):
            raise Denied(_("Only the organizers of this workshop may do this."))
        workshop = seats.lock(workshop_id)
        sheet = queries.printed_sheet(workshop_id, number)
        lines = queries.lines_of(workshop, sheet, sheet.language.split("+")[0])
        on_sheet = {line.registration.id: line for line in lines if line.registration}
        if strangers := set(registration_ids) - on_sheet.keys():
            raise Invalid(_("%(number)s of those ticked do not stand on this sheet.", number=len(strangers)))
        fresh = [who for who, line in on_sheet.items() if who in registration_ids and not line.ticked]
        batch_id = _mark(sheet, fresh, actor, now) if fresh else None
        unticked = {who for who, line in on_sheet.items() if line.here and who in seen} - set(registration_ids)
        gone = _marks_to_void(sheet, unticked)
        for mark_id in gone:
            void_mark(workshop_id, mark_id, actor=actor, now=now)
    return Ticked(len(fresh), len(gone), batch_id)


def _mark(sheet: AttendanceSheet, registration_ids: list[int], actor: Actor, now: datetime) -> int:
    batch = AttendanceBatch(
        workshop_id=sheet.workshop_id,
        kind="paper",
        state="applied",
        checkpoint=sheet.checkpoint,
        sheet_id=sheet.id,
        report={"sheet": sheet.number, "marks": len(registration_ids)},
        created_at=now,
        created_by=actor.label[:200],
    )
    session.add(batch)
    session.flush()
    mark(
        sheet.workshop_id,
        registration_ids,
        sheet.checkpoint,
        True,
        source=Source.PAPER,
        batch_id=batch.id,
        actor=actor,
        now=now,
    )
    return batch.id


def _marks_to_void(sheet: AttendanceSheet, registration_ids: Collection[int]) -> list[int]:
    marks = queries.paper_marks(sheet.workshop_id, sheet.checkpoint)
    return [each.id for who in registration_ids for each in marks.get(who, ()) if each.sheet_id == sheet.id]
