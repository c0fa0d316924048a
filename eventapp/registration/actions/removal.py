"""Taking back what a nomination list brought in."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import and_, delete, or_, select

from eventapp.core import outbox
from eventapp.core.audit import AuditEntry
from eventapp.core.db import session
from eventapp.core.jobs import Job
from eventapp.core.outbox import Message
from eventapp.registration import evidence
from eventapp.registration.models import Delegation, Person, Registration, State

UNDECIDED = (State.NOMINATED, State.PENDING, State.WAITLISTED)
TOUCHED = (
    "registration.changed",
    "registration.head_named",
    "registration.badge_issued",
    "registration.photo_changed",
    "registration.names_approved",
    "registration.will_come",
    "registration.reviewed",
    "registration.consented",
    "registration.offer_answered",
    "letters.issued",
    "duplicates.merged",
    "logistics.changed",
)
"""What somebody did about a registration after it came; answers count if they are later than the list."""


def remove_untouched(import_id: int, added_delegations: Iterable[int], read_at: datetime) -> tuple[int, int]:
    """Delete the registrations of an import that nobody decided about, changed or scanned: (removed, kept).

    With them go the persons known from nowhere else, the mails not yet sent, and the delegations that the import
    added and that are empty now. `read_at`: when the import was through.
    """
    brought = list(session.scalars(select(Registration).where(Registration.import_id == import_id)))
    touched = _touched(import_id, read_at) | evidence.of([row.id for row in brought])
    untouched = [row for row in brought if row.state in UNDECIDED and row.id not in touched]
    people = {row.person_id for row in untouched}
    forget_mails([row.id for row in untouched])
    for row in untouched:
        session.delete(row)
    session.flush()
    known = set(session.scalars(select(Registration.person_id).where(Registration.person_id.in_(people))))
    session.execute(delete(Person).where(Person.id.in_(people - known)))
    added = set(added_delegations)
    used = set(session.scalars(select(Registration.delegation_id).where(Registration.delegation_id.in_(added))))
    for delegation_id in added - used:
        if (delegation := session.get(Delegation, delegation_id)) is not None:
            session.delete(delegation)
    session.flush()
    return len(untouched), len(brought) - len(untouched)


def _touched(import_id: int, read_at: datetime) -> set[int]:
    """Those of an import about whom somebody did something since."""
    brought = select(Registration.id).where(Registration.import_id == import_id)
    later = and_(AuditEntry.tag == "fields.answered", AuditEntry.at > read_at)
    done = select(AuditEntry.subject_id).where(
        AuditEntry.subject == "registration",
        AuditEntry.subject_id.in_(brought),
        or_(AuditEntry.tag.in_(TOUCHED), later),
    )
    return {number for number in session.scalars(done) if number is not None}


def forget_mails(registration_ids: Iterable[int], kind: str | None = None) -> None:
    """A mail (of one kind) to these people that has not gone out yet is not sent; its job goes with it."""
    mine = Message.registration_id.in_(list(registration_ids))
    wanted = and_(mine, Message.sent_at.is_(None), *([Message.kind == kind] if kind else []))
    unsent = list(session.scalars(select(Message.id).where(wanted)))
    keys = [outbox.job_key(message_id) for message_id in unsent]
    session.execute(delete(Job).where(Job.key.in_(keys), Job.state == "queued"))
    if kind:
        session.execute(delete(Message).where(Message.id.in_(unsent)))
