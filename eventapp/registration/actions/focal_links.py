"""The private links of focal points: made, sent, made anew, revoked. Only the organizers do this."""

from datetime import datetime

from flask_babel import gettext as _

from eventapp.core import audit
from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, UserError
from eventapp.core.i18n import language
from eventapp.registration import codes, mails, policy, queries, seats
from eventapp.registration.labels import delegation_label
from eventapp.registration.models import HOLDS_SEAT, Delegation
from eventapp.workshops.models import Workshop


def send_focal_link(delegation_id: int, workshop_id: int, *, actor: Actor, now: datetime) -> None:
    """Mail the invitation to nominate with the link, which is made if there is none. Raises UserError."""
    with transaction():
        workshop, delegation = _opened(delegation_id, workshop_id, actor)
        _check_address(delegation)
        ensure_focal_link(delegation_id, workshop_id, actor=actor, now=now)
        mails.invite_to_nominate(delegation, workshop, now=now)
        delegation.link_sent_at = now
        audit.record(
            actor,
            "registration.focal_link_sent",
            now,
            workshop=workshop_id,
            subject=delegation,
            to=delegation.focal_email,
        )


def ensure_focal_link(delegation_id: int, workshop_id: int, *, actor: Actor, now: datetime) -> Delegation:
    """The delegation with a link that opens its page; made if there is none."""
    with transaction():
        _workshop, delegation = _opened(delegation_id, workshop_id, actor)
        if not delegation.link_serial:
            delegation.link_serial, delegation.link_hash = codes.new_focal_link()
            audit.record(
                actor, "registration.delegation_changed", now, workshop=workshop_id, subject=delegation, link="made"
            )
            session.flush()
    return delegation


def renew_focal_link(delegation_id: int, workshop_id: int, *, actor: Actor, now: datetime) -> None:
    """A new link; the old one opens nothing any more, and the new one has not been sent yet."""
    with transaction():
        revoke_focal_link(delegation_id, workshop_id, actor=actor, now=now)
        ensure_focal_link(delegation_id, workshop_id, actor=actor, now=now)


def revoke_focal_link(delegation_id: int, workshop_id: int, *, actor: Actor, now: datetime) -> None:
    """The link opens nothing any more. Who was named stays."""
    with transaction():
        _workshop, delegation = _opened(delegation_id, workshop_id, actor)
        if not delegation.link_serial:
            return
        delegation.link_serial, delegation.link_hash, delegation.link_sent_at = "", None, None
        audit.record(actor, "registration.focal_link_revoked", now, workshop=workshop_id, subject=delegation)
        session.flush()


def remind_focal_point(delegation_id: int, workshop_id: int, *, actor: Actor, now: datetime) -> None:
    """Say how many seats are still empty. Raises UserError where none is, or nobody can be written to."""
    with transaction():
        workshop, delegation = _opened(delegation_id, workshop_id, actor)
        _check_address(delegation)
        if empty_seats(delegation) == 0:
            name = delegation_label(delegation, language())
            raise UserError(_("All seats of %(delegation)s are taken; there is nothing to remind of.", delegation=name))
        ensure_focal_link(delegation_id, workshop_id, actor=actor, now=now)
        mails.remind_delegation(delegation, workshop, now=now)
        audit.record(actor, "registration.reminded", now, workshop=workshop_id, subject=delegation)


def empty_seats(delegation: Delegation) -> int | None:
    """How many of its own seats nobody holds; None where it has no number of its own."""
    if delegation.seats is None:
        return None
    held = [row.id for row in queries.of_delegation(delegation.id) if row.state in HOLDS_SEAT]
    return max(delegation.seats - len(held), 0)


def _check_address(delegation: Delegation) -> None:
    if not delegation.focal_email:
        name = delegation_label(delegation, language())
        raise UserError(_("%(delegation)s has no focal point with an e-mail address yet.", delegation=name))


def _opened(delegation_id: int, workshop_id: int, actor: Actor) -> tuple[Workshop, Delegation]:
    if not policy.can_manage(actor, workshop_id):
        raise Denied(_("Only the organizers of this workshop may do this."))
    workshop = seats.lock(workshop_id)
    return workshop, queries.delegation(workshop_id, delegation_id)
