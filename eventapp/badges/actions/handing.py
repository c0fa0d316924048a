"""A badge goes into its owner's hand: neither that it was printed nor that its owner arrived."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _

from eventapp.badges import policy
from eventapp.core import audit
from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, UserError
from eventapp.registration import queries as registrations
from eventapp.registration import seats
from eventapp.registration.models import Badge


def hand_over(workshop_id: int, registration_id: int, at: datetime, *, actor: Actor, now: datetime) -> Badge:
    """The badge that its owner was given at `at`; said twice, in whatever order, the earliest time is kept.

    It is the badge that worked at `at`, else the one that works now: a desk without a network may tell us late.
    Raises Denied, Missing, and UserError for somebody who never had a badge.
    """
    if not policy.can_print(actor, workshop_id):
        raise Denied(_("You may not hand over badges at this workshop."))
    with transaction():
        seats.lock(workshop_id)
        registration = registrations.registration(workshop_id, registration_id)
        badge = _held_at(registration.badges, at)
        if badge is None:
            raise UserError(_("%(name)s has no badge to be handed over.", name=registration.shown_name))
        if badge.handed_at is not None and badge.handed_at <= at:
            return badge
        badge.handed_at, badge.handed_by = at, actor.label[:200]
        audit.record(actor, "badges.handed_over", now, workshop=workshop_id, subject=registration)
        session.flush()
        return badge


def _held_at(badges: Sequence[Badge], at: datetime) -> Badge | None:
    """The badge that worked at `at`, else the one that works, else the last there was."""
    then = [badge for badge in badges if badge.issued_at <= at and (badge.revoked_at is None or badge.revoked_at > at)]
    valid = [badge for badge in badges if badge.revoked_at is None]
    return next(iter([*reversed(then), *valid, *reversed(badges)]), None)
