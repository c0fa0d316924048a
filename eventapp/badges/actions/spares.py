"""Blank badges: a code and a category, and no name until somebody is given one."""

from datetime import datetime

from flask_babel import gettext as _

from eventapp.badges import policy, queries
from eventapp.badges.models import SpareBadge
from eventapp.core import audit
from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Missing, UserError
from eventapp.registration import queries as registrations
from eventapp.registration import seats
from eventapp.registration.models import Badge, Registration, State


def give_spare(
    workshop_id: int, code_hash: str, registration_id: int, *, at: datetime | None = None, actor: Actor, now: datetime
) -> Badge:
    """The blank badge whose code has this hash becomes the badge of a confirmed participant, handed over at `at`
    (None: `now`).

    A badge that worked until then is revoked. Given to the same person again, nothing changes. Raises Denied, Missing
    for a code that is no blank badge of this workshop, UserError if it is somebody else's or the person is not
    confirmed.
    """
    if not policy.can_print(actor, workshop_id):
        raise Denied(_("You may not hand over badges at this workshop."))
    with transaction():
        seats.lock(workshop_id)
        spare = queries.spare(workshop_id, code_hash)
        if spare is None:
            raise Missing(_("This is no blank badge of this workshop."))
        registration = registrations.registration(workshop_id, registration_id)
        for badge in registration.badges:
            if badge.code_hash == code_hash:
                return badge
        _refuse(spare, registration)
        return _given(spare, registration, at or now, actor, now)


def _refuse(spare: SpareBadge, registration: Registration) -> None:
    if spare.given_at is not None:
        raise UserError(_("The blank badge No. %(number)s was given to somebody else already.", number=spare.number))
    if registration.state != State.CONFIRMED:
        raise UserError(_("Only who is confirmed has a badge."))


def _given(spare: SpareBadge, registration: Registration, at: datetime, actor: Actor, now: datetime) -> Badge:
    before = registration.badge
    if before is not None:
        before.revoked_at, before.revoked_reason = (
            now,
            _("Replaced by the blank badge No. %(number)s", number=spare.number),
        )
        session.flush()  # one badge works at a time
    badge = Badge(
        serial=spare.serial,
        code_hash=spare.code_hash,
        issued_at=spare.created_at,
        printed_at=spare.created_at,
        handed_at=at,
        handed_by=actor.label[:200],
    )
    registration.badges.append(badge)
    spare.registration_id, spare.given_at = registration.id, at
    session.flush()
    audit.record(
        actor,
        "badges.spare_given",
        now,
        workshop=registration.workshop_id,
        subject=registration,
        number=spare.number,
    )
    return badge
