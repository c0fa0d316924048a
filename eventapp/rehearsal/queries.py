"""What a rehearsal consists of, and how far it has come."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from eventapp.attendance.models import AttendanceSheet
from eventapp.checkin.models import Desk, Scan
from eventapp.core.audit import AuditEntry
from eventapp.core.db import Base, session
from eventapp.feedback.models import Form, Response
from eventapp.registration import queries as registrations
from eventapp.registration.models import Badge, Registration, State
from eventapp.rehearsal.cast import NOWHERE
from eventapp.rehearsal.places import Place
from eventapp.tasks.models import UNFINISHED, Task
from eventapp.workshops.models import Workshop

DEVICE = "rehearsal"
"""By which device the invented scans were made; those of a real desk have another one."""
BADGES, ANSWERS = 3, 5
"""How many badges are to be printed and scanned, and how many answers there must be for a result to show."""
PEOPLE = "rehearsal.people"


@dataclass(frozen=True, slots=True)
class Progress:
    """What has been done at a rehearsal; each step is done once its figure is reached."""

    people: int
    people_under_way: Task | None
    printed: int
    desks: int
    scanned_at_desks: int
    arrived: int
    responses: int
    workbooks: int
    sheets: int

    @property
    def ticks(self) -> dict[str, bool]:
        """{step: done}, in the order in which the steps are gone."""
        return {
            "people": self.people > 0 and self.people_under_way is None,
            "badges": self.printed >= BADGES,
            "desk": self.desks > 0,
            "scans": self.scanned_at_desks >= BADGES,
            "feedback": self.responses >= ANSWERS,
            "workbook": self.workbooks > 0,
            "sheets": self.sheets > 0,
        }


def progress(rehearsal: Workshop) -> Progress:
    """Counted from the rehearsal's own data."""
    of_people = Registration.workshop_id == rehearsal.id
    printed = select(func.count(Badge.id)).join(Registration, Badge.registration_id == Registration.id)
    scans = select(func.count(func.distinct(Scan.registration_id))).where(
        Scan.workshop_id == rehearsal.id, Scan.outcome.in_(("admitted", "already")), Scan.registration_id.is_not(None)
    )
    responses = select(func.count()).select_from(Response).join(Form, Response.form_id == Form.id)
    unfinished = select(Task).where(Task.workshop_id == rehearsal.id, Task.kind == PEOPLE, Task.state.in_(UNFINISHED))
    return Progress(
        people=_count(Registration, of_people),
        people_under_way=session.scalar(unfinished.limit(1)),
        printed=session.scalar(printed.where(of_people, Badge.printed_at.is_not(None))) or 0,
        desks=_count(Desk, Desk.workshop_id == rehearsal.id, Desk.paired_at.is_not(None)),
        scanned_at_desks=session.scalar(scans.where(Scan.device != DEVICE)) or 0,
        arrived=session.scalar(scans) or 0,
        responses=session.scalar(responses.where(Form.workshop_id == rehearsal.id)) or 0,
        workbooks=_count(AuditEntry, AuditEntry.workshop_id == rehearsal.id, AuditEntry.tag == "reports.exported"),
        sheets=_count(AttendanceSheet, AttendanceSheet.workshop_id == rehearsal.id),
    )


def places(rehearsal: Workshop) -> list[Place]:
    """Where people can be seated, in the order of precedence: each delegation, and each type that has none."""
    types = registrations.delegation_types(rehearsal.id)
    delegations = registrations.delegations(rehearsal.id)
    found = []
    for kind in types:
        own = [row for row in delegations if row.type_id == kind.id]
        seats: list[tuple[int | None, int | None]] = [(row.id, row.seats) for row in own] or [(None, None)]
        found += [Place(kind.id, number, room, kind.quota, kind.counts_as_participant) for number, room in seats]
    return found


def invented(rehearsal: Workshop) -> list[Registration]:
    """The invented people who are confirmed, in the order of the lists."""
    rows = registrations.people(rehearsal.id, registrations.PeopleFilter(state=State.CONFIRMED))
    return [row for row in rows if row.person.email.endswith(f"@{NOWHERE}")]


def _count(table: type[Base], *conditions: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(table).where(*conditions)) or 0
