"""Who may manage users."""

from eventapp.core.actors import Actor, Role


def can_manage_users(actor: Actor) -> bool:
    return actor.administrator


def can_manage_team(actor: Actor, workshop_id: int) -> bool:
    return actor.has(workshop_id, Role.ORGANIZER)


def can_change_account(actor: Actor, user_id: int) -> bool:
    return actor.administrator or actor.user_id == user_id
