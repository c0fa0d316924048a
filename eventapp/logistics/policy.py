"""Who may see how people travel, and what they are paid."""

from eventapp.core.actors import Actor, Role


def can_see_travel(actor: Actor, workshop_id: int) -> bool:
    """Arrivals, hotel, needs."""
    return actor.has(workshop_id, Role.ORGANIZER, Role.TRAVEL)


def can_see_money(actor: Actor, workshop_id: int) -> bool:
    """Subsistence: rates and amounts."""
    return actor.has(workshop_id, Role.ORGANIZER, Role.FINANCE)
