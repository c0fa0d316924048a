"""Who may read and write notes."""

from eventapp.core.actors import Actor, Role


def can_write(actor: Actor, workshop_id: int) -> bool:
    return actor.has(workshop_id, Role.ORGANIZER, Role.RAPPORTEUR)


def can_see_sensitive(actor: Actor, workshop_id: int) -> bool:
    """Sensitive notes are for those who write the report; a token needs the write scope."""
    return actor.has(workshop_id, Role.ORGANIZER, Role.RAPPORTEUR)
