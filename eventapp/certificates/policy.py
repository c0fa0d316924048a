"""Who issues certificates, and to whom."""

from eventapp.attendance.queries import PersonRecord
from eventapp.certificates.models import Kind, TestPass
from eventapp.core.actors import Actor, Role
from eventapp.registration.models import Registration, State


def can_issue(actor: Actor, workshop_id: int) -> bool:
    return actor.has(workshop_id, Role.ORGANIZER)


def is_owner(actor: Actor, registration: Registration) -> bool:
    """Whether the actor came with this registration's private link."""
    return actor.registration_id == registration.id


def qualifies(kind: str, record: PersonRecord | None, test: TestPass | None) -> bool:
    """Participation: for presence. Completion: for presence and a test that was passed."""
    present = record is not None and record.qualifies
    return present and (kind == Kind.PARTICIPATION or test is not None)


def is_possible(kind: str, registration: Registration, test: TestPass | None) -> bool:
    """Whether an exception could be made: never for who is not confirmed, nor for completion without a test."""
    return registration.state == State.CONFIRMED and (kind == Kind.PARTICIPATION or test is not None)


def is_usual(registration: Registration) -> bool:
    """Whether the person is among "everybody": interpreters and staff get certificates one by one only."""
    return registration.type.counts_as_participant and registration.function not in ("interpreter", "staff")
