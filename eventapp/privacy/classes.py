"""The classes of personal data: what each one holds at a workshop, and how it is removed.

`held` and `purge` of a class are a pair: what a dry run counts is what is removed. The rows stay and are emptied, so
that counts (participants, mails sent, letters issued) stay right.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import exists, or_, select
from sqlalchemy.orm import aliased

from eventapp.attendance.models import AttendanceBatch, SheetEvidence
from eventapp.checkin.models import WalkIn
from eventapp.core.db import session
from eventapp.core.outbox import Message
from eventapp.fields.models import Field, FieldAnswer, Group
from eventapp.letters.models import Letter
from eventapp.privacy import removing
from eventapp.registration.models import Delegation, NominationImport, Person, Registration
from eventapp.tasks.models import UNFINISHED, Task
from eventapp.workshops.models import Workshop

Ids = Sequence[Any]


@dataclass(frozen=True, slots=True)
class DataClass:
    """A class of data. `held`: ids of the rows that hold it; `purge(ids, now)` empties them, within a transaction."""

    key: str
    label: Any
    period: str  # in periods.PERIODS
    held: Callable[[Workshop], Ids]
    purge: Callable[[Ids, datetime], None]


def _answering(workshop: Workshop, *groups: Group) -> list[int]:
    """The registrations that answered something of these groups."""
    query = select(FieldAnswer.registration_id).join(FieldAnswer.field)
    query = query.where(Field.workshop_id == workshop.id, Field.reader_group.in_([str(group) for group in groups]))
    return sorted(set(session.scalars(query)))


def _identity(workshop: Workshop) -> list[int]:
    letters = select(Letter.registration_id, Letter.facts).where(
        Letter.workshop_id == workshop.id, Letter.kind == "visa"
    )
    visas = {registration_id for registration_id, facts in session.execute(letters) if "sealed" in facts}
    return sorted(visas.union(_answering(workshop, Group.IDENTITY, Group.MONEY)))


def _purge_identity(ids: Ids, now: datetime) -> None:
    removing.answers(ids, (Group.IDENTITY, Group.MONEY))
    removing.passports_in_letters(ids)


def _needs(workshop: Workshop) -> list[int]:
    spoken = select(Registration.id).where(
        Registration.workshop_id == workshop.id, or_(Registration.dietary != "", Registration.access_needs != "")
    )
    return sorted({*session.scalars(spoken), *_answering(workshop, Group.NEEDS)})


def _purge_needs(ids: Ids, now: datetime) -> None:
    removing.answers(ids, (Group.NEEDS,))
    for registration in removing.registrations(ids):
        registration.dietary = registration.access_needs = ""
    removing.history(ids, ("dietary", "access_needs"))


def _lists(workshop: Workshop) -> list[int]:
    rows = session.scalars(select(NominationImport).where(NominationImport.workshop_id == workshop.id))
    return [row.id for row in rows if removing.list_holds(row)]


def _purge_lists(ids: Ids, now: datetime) -> None:
    for row in session.scalars(select(NominationImport).where(NominationImport.id.in_(ids))):
        removing.list_rows(row, now)


def _walk_ins(workshop: Workshop) -> list[UUID]:
    rows = session.scalars(select(WalkIn).where(WalkIn.workshop_id == workshop.id))
    return [row.id for row in rows if row.facts]


def _purge_walk_ins(ids: Ids, now: datetime) -> None:
    removing.walk_ins(session.scalars(select(WalkIn).where(WalkIn.id.in_(ids))))


def _work(workshop: Workshop) -> list[int]:
    rows = session.scalars(select(Task).where(Task.workshop_id == workshop.id, Task.state.not_in(UNFINISHED)))
    return [row.id for row in rows if row.file_id is not None or row.args or row.problems or row.result]


def _purge_work(ids: Ids, now: datetime) -> None:
    for row in session.scalars(select(Task).where(Task.id.in_(ids))):
        removing.work(row)


def _photos(workshop: Workshop) -> list[int]:
    query = select(Registration.id).where(Registration.workshop_id == workshop.id, Registration.photo_id.is_not(None))
    return list(session.scalars(query.order_by(Registration.id)))


def _purge_photos(ids: Ids, now: datetime) -> None:
    for registration in removing.registrations(ids):
        removing.photo(registration)


def _travel(workshop: Workshop) -> list[int]:
    return _answering(workshop, Group.TRAVEL)


def _purge_travel(ids: Ids, now: datetime) -> None:
    removing.answers(ids, (Group.TRAVEL,))


def _last_here(workshop: Workshop) -> Any:
    """Condition on Registration: its person came to no later workshop, so that this one's periods decide."""
    later, their = aliased(Workshop), aliased(Registration)
    return ~exists().where(
        their.person_id == Registration.person_id,
        later.id == their.workshop_id,
        or_(later.ends_on > workshop.ends_on, (later.ends_on == workshop.ends_on) & (later.id > workshop.id)),
    )


