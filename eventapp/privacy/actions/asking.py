"""What participants do about their own data, and the organizer's answer."""

from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext as _

from eventapp.core import audit
from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, UserError
from eventapp.privacy import mails, policy, queries
from eventapp.registration.models import Registration
from eventapp.registration.queries import registration as find
from eventapp.workshops.models import Workshop


def ask_erasure(registration_id: int, workshop_id: int, url: str, *, actor: Actor, now: datetime) -> None:
    """Ask to be erased; the organizers get a mail with the address `url` of the request. Once is enough."""
    with transaction():
        row = _own(registration_id, workshop_id, actor)
        if queries.requested(row) is not None:
            return
        audit.record(actor, queries.ASKED, now, workshop=workshop_id, subject=row)
        mails.erasure_asked(session.get_one(Workshop, workshop_id), row, url, now=now)


def refuse_erasure(registration_id: int, workshop_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Say no to a request, with the reason, which the person reads by mail and on their own page."""
    if not policy.can_manage(actor, workshop_id):
        raise Denied(_("Only organizers manage people's data."))
    if not reason:
        raise UserError(_("Say why the data has to be kept; the person reads it."))
    with transaction():
        row = find(workshop_id, registration_id)
        if queries.requested(row) is None:
            raise UserError(_("There is no open request of this person."))
        audit.record(actor, queries.REFUSED, now, workshop=workshop_id, subject=row, reason=reason)
        mails.erasure_refused(session.get_one(Workshop, workshop_id), row, reason, now=now)


def set_photo_consent(registration_id: int, workshop_id: int, allowed: bool, *, actor: Actor, now: datetime) -> None:
    """Whether the participant may be photographed at the workshop."""
    with transaction():
        row = _own(registration_id, workshop_id, actor)
        if row.photo_consent != allowed:
            change = [row.photo_consent, allowed]
            row.photo_consent = allowed
            audit.record(
                actor, "privacy.photo_consent_changed", now, workshop=workshop_id, subject=row, photo_consent=change
            )


def record_copy(rows: Iterable[Registration], *, actor: Actor, now: datetime) -> None:
    """Note that a copy of somebody's data was taken, at each workshop that the data is from."""
    own = list(rows)
    if not any(row.id == actor.registration_id for row in own) and not policy.can_manage_person(
        actor, {row.workshop_id for row in own}
    ):
        raise Denied(_("Only an organizer of every workshop that the person is known from may do this."))
    with transaction():
        for row in own:
            audit.record(actor, "privacy.copied", now, workshop=row.workshop_id, subject=row)


def _own(registration_id: int, workshop_id: int, actor: Actor) -> Registration:
    if actor.registration_id != registration_id and not policy.can_manage(actor, workshop_id):
        raise Denied(_("This is for the participant alone."))
    return find(workshop_id, registration_id)
