"""Who may say that two people are one."""

from eventapp.core.actors import Actor, Role


def can_merge(actor: Actor, workshop_id: int) -> bool:
    return actor.has(workshop_id, Role.ORGANIZER)
