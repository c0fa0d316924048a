"""Who may prepare forms and see results, and who may answer as a participant."""

from eventapp.core.actors import Actor, Role
from eventapp.registration.models import State


def can_manage(actor: Actor, workshop_id: int) -> bool:
    """Make, edit, open and close forms; see the results."""
    return actor.has(workshop_id, Role.ORGANIZER, Role.FACILITATOR)


def can_answer(state: str) -> bool:
    """Whether a participant with a registration in this state may answer: only the confirmed take part."""
    return state == State.CONFIRMED
