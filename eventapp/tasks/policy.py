"""Who may start, watch and stop long work."""

from eventapp.core.actors import Actor, Role


def can_work(actor: Actor, workshop_id: int) -> bool:
    return actor.has(workshop_id, Role.ORGANIZER)
