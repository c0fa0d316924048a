"""Setting what counts as attended."""

from datetime import datetime

from flask_babel import gettext as _

from eventapp.attendance import policy
from eventapp.attendance.rules import Rules, rules_of
from eventapp.core import audit
from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid
from eventapp.workshops.models import Workshop


def change_rules(workshop_id: int, rules: Rules, *, actor: Actor, now: datetime) -> Workshop:
    """Set the rules of a workshop; everything that follows from them follows at once. Raises Denied, Invalid."""
    if not policy.can_set_rules(actor, workshop_id):
        raise Denied(_("Only the organizers of this workshop may do this."))
    for name in ("session_share", "day_share", "threshold"):
        if not 1 <= getattr(rules, name) <= 100:
            message = _("A share is from 1 to 100 percent.")
            raise Invalid(message, {name: message})
    with transaction():
        workshop = session.get_one(Workshop, workshop_id)
        before = rules_of(workshop.presence).as_json()
        workshop.presence = rules.as_json()
        changes = audit.diff(before, workshop.presence)
        if changes:
            audit.record(actor, "attendance.rules_changed", now, workshop=workshop_id, subject=workshop, **changes)
    return workshop
