"""Who may issue and read which letters, and who may replace their templates."""

from eventapp.core.actors import Actor, Role
from eventapp.registration.models import Registration, State
from exports.letter_standard import INVITATION, KINDS, VISA

ISSUERS = {INVITATION: (Role.ORGANIZER,), VISA: (Role.ORGANIZER, Role.TRAVEL)}


def can_issue(actor: Actor, workshop_id: int, kind: str) -> bool:
    """Whether the actor issues and reads letters of this kind; those of visa support hold passport data."""
    return actor.has(workshop_id, *ISSUERS[kind])


def kinds_of(actor: Actor, workshop_id: int) -> list[str]:
    """The kinds that the actor issues and reads."""
    return [kind for kind in KINDS if can_issue(actor, workshop_id, kind)]


def can_replace(actor: Actor, workshop_id: int) -> bool:
    """Whether the actor decides what letters look like."""
    return actor.has(workshop_id, Role.ORGANIZER)


def is_owner(actor: Actor, registration: Registration) -> bool:
    """Whether the actor came with this registration's private link."""
    return actor.registration_id == registration.id


def is_due(registration: Registration, kind: str) -> bool:
    """Whether there is a letter for this person: who is confirmed, and of visa support who needs it and may have it."""
    if registration.state != State.CONFIRMED:
        return False
    return kind == INVITATION or (registration.type.visa_support and bool(registration.visa_support))
