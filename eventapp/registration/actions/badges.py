"""Badges and private links: given, taken back, given anew."""

from datetime import datetime

from flask_babel import gettext as _

from eventapp.core import audit
from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, UserError
from eventapp.registration import codes, facts, mails, policy, queries, seats
from eventapp.registration.models import Badge, Registration, State


def issue_badge(registration_id: int, workshop_id: int, *, actor: Actor, now: datetime) -> Badge:
    """The badge of a confirmed participant: the valid one if there is one, else a new one. Raises UserError."""
    _allow_at_the_door(actor, workshop_id)
    with transaction():
        seats.lock(workshop_id)
        registration = queries.registration(workshop_id, registration_id)
        if registration.state != State.CONFIRMED:
            raise UserError(_("Only who is confirmed has a badge."))
        return ensure_badge(registration, actor=actor, now=now)


def revoke_badge(registration_id: int, workshop_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """The code stops working from now on. Raises UserError if there is no valid badge."""
    _allow_at_the_door(actor, workshop_id)
    with transaction():
        seats.lock(workshop_id)
        registration = queries.registration(workshop_id, registration_id)
        badge = registration.badge
        if badge is None:
            raise UserError(_("There is no valid badge to revoke."))
        badge.revoked_at, badge.revoked_reason = now, reason
        audit.record(
            actor, "registration.badge_revoked", now, workshop=workshop_id, subject=registration, reason=reason
        )
        session.flush()


def reissue_badge(registration_id: int, workshop_id: int, reason: str, *, actor: Actor, now: datetime) -> Badge:
    """Revoke the valid badge, if any, and mint another with a new code."""
    with transaction():
        seats.lock(workshop_id)
        if queries.registration(workshop_id, registration_id).badge is not None:
            revoke_badge(registration_id, workshop_id, reason, actor=actor, now=now)
        return issue_badge(registration_id, workshop_id, actor=actor, now=now)


def correct_badge_name(
    registration_id: int, workshop_id: int, badge_name: str, *, actor: Actor, now: datetime
) -> Registration:
    """Change how a name stands on the badge, at the desk; "": as it is registered. Raises Denied, Missing, Invalid."""
    _allow_at_the_door(actor, workshop_id)
    with transaction():
        seats.lock(workshop_id)
        registration = queries.registration(workshop_id, registration_id)
        approved = registration.names_approved_at
        wanted = "" if badge_name == registration.person.badge_name else badge_name
        if changes := facts.write(registration, {"badge_name": wanted}):
            registration.names_approved_at = now if approved else None  # its owner stands there and says how it is
            audit.record(actor, "registration.changed", now, workshop=workshop_id, subject=registration, **changes)
            session.flush()
    return registration


def ensure_badge(registration: Registration, *, actor: Actor, now: datetime) -> Badge:
    """The valid badge of a registration, minted if there is none; inside the transaction that confirms it."""
    if registration.badge is not None:
        return registration.badge
    serial, code_hash = codes.new_badge()
    badge = Badge(serial=serial, code_hash=code_hash, issued_at=now)
    registration.badges.append(badge)
    session.flush()
    audit.record(actor, "registration.badge_issued", now, workshop=registration.workshop_id, subject=registration)
    return badge


def renew_link(registration_id: int, workshop_id: int, *, actor: Actor, now: datetime) -> None:
    """A new private link; the old one opens nothing any more."""
    _allow(actor, workshop_id)
    with transaction():
        registration = queries.registration(workshop_id, registration_id)
        registration.link_serial, registration.link_hash = codes.new_link()
        audit.record(actor, "registration.link_renewed", now, workshop=workshop_id, subject=registration)


def send_link(registration_id: int, workshop_id: int, *, actor: Actor, now: datetime) -> None:
    """Mail the private link to its owner. Raises UserError without an address."""
    _allow(actor, workshop_id)
    with transaction():
        workshop = seats.lock(workshop_id)
        registration = queries.registration(workshop_id, registration_id)
        if not registration.person.email:
            raise UserError(_("There is no e-mail address to send the link to."))
        mails.link(registration, workshop, now=now)
        audit.record(actor, "registration.link_sent", now, workshop=workshop_id, subject=registration)


def _allow(actor: Actor, workshop_id: int) -> None:
    if not policy.can_manage(actor, workshop_id):
        raise Denied(_("Only the organizers of this workshop may do this."))


def _allow_at_the_door(actor: Actor, workshop_id: int) -> None:
    """A badge is lost, or misspelt, where badges are handed out."""
    if not policy.can_receive(actor, workshop_id):
        raise Denied(_("Only the organizers and the check-in staff may do this."))
