"""The second form: what is asked of a participant once the seat is confirmed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, UserError
from eventapp.fields import actions as fields
from eventapp.fields.models import Stage
from eventapp.registration import policy, queries, seats
from eventapp.registration.models import Registration, State
from eventapp.workshops.models import Workshop


def send_details(
    registration_id: int,
    workshop_id: int,
    values: Mapping[str, Any],
    *,
    whole: bool = True,
    actor: Actor,
    now: datetime,
) -> list[str]:
    """Keep the answers to the second form; the keys of what is different now.

    `whole` False: something in the form is wrong still, and only what need not be sent twice (a file) is kept.
    Its owner may until the workshop's `details_close_at`, the organizer at any time. Raises UserError, Invalid.
    """
    with transaction():
        workshop = seats.lock(workshop_id)
        registration = queries.registration(workshop_id, registration_id)
        if not policy.can_change(actor, registration):
            raise Denied(_("You may not change this registration."))
        if registration.state != State.CONFIRMED:
            raise UserError(_("This form opens once your participation is confirmed."))
        if is_closed(workshop, now) and not policy.can_manage(actor, workshop_id):
            raise UserError(_("The time to change this is over. Ask the organizers."))
        changed = fields.answer(
            registration.id, workshop_id, registration.type_id, Stage.CONFIRMED, values, by=actor, now=now
        )
        if whole and (changed or registration.details_at is None):
            registration.details_at = now
        session.flush()
    return changed


def is_closed(workshop: Workshop, now: datetime) -> bool:
    """Whether the deadline of the second form is over."""
    return workshop.details_close_at is not None and now > workshop.details_close_at


def is_open_to(registration: Registration) -> bool:
    """Whether a participant has come as far as the second form."""
    return registration.state == State.CONFIRMED
