"""Sending a mailing: whom it goes to is settled now; each gets it once, also if this runs twice."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventapp.core import audit, jobs
from eventapp.core.actors import Actor, Role
from eventapp.core.db import session, transaction
from eventapp.core.errors import UserError
from eventapp.core.i18n import LANGUAGES
from eventapp.mailings import mails, recipients
from eventapp.mailings.models import Mailing
from eventapp.messages.occasions import FOCAL_POINTS
from eventapp.registration import mail_values
from eventapp.registration.labels import delegation_label
from eventapp.registration.models import Delegation, Registration
from eventapp.tasks import actions as tasks
from eventapp.tasks.work import Work, kind
from eventapp.workshops.models import Workshop

BATCH = 25


@kind("mailings.send", title=_l("Mailing"), leads_to=("mailings.index", _l("To the messages")))
def send(work: Work) -> None:
    """Puts the messages of a mailing into the outbox."""
    mailing = session.get_one(Mailing, work.args["mailing"])
    workshop = session.get_one(Workshop, work.workshop_id)
    ids = [one.id for one in recipients.meant(mailing, workshop).to_send]
    actor = Actor(work.actor_label, user_id=work.user_id)
    one_by_one = _Sending(mailing, workshop, actor)
    for recipient_id in work.over(ids, batch=BATCH, called=lambda one: _called(mailing.audience, one)):
        one_by_one.send(recipient_id, work.now)
    with work.step():
        mailing.state, mailing.sent_at = "sent", work.now


@jobs.handler("mailing.due")
def due(args: dict[str, Any], now: datetime) -> None:
    """The time of a scheduled mailing has come; nothing happens if it was changed or called off meanwhile."""
    with transaction() as current:
        mailing = current.get(Mailing, args["mailing"])
        if mailing is None or mailing.state != "scheduled" or mailing.send_at is None:
            return
        if mailing.send_at.isoformat() != args["at"]:
            return
        actor = Actor(mailing.created_by, roles=frozenset({(mailing.workshop_id, Role.ORGANIZER)}))
        begin(mailing, actor=actor, now=now)


def begin(mailing: Mailing, *, actor: Actor, now: datetime) -> None:
    """Start the work that sends a mailing, inside of the transaction that decides it."""
    mailing.state = "sending"
    round_ = mailing.recipients.get("rounds", 0) + 1
    mailing.recipients = {**mailing.recipients, "rounds": round_}
    args = {"mailing": mailing.id, "round": round_}
    mailing.task_id = tasks.start(mailing.workshop_id, "mailings.send", args, actor=actor, now=now).id


class _Sending:
    """What all messages of one mailing share."""

    def __init__(self, mailing: Mailing, workshop: Workshop, actor: Actor) -> None:
        self._mailing, self._workshop, self._actor = mailing, workshop, actor
        self._missing = {language: mail_values.missing_words(workshop, language) for language in LANGUAGES}

    def send(self, recipient_id: int, now: datetime) -> None:
        """One message. Raises UserError where the address went since the beginning."""
        if self._mailing.audience == FOCAL_POINTS:
            delegation = session.get(Delegation, recipient_id)
            if delegation is None or not delegation.focal_email:
                raise UserError(_("There is no e-mail address any more."))
            mails.to_focal_point(self._mailing, self._workshop, delegation, now)
            return
        registration = session.get(Registration, recipient_id)
        if registration is None or not registration.person.email:
            raise UserError(_("There is no e-mail address any more."))
        missing = self._missing[mail_values.language_of(registration, self._workshop)]
        mails.to_participant(self._mailing, self._workshop, registration, missing, now)
        if self._mailing.occasion == "will-you-come":
            registration.asked_to_come_at = now
            audit.record(
                self._actor, "registration.asked_to_come", now, workshop=self._workshop.id, subject=registration
            )


def _called(audience: str, recipient_id: int) -> str:
    if audience == FOCAL_POINTS:
        delegation = session.get(Delegation, recipient_id)
        return delegation_label(delegation) if delegation else str(recipient_id)
    registration = session.get(Registration, recipient_id)
    return registration.person.list_name if registration else str(recipient_id)
