"""Who may write to many."""

from eventapp.core.actors import Actor, Role


def can_mail(actor: Actor, workshop_id: int) -> bool:
    return actor.has(workshop_id, Role.ORGANIZER)
