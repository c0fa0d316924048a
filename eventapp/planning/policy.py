"""Who may plan workshops."""

from eventapp.core.actors import Actor, Role


def can_create(actor: Actor) -> bool:
    """Administrators, and everybody who organizes some workshop."""
    return actor.organizes()


def can_change(actor: Actor, workshop_id: int) -> bool:
    return actor.has(workshop_id, Role.ORGANIZER)
