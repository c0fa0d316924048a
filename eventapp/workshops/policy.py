"""Who may change the set-up of a workshop and of its series."""

from collections.abc import Collection

from eventapp.core.actors import Actor, Role


def can_change(actor: Actor, workshop_id: int) -> bool:
    return actor.has(workshop_id, Role.ORGANIZER)


def can_change_series(actor: Actor, workshop_ids: Collection[int]) -> bool:
    """Whoever organizes one of the workshops of the series."""
    return actor.administrator or any(actor.has(workshop_id, Role.ORGANIZER) for workshop_id in workshop_ids)
