"""A spelling put right at the desk, before the badge is printed anew."""

from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _

from eventapp.checkin import policy, queries
from eventapp.core.actors import Actor
from eventapp.core.errors import Denied, Missing
from eventapp.registration import actions as registration
from eventapp.registration.models import Registration


def correct_name(workshop_id: int, public_id: UUID, badge_name: str, *, actor: Actor, now: datetime) -> Registration:
    """Write the name on the badge as its owner wants it; "" for the name as it is registered, which stays.

    Raises Denied, Missing, Invalid for a name that is too long.
    """
    if not policy.can_scan(actor, workshop_id):
        raise Denied(_("You do not check people in at this workshop."))
    found = queries.registrations_named(workshop_id, {public_id})
    if public_id not in found:
        raise Missing(_("There is no such participant at this workshop."))
    return registration.correct_badge_name(found[public_id], workshop_id, badge_name, actor=actor, now=now)
