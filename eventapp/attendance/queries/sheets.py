"""Attendance sheets: who stands on one, which were printed, and what is known of each of its lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import func, select

from eventapp.agenda import queries as agenda
from eventapp.agenda.models import Session, Speaker
from eventapp.attendance.effective import SCANNED, Source
from eventapp.attendance.models import AttendanceBatch, AttendanceMark, AttendanceSheet
from eventapp.attendance.queries.presence import known
from eventapp.checkin import queries as checkin
from eventapp.checkin.queries import Checkpoint
from eventapp.core.db import session
from eventapp.core.errors import Missing
from eventapp.core.names import fold, search_key
from eventapp.groups import queries as groups
from eventapp.registration import queries as registrations
from eventapp.registration.models import Registration
from eventapp.workshops.models import Workshop

LOCAL, INTERNATIONAL = "local", "international"


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line of a printed sheet. `registration` None: a speaker who is not registered, an empty line, or somebody
    who is not in the data any more. `scanned_at`: when scans say they came (UTC). `ticked`: stands as signed by a
    mark of this checkpoint; `here`: that mark was made from this very sheet."""

    number: int
    name: str
    original_name: str = ""
    registration: Registration | None = None
    scanned: bool = False
    scanned_at: datetime | None = None
    ticked: bool = False
    here: bool = False

    @property
    def key(self) -> str:
        """By which it is found (core.names.matches)."""
        return search_key(self.name, self.original_name)


def expected(workshop: Workshop, place: Checkpoint, language: str) -> list[Registration]:
    """Who is to sign, in order of precedence: the confirmed; of a working group that has members, they alone."""
    everybody = registrations.confirmed(workshop.id, language)
    if place.session_id is not None and (members := groups.members(workshop.id).get(place.session_id)):
        return [row for row in everybody if row.id in members]
    if place.type_ids:
        return [row for row in everybody if row.type_id in place.type_ids]
    return everybody


def guests(workshop: Workshop, place: Checkpoint) -> list[Speaker]:
    """Speakers of the session, or of the day's sessions, who have a name and are not registered; each once."""
    taken = {_words(name) for row in registrations.confirmed(workshop.id) for name in _names(row)}
    found: dict[frozenset[str], Speaker] = {}
    for item in _sessions_at(workshop, place):
        for speaker in item.speakers:
            words = _words(speaker.name)
            if words and not any(_same(words, name) for name in taken):
                found.setdefault(words, speaker)
    return list(found.values())


def _sessions_at(workshop: Workshop, place: Checkpoint) -> list[Session]:
    if place.session_id is not None:
        found = agenda.by_id(workshop.id, place.session_id)
        return [found] if found else []
    if not place.is_venue:
        return []
    of_day = {each.session_id for each in checkin.checkpoints(workshop) if each.day == place.day}
    return [item for item in agenda.sessions(workshop.id) if item.id in of_day]


