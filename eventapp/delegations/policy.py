"""Who may see and move delegations."""

from eventapp.core.actors import Actor
from eventapp.registration.models import Delegation
from eventapp.registration.policy import can_manage, can_nominate

__all__ = ["can_ask", "can_manage", "can_nominate"]


def can_ask(actor: Actor, delegation: Delegation) -> bool:
    """Whoever came with this delegation's link."""
    return actor.delegation_id == delegation.id
