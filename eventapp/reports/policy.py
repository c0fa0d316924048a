"""Who may take out what."""

from eventapp.core.actors import Actor, Role


def can_export(actor: Actor, workshop_id: int) -> bool:
    return actor.has(workshop_id, Role.ORGANIZER, Role.RAPPORTEUR)


def can_see_sensitive(actor: Actor, workshop_id: int) -> bool:
    """Sensitive notes leave the system only for those who may read them (product.md, rule 3)."""
    return actor.has(workshop_id, Role.ORGANIZER, Role.RAPPORTEUR)


def can_use_template(actor: Actor, workshop_id: int) -> bool:
    """A template decides what a file says and runs in our process; organizers only."""
    return actor.has(workshop_id, Role.ORGANIZER)
