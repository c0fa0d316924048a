"""Who may print badges."""

from eventapp.core.actors import Actor, Role


def can_print(actor: Actor, workshop_id: int) -> bool:
    return actor.has(workshop_id, Role.ORGANIZER, Role.CHECK_IN)


def can_design(actor: Actor, workshop_id: int) -> bool:
    return actor.has(workshop_id, Role.ORGANIZER)
