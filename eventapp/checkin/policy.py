"""Who may let people in, who prepares where and with what, and who may see who came."""

from eventapp.core.access import CHECK_IN, Access
from eventapp.core.actors import Actor, Role

DESK_APP = Access("workshop", CHECK_IN.roles, ("check-in", "desk", "write"))
"""What a desk asks of us: staff in a browser, a token for check-in, a paired desk (whose token opens nothing else)."""


def can_scan(actor: Actor, workshop_id: int) -> bool:
    return actor.has(workshop_id, Role.ORGANIZER, Role.CHECK_IN)


def can_prepare(actor: Actor, workshop_id: int) -> bool:
    """Pair desks, say where they stand, add checkpoints, set how people are let in."""
    return actor.has(workshop_id, Role.ORGANIZER)