def _contacts(workshop: Workshop) -> list[int]:
    reachable = (
        select(Registration.id)
        .join(Registration.person)
        .where(Registration.workshop_id == workshop.id, or_(Person.email != "", Person.phone != ""))
        .where(_last_here(workshop))
    )
    return sorted({*session.scalars(reachable), *_answering(workshop, Group.GENERAL)})


def _purge_contacts(ids: Ids, now: datetime) -> None:
    removing.answers(ids, (Group.GENERAL,))
    reached = set(session.scalars(select(Registration.person_id).where(Registration.id.in_(ids))))
    for person in session.scalars(select(Person).where(Person.id.in_(reached))):
        person.email = person.phone = ""
    removing.history(ids, ("email", "phone"))


def _focal_points(workshop: Workshop) -> list[int]:
    named = or_(Delegation.focal_name != "", Delegation.focal_email != "")
    return list(session.scalars(select(Delegation.id).where(Delegation.workshop_id == workshop.id, named)))


def _purge_focal_points(ids: Ids, now: datetime) -> None:
    for row in session.scalars(select(Delegation).where(Delegation.id.in_(ids))):
        removing.focal_point(row)


def _mails(workshop: Workshop) -> list[UUID]:
    query = select(Message.id).where(Message.workshop_id == workshop.id, Message.recipient != removing.NOWHERE)
    return list(session.scalars(query))


def _purge_mails(ids: Ids, now: datetime) -> None:
    for row in session.scalars(select(Message).where(Message.id.in_(ids))):
        removing.mail(row)


def _letters(workshop: Workshop) -> list[int]:
    rows = session.scalars(select(Letter).where(Letter.workshop_id == workshop.id))
    return sorted({row.registration_id for row in rows if row.facts})


def _purge_letters(ids: Ids, now: datetime) -> None:
    removing.letters(ids)


def _attendance_lists(workshop: Workshop, *states: str) -> list[int]:
    query = select(AttendanceBatch).where(AttendanceBatch.workshop_id == workshop.id, AttendanceBatch.kind == "list")
    rows = session.scalars(query.where(AttendanceBatch.state.in_(states)))
    return [row.id for row in rows if removing.attendance_list_holds(row)]


def _drafts(workshop: Workshop) -> list[int]:
    return _attendance_lists(workshop, "draft")


def _evidence(workshop: Workshop) -> list[int]:
    return _attendance_lists(workshop, "applied", "undone")


def _purge_attendance_lists(ids: Ids, now: datetime) -> None:
    for row in session.scalars(select(AttendanceBatch).where(AttendanceBatch.id.in_(ids))).all():
        removing.attendance_list(row)


def _signed_sheets(workshop: Workshop) -> list[int]:
    query = select(SheetEvidence.id).where(SheetEvidence.workshop_id == workshop.id)
    return list(session.scalars(query.order_by(SheetEvidence.id)))


def _purge_signed_sheets(ids: Ids, now: datetime) -> None:
    for row in session.scalars(select(SheetEvidence).where(SheetEvidence.id.in_(ids))).all():
        removing.signed_sheet(row)


CLASSES = (
    DataClass("identity", _l("Passport and bank data"), "identity_days", _identity, _purge_identity),
    DataClass("needs", _l("Dietary and access needs"), "needs_days", _needs, _purge_needs),
    DataClass("lists", _l("Nomination lists"), "lists_days", _lists, _purge_lists),
    DataClass("drafts", _l("Attendance lists not read in"), "lists_days", _drafts, _purge_attendance_lists),
    DataClass(
        "walk-ins", _l("What desks typed of people without registration"), "lists_days", _walk_ins, _purge_walk_ins
    ),
    DataClass("work", _l("Files of background work"), "lists_days", _work, _purge_work),
    DataClass("photos", _l("Photographs"), "photos_days", _photos, _purge_photos),
    DataClass("travel", _l("Flights and hotel"), "travel_days", _travel, _purge_travel),
    DataClass("contacts", _l("E-mail, telephone and other answers"), "contacts_months", _contacts, _purge_contacts),
    DataClass("focal", _l("Focal points"), "contacts_months", _focal_points, _purge_focal_points),
    DataClass("mails", _l("Mails"), "contacts_months", _mails, _purge_mails),
    DataClass(
        "attendance",
        _l("Attendance lists from elsewhere"),
        "attendance_years",
        _evidence,
        _purge_attendance_lists,
    ),
    DataClass("signed_sheets", _l("Scans of signed sheets"), "attendance_years", _signed_sheets, _purge_signed_sheets),
    DataClass("letters", _l("Letters"), "contacts_months", _letters, _purge_letters),
)
"""All but the names themselves, which go by erasure; see `retention.NAMES`."""


def named(workshop: Workshop) -> list[int]:
    """The persons who are known by name and came to no later workshop."""
    query = (
        select(Registration.person_id)
        .join(Registration.person)
        .where(Registration.workshop_id == workshop.id, Person.erased_at.is_(None))
        .where(_last_here(workshop))
    )
    return sorted(set(session.scalars(query)))
