"""Taking a room, a theme or a partner out of a workshop, unless something hangs on it."""

from datetime import datetime

from flask_babel import gettext as _

from eventapp.core import audit, stored
from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, UserError
from eventapp.planning import policy, queries, rescheduling
from eventapp.registration import seats
from eventapp.workshops import queries as workshops
from eventapp.workshops.actions import part_in
from eventapp.workshops.models import Partner, Room, Theme, Workshop
from eventapp.workshops.parts import Part, label_of


def remove_part(workshop_id: int, kind: str, part_id: int, *, actor: Actor, now: datetime) -> str:
    """Remove a room, a theme or a partner (`kind` as in `workshops.parts.KINDS`); the name it had.

    Raises UserError with the reason while sessions or notes need it, or for the only room; Missing, Denied.
    """
    if not policy.can_change(actor, workshop_id):
        raise Denied(_("Only organizers may change the set-up."))
    with transaction():
        workshop = seats.lock(workshop_id)
        part = part_in(workshop, kind, part_id)
        if reason := _needed(workshop, part):
            raise UserError(reason)
        name = label_of(part)
        audit.record(actor, "workshops.part_removed", now, workshop=workshop_id, subject=part, kind=kind, name=name)
        logo = workshops.logo(part) if isinstance(part, Partner) else None
        session.delete(part)
        session.flush()
        if logo is not None:
            stored.forget(logo)
        session.expire(workshop, [kind])
    return name


def _needed(workshop: Workshop, part: Part) -> str:
    """Why a part has to stay, or ""."""
    reason = ""
    if isinstance(part, Theme):
        about, notes = queries.sessions_about(part.id), queries.notes_about(part.id)
        if notes:
            reason = _("%(n)s notes are about this theme. Give them another theme first.", n=notes)
        elif about:
            told = rescheduling.named(about, workshop)
            reason = _(
                "These sessions are about this theme: %(sessions)s. Give them another theme first.", sessions=told
            )
    elif isinstance(part, Room):
        if held := queries.sessions_in(part.id):
            told = rescheduling.named(held, workshop)
            reason = _(
                "These sessions are held in this room: %(sessions)s. Move them to another room first.", sessions=told
            )
        elif len(workshop.rooms) == 1:
            reason = _("A workshop needs a room.")
    return reason
