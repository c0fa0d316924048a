"""Changing what is paid; what leaves the house is recorded."""

from datetime import datetime

from flask_babel import gettext as _

from eventapp.core import audit
from eventapp.core.actors import Actor
from eventapp.core.db import transaction
from eventapp.core.errors import Denied
from eventapp.logistics import policy
from eventapp.logistics.subsistence import Rules
from eventapp.registration import seats


def change_rules(workshop_id: int, rules: Rules, *, actor: Actor, now: datetime) -> None:
    """What a workshop pays for each night. Saying what is so already changes nothing."""
    if not policy.can_see_money(actor, workshop_id):
        raise Denied(_("Only the organizers and the finance team may do this."))
    with transaction():
        workshop = seats.lock(workshop_id)
        before, after = dict(workshop.subsistence), rules.to_json()
        if before != after:
            workshop.subsistence = after
            changes = audit.diff(before, after)
            audit.record(actor, "logistics.changed", now, workshop=workshop_id, subject=workshop, **changes)


def record_export(workshop_id: int, sheet: str, rows: int, *, actor: Actor, now: datetime) -> None:
    """Note that a sheet with data of so many people was taken out."""
    with transaction():
        audit.record(actor, "logistics.exported", now, workshop=workshop_id, sheet=sheet, rows=rows)
