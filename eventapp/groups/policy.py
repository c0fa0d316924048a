"""Who decides about working groups."""

from eventapp.core.actors import Actor, Role
from eventapp.registration.models import Registration, State
from eventapp.workshops.models import Workshop


def can_assign(actor: Actor, workshop_id: int) -> bool:
    return actor.has(workshop_id, Role.ORGANIZER)


def choice_is_open(workshop: Workshop) -> bool:
    """Whether participants choose their groups themselves."""
    return bool(workshop.checkin.get("own_groups"))


def can_choose(actor: Actor, registration: Registration, workshop: Workshop) -> bool:
    """Whoever came with this registration's private link, once they are confirmed and while the choice is open."""
    own = actor.registration_id == registration.id
    return own and registration.state == State.CONFIRMED and choice_is_open(workshop)
