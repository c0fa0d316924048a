"""Who may say who was there, against or beside the scans."""

from eventapp.core.actors import Actor, Role


def can_mark(actor: Actor, workshop_id: int) -> bool:
    """Corrections, marks and lists are evidence for the funder: the organizers answer for them."""
    return actor.has(workshop_id, Role.ORGANIZER)


def can_set_rules(actor: Actor, workshop_id: int) -> bool:
    return actor.has(workshop_id, Role.ORGANIZER)


def can_print_sheets(actor: Actor, workshop_id: int) -> bool:
    """Sheets to sign are printed where people come in."""
    return actor.has(workshop_id, Role.ORGANIZER, Role.CHECK_IN)


def can_set_sheets(actor: Actor, workshop_id: int) -> bool:
    """Head and foot of the sheets, what was handed in as evidence, the closing sheet."""
    return actor.has(workshop_id, Role.ORGANIZER)
