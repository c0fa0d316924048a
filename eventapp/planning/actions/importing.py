"""Reading a workshop from a file."""

from datetime import datetime

from flask_babel import gettext as _

from eventapp.core import audit
from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid
from eventapp.planning import agenda_fit, policy, queries
from eventapp.planning.file_checks import check
from eventapp.planning.held_seats import shortages
from eventapp.planning.storing import ImportResult, Storing
from eventapp.planning.workshop_file import parse, refuse
from eventapp.registration import seats
from eventapp.registration.actions import fill_freed_seats
from eventapp.workshops import queries as workshops
from eventapp.workshops.models import Workshop


def import_workshop(payload: object, *, actor: Actor, now: datetime) -> ImportResult:
    """Store a workshop given as JSON in the shape of the Almaty workshop's file; the same file again changes nothing.

    Raises Invalid with {place in the file: message}, before anything is stored, if anything is wrong;
    Denied if the actor may create no workshops, or does not organize this one.
    """
    file = parse(payload)
    check(file)
    with transaction():
        existing = workshops.by_slug(file.workshop.slug)
        if existing is not None:
            seats.lock(existing.id)
        if not (policy.can_change(actor, existing.id) if existing else policy.can_create(actor)):
            raise Denied(_("You may not import this workshop."))
        result = Storing(file, now).run()
        session.flush()
        workshop = session.get_one(Workshop, result.workshop_id)
        _refuse_misfits(workshop)
        refuse(shortages(workshop))
        if result.changed:
            fill_freed_seats(workshop.id, actor=actor, now=now)
            facts = {kind: [tally.added, tally.changed] for kind, tally in result.tallies.items()}
            audit.record(
                actor, "workshops.imported", now, workshop=workshop.id, subject=workshop, added_and_changed=facts
            )
    return result


def _refuse_misfits(workshop: Workshop) -> None:
    """Sessions that people added may collide with the file's, or lie outside its dates."""
    slots = queries.slots(workshop.id)
    away = agenda_fit.outside(slots, workshop.starts_on, workshop.ends_on, workshop.timezone)
    if away:
        keys = ", ".join(slot.key for slot in away)
        raise Invalid(_("These sessions would lie outside the workshop's days: %(keys)s.", keys=keys))
    clash = next(iter(agenda_fit.overlaps(slots)), None)
    if clash:
        raise Invalid(
            _("Two sessions would be in one room at the same time: %(a)s and %(b)s.", a=clash[0].key, b=clash[1].key)
        )
