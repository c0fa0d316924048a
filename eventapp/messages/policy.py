"""Who may say what a workshop's mails say, and see what was sent."""

from eventapp.core.actors import Actor, Role


def can_write(actor: Actor, workshop_id: int) -> bool:
    return actor.has(workshop_id, Role.ORGANIZER)
