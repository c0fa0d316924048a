"""Taking back what a nomination list brought in."""

from collections.abc import Iterable

from sqlalchemy import delete, exists, select

from eventapp.core.audit import AuditEntry
from eventapp.core.db import session
from eventapp.core.jobs import Job
from eventapp.core.outbox import Message
from eventapp.registration.models import Delegation, Person, Registration, State

UNDECIDED = (State.NOMINATED, State.PENDING, State.WAITLISTED)
TOUCHED = ("registration.changed", "registration.head_named", "registration.badge_issued")


def remove_untouched(import_id: int, added_delegations: Iterable[int]) -> tuple[int, int]:
    """Delete the registrations of an import that nobody decided about or changed: (removed, kept).

    With them go the persons known from nowhere else, the mails not yet sent, and the delegations that the import
    added and that are empty now.
    """
    brought = list(session.scalars(select(Registration).where(Registration.import_id == import_id)))
    untouched = [row for row in brought if row.state in UNDECIDED and not _touched(row)]
    people = {row.person_id for row in untouched}
    _forget_mails([row.id for row in untouched])
    for row in untouched:
        session.delete(row)
    session.flush()
    for person_id in people:
        if not session.scalar(select(exists().where(Registration.person_id == person_id))):
            session.delete(session.get_one(Person, person_id))
    for delegation_id in added_delegations:
        delegation = session.get(Delegation, delegation_id)
        if delegation and not session.scalar(select(exists().where(Registration.delegation_id == delegation_id))):
            session.delete(delegation)
    session.flush()
    return len(untouched), len(brought) - len(untouched)


def _touched(row: Registration) -> bool:
    done = exists().where(
        AuditEntry.subject == "registration", AuditEntry.subject_id == row.id, AuditEntry.tag.in_(TOUCHED)
    )
    return bool(session.scalar(select(done)))


def _forget_mails(registration_ids: list[int]) -> None:
    """A mail that has not gone out yet is not sent; its job goes with it."""
    unsent = session.scalars(
        select(Message.id).where(Message.registration_id.in_(registration_ids), Message.sent_at.is_(None))
    )
    keys = [f"mail:{message_id}" for message_id in unsent]
    session.execute(delete(Job).where(Job.key.in_(keys), Job.state == "queued"))
