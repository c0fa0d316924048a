"""Who manages people's data."""

from collections.abc import Iterable

from eventapp.core.actors import Actor, Role


def can_manage(actor: Actor, workshop_id: int) -> bool:
    """Whether the actor sets the consent text and the periods, and sees who looked at protected data."""
    return actor.has(workshop_id, Role.ORGANIZER)


def can_manage_person(actor: Actor, workshop_ids: Iterable[int]) -> bool:
    """Whether the actor may erase or copy somebody known from these workshops: the organizer of every one of them."""
    return actor.administrator or all(actor.has(workshop_id, Role.ORGANIZER) for workshop_id in workshop_ids)
