"""Who may see and decide about participants."""

from eventapp.core.actors import Actor, Role
from eventapp.registration.models import Delegation, Registration


def can_manage(actor: Actor, workshop_id: int) -> bool:
    return actor.has(workshop_id, Role.ORGANIZER)


def can_receive(actor: Actor, workshop_id: int) -> bool:
    """Whether the actor may register somebody who stands at the door."""
    return actor.has(workshop_id, Role.ORGANIZER, Role.CHECK_IN)


def can_see_contacts(actor: Actor, workshop_id: int) -> bool:
    """E-mail addresses, telephones, dietary and access needs are for the organizers."""
    return actor.has(workshop_id, Role.ORGANIZER)


def can_nominate(actor: Actor, delegation: Delegation) -> bool:
    """The organizer, and the focal point: whoever came with this delegation's private link."""
    return can_manage(actor, delegation.workshop_id) or actor.delegation_id == delegation.id


def can_change(actor: Actor, registration: Registration) -> bool:
    """The organizer, and whoever came with this registration's private link."""
    return can_manage(actor, registration.workshop_id) or actor.registration_id == registration.id
