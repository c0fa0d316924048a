"""Who may see an agenda and who may change it."""

from eventapp.core.actors import Actor, Role
from eventapp.workshops.models import Workshop


def can_edit(actor: Actor, workshop_id: int) -> bool:
    return actor.has(workshop_id, Role.ORGANIZER)


def can_read_programme(actor: Actor, workshop: Workshop) -> bool:
    """A published programme is for everybody; before that, for the workshop's staff."""
    return workshop.published or actor.staffs(workshop.id)
