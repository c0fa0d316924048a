"""Who reads which group of fields, and who decides what is asked."""

from collections.abc import Iterable

from eventapp.core.actors import Actor, Role
from eventapp.fields.models import Group

READERS: dict[Group, tuple[Role, ...]] = {
    Group.GENERAL: (Role.ORGANIZER, Role.FACILITATOR, Role.RAPPORTEUR, Role.CHECK_IN),
    Group.NEEDS: (Role.ORGANIZER, Role.TRAVEL),
    Group.TRAVEL: (Role.ORGANIZER, Role.TRAVEL),
    Group.IDENTITY: (Role.ORGANIZER, Role.TRAVEL),
    Group.MONEY: (Role.ORGANIZER, Role.FINANCE),
}
"""The check-in desk reads neither passport nor money, finance no flights, the travel team no bank account."""


def can_define(actor: Actor, workshop_id: int) -> bool:
    """Whether the actor decides what participants are asked."""
    return actor.has(workshop_id, Role.ORGANIZER)


def can_read(actor: Actor, workshop_id: int, group: str) -> bool:
    """Whether the actor reads the answers of a group at this workshop."""
    return actor.has(workshop_id, *READERS[Group(group)])


def readable(actor: Actor, workshop_id: int) -> list[Group]:
    """The groups that the actor reads, in the order of forms."""
    return [group for group in Group if can_read(actor, workshop_id, group)]


def may_read_all(actor: Actor, workshop_id: int, groups: Iterable[str]) -> bool:
    """Whether the actor reads every one of these groups."""
    return all(can_read(actor, workshop_id, group) for group in groups)


def can_see_looks(actor: Actor, workshop_id: int) -> bool:
    """Whether the actor sees who looked at sealed answers."""
    return actor.has(workshop_id, Role.ORGANIZER)
