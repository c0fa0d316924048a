"""Who may plan workshops."""

from eventapp.core.actors import Actor, Role


def can_create(actor: Actor) -> bool:
    """Administrators, and everybody who organizes some workshop."""
    return actor.administrator or any(role is Role.ORGANIZER for _workshop_id, role in actor.roles)


def can_change(actor: Actor, workshop_id: int) -> bool:
    return actor.has(workshop_id, Role.ORGANIZER)