def _names(row: Registration) -> tuple[str, ...]:
    person = row.person
    return person.latin_name, person.original_name, row.badge_name, f"{person.latin_given} {person.latin_family}"


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether both name one person: the same words, or one of them leaves out a patronymic."""
    return one == other or (min(len(one), len(other)) > 1 and (one <= other or other <= one))


def _words(name: str) -> frozenset[str]:
    """A name as a set of words, so that the order of family and given name does not matter; forms of address aside."""
    return frozenset(fold(name.replace(".", " ")).split()) - {"mr", "ms", "mrs", "dr", "prof", "he", "г-н", "г-жа"}


def printed_sheets(workshop_id: int) -> list[AttendanceSheet]:
    """Those that were printed, latest first."""
    query = select(AttendanceSheet).where(AttendanceSheet.workshop_id == workshop_id)
    return list(session.scalars(query.order_by(AttendanceSheet.number.desc())))


def printed_sheet(workshop_id: int, number: int) -> AttendanceSheet:
    """The sheet with this number. Raises Missing."""
    found = session.scalar(
        select(AttendanceSheet).where(AttendanceSheet.workshop_id == workshop_id, AttendanceSheet.number == number)
    )
    if found is None:
        raise Missing(_("There is no attendance sheet with this number at this workshop."))
    return found


def next_number(workshop_id: int) -> int:
    """The number of the next sheet; within a transaction that holds the workshop."""
    last = session.scalar(select(func.max(AttendanceSheet.number)).where(AttendanceSheet.workshop_id == workshop_id))
    return (last or 0) + 1


def people_on(sheet: AttendanceSheet) -> tuple[dict[int, Registration], dict[int, Speaker]]:
    """({registration id: registration}, {speaker id: speaker}) of those on its lines who are still in the data."""
    ids = {line for line in sheet.lines if line > 0}
    rows = registrations.people(sheet.workshop_id)
    speakers = session.scalars(
        select(Speaker)
        .join(Session, Session.id == Speaker.session_id)
        .where(Session.workshop_id == sheet.workshop_id, Speaker.id.in_([-line for line in sheet.lines if line < 0]))
    )
    return {row.id: row for row in rows if row.id in ids}, {speaker.id: speaker for speaker in speakers}


def lines_of(workshop: Workshop, sheet: AttendanceSheet, language: str) -> list[SheetLine]:
    """Each line with what scans and marks say of it. A sheet printed empty has everybody who was to sign, in order."""
    people, speakers = people_on(sheet)
    order: Sequence[int] = sheet.lines
    if not order:
        rows = expected(workshop, checkin.checkpoint(workshop, sheet.checkpoint), language)
        people, order = {row.id: row for row in rows}, [row.id for row in rows]
    here = known(workshop).get(sheet.checkpoint, {})
    marks = paper_marks(workshop.id, sheet.checkpoint)
    lines = []
    for number, line in enumerate(order, start=1):
        row, speaker = people.get(line), speakers.get(-line)
        if row is None:
            lines.append(SheetLine(number, speaker.line if speaker else _("No longer in the data")))
            continue
        presence = here.get(row.id)
        scanned = presence is not None and bool(SCANNED.intersection((*presence.sources, *presence.against)))
        lines.append(
            SheetLine(
                number=number,
                name=row.person.list_name,
                original_name=row.person.original_name if row.person.original_name != row.person.list_name else "",
                registration=row,
                scanned=scanned,
                scanned_at=presence.at if presence and scanned else None,
                ticked=row.id in marks,
                here=any(mark.sheet_id == sheet.id for mark in marks.get(row.id, ())),
            )
        )
    return lines


@dataclass(frozen=True, slots=True)
class PaperMark:
    """A standing mark from paper, and the sheet it was ticked off from, if from one."""

    id: int
    registration_id: int
    sheet_id: int | None


def paper_marks(workshop_id: int, checkpoint: str) -> dict[int, list[PaperMark]]:
    """{registration id: marks from paper that stand at this checkpoint}."""
    rows = session.execute(
        select(AttendanceMark.id, AttendanceMark.registration_id, AttendanceBatch.sheet_id)
        .join(AttendanceBatch, AttendanceBatch.id == AttendanceMark.batch_id, isouter=True)
        .where(
            AttendanceMark.workshop_id == workshop_id,
            AttendanceMark.checkpoint == checkpoint,
            AttendanceMark.source == Source.PAPER,
            AttendanceMark.present,
            AttendanceMark.voided_at.is_(None),
        )
        .order_by(AttendanceMark.id)
    )
    found: dict[int, list[PaperMark]] = {}
    for mark_id, who, sheet_id in rows:
        found.setdefault(who, []).append(PaperMark(mark_id, who, sheet_id))
    return found


def ticked_counts(workshop_id: int) -> dict[int, int]:
    """{id of a sheet: how many of its lines stand as signed by marks made from it}."""
    rows = session.execute(
        select(AttendanceBatch.sheet_id, func.count(AttendanceMark.id))
        .join(AttendanceMark, AttendanceMark.batch_id == AttendanceBatch.id)
        .where(
            AttendanceBatch.workshop_id == workshop_id,
            AttendanceBatch.sheet_id.is_not(None),
            AttendanceMark.voided_at.is_(None),
        )
        .group_by(AttendanceBatch.sheet_id)
    )
    return {sheet_id: count for sheet_id, count in rows if sheet_id is not None}


def batches_of(sheet: AttendanceSheet) -> list[AttendanceBatch]:
    """What was ticked off from a sheet, latest first; undone ones are left out."""
    query = select(AttendanceBatch).where(AttendanceBatch.sheet_id == sheet.id, AttendanceBatch.state == "applied")
    return list(session.scalars(query.order_by(AttendanceBatch.id.desc())))
