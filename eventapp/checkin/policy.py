"""Who may let people in, and who may see who came."""

from eventapp.core.actors import Actor, Role


def can_scan(actor: Actor, workshop_id: int) -> bool:
    return actor.has(workshop_id, Role.ORGANIZER, Role.CHECK_IN)
