"""Who may rehearse a workshop and see what it still lacks."""

from eventapp.core.actors import Actor, Role


def can_rehearse(actor: Actor, workshop_id: int) -> bool:
    return actor.has(workshop_id, Role.ORGANIZER)
