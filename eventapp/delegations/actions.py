"""What is done with delegations from the board, and the question of a focal point to the organizers."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask_babel import gettext as _

from eventapp.accounts import queries as accounts
from eventapp.core import audit
from eventapp.core.actors import Actor, Role
from eventapp.core.db import transaction
from eventapp.core.errors import Denied, Invalid, UserError
from eventapp.core.i18n import language
from eventapp.delegations import mails, policy, queries
from eventapp.registration import mails as registration_mails
from eventapp.registration import queries as registration
from eventapp.registration import seats, verdicts
from eventapp.registration.actions import change_delegation, focal, focal_links
from eventapp.registration.labels import delegation_label
from eventapp.registration.models import Delegation, NominationImport, State
from eventapp.tasks.actions import start
from eventapp.tasks.models import Task
from eventapp.workshops.models import Workshop

MOST_QUESTIONS_A_DAY = 10
AT_ONCE = 25
"""So many links or reminders are written within the request; more go to the background."""

Problem = tuple[str, str]


def send_links(
    delegation_ids: Sequence[int], workshop_id: int, *, actor: Actor, now: datetime
) -> tuple[int, list[Problem]]:
    """Send the link to each: how many it was sent to, and (delegation, reason) for the others."""
    return _each(delegation_ids, workshop_id, "links", actor=actor, now=now)


def remind(
    delegation_ids: Sequence[int], workshop_id: int, *, actor: Actor, now: datetime
) -> tuple[int, list[Problem]]:
    """Remind each of its empty seats: how many were reminded, and (delegation, reason) for the others."""
    return _each(delegation_ids, workshop_id, "reminders", actor=actor, now=now)


def write_in_background(
    delegation_ids: Sequence[int], workshop_id: int, what: str, *, actor: Actor, now: datetime
) -> Task:
    """As `send_links` ("links") or `remind` ("reminders"), for many."""
    return start(workshop_id, f"delegations.{what}", {"delegations": list(delegation_ids)}, actor=actor, now=now)


def packs_in_background(delegation_ids: Sequence[int], workshop_id: int, *, actor: Actor, now: datetime) -> Task:
    """The packs of these delegations as one ZIP file."""
    return start(workshop_id, "delegations.packs", {"delegations": list(delegation_ids)}, actor=actor, now=now)


def write_one(delegation_id: int, workshop_id: int, what: str, *, actor: Actor, now: datetime) -> None:
    """One link ("links") or reminder ("reminders"). Raises UserError."""
    act = focal_links.send_focal_link if what == "links" else focal_links.remind_focal_point
    act(delegation_id, workshop_id, actor=actor, now=now)


def lend_seats(workshop_id: int, from_id: int, to_id: int, number: int, *, actor: Actor, now: datetime) -> None:
    """Give empty seats of one delegation to another, where whoever waits moves up. Raises Invalid, Denied."""
    if not policy.can_manage(actor, workshop_id):
        raise Denied(_("Only the organizers of this workshop may do this."))
    with transaction():
        seats.lock(workshop_id)
        giver, taker = registration.delegation(workshop_id, from_id), registration.delegation(workshop_id, to_id)
        empty = focal_links.empty_seats(giver)
        if giver.id == taker.id or number < 1:
            message = _("Choose another delegation, and at least one seat.")
            raise Invalid(message, {"to": message})
        if taker.seats is None:
            message = _("%(name)s has no number of seats of its own.", name=delegation_label(taker, language()))
            raise Invalid(message, {"to": message})
        if empty is None or number > empty:
            message = _("Only %(number)s of its seats are empty.", number=empty or 0)
            raise Invalid(message, {"number": message})
        before, more = giver.seats or 0, taker.seats + number
        change_delegation(giver.id, workshop_id, {"seats": before - number}, actor=actor, now=now)
        change_delegation(taker.id, workshop_id, {"seats": more}, actor=actor, now=now)


def acknowledge(delegation_id: int, workshop: Workshop, *, now: datetime) -> None:
    """Tell the focal point that names came in."""
    with transaction():
        registration_mails.list_received(registration.delegation(workshop.id, delegation_id), workshop, now=now)


def check_length(draft: NominationImport, delegation: Delegation) -> None:
    """Raises UserError for a list that names more people behind the seats than may wait there."""
    people = registration.of_delegation(delegation.id)
    waiting = sum(row.state == State.WAITLISTED for row in people)
    more, most = verdicts.summary(draft.report.get("lines", []))["waitlisted"], focal.most_waiting(delegation)
    if more and waiting + more > most:
        raise UserError(
            _(
                "The list names %(number)s people more than there are seats; at most %(most)s alternates can be named. "
                "Shorten the list, or ask the organizers.",
                number=waiting + more,
                most=most,
            )
        )


def ask_organizers(delegation_id: int, workshop_id: int, text: str, *, actor: Actor, now: datetime) -> None:
    """Send what the focal point wants to know to the organizers' mailbox, else to each of them.

    Raises Invalid without a text, UserError after too many questions of a day or where nobody can be written to.
    """
    with transaction():
        workshop = seats.lock(workshop_id)
        delegation = registration.delegation(workshop_id, delegation_id)
        if not policy.can_ask(actor, delegation):
            raise Denied(_("Only the focal point of this delegation may do this."))
        if not text.strip():
            message = _("Write what you would like to ask.")
            raise Invalid(message, {"text": message})
        if queries.asked_since(delegation.id, now - timedelta(days=1)) >= MOST_QUESTIONS_A_DAY:
            raise UserError(_("That is a lot of questions for one day. Please write to the organizers by e-mail."))
        recipients = _mailboxes(workshop)
        if not recipients:
            raise UserError(_("There is no address to send this to. Please write to the organizers by e-mail."))
        for recipient in recipients:
            mails.question(delegation, workshop, recipient, text.strip(), now=now)
        audit.record(actor, "registration.reminded", now, workshop=workshop_id, subject=delegation, asked=True)


def _mailboxes(workshop: Workshop) -> list[str]:
    if workshop.reply_to:
        return [workshop.reply_to]
    return [user.email for user, roles in accounts.team(workshop.id) if Role.ORGANIZER in roles]


def _each(
    delegation_ids: Sequence[int], workshop_id: int, what: str, *, actor: Actor, now: datetime
) -> tuple[int, list[Problem]]:
    done, problems = 0, []
    with transaction():
        for delegation_id in delegation_ids:
            delegation = registration.delegation(workshop_id, delegation_id)
            try:
                write_one(delegation_id, workshop_id, what, actor=actor, now=now)
                done += 1
            except UserError as error:
                if isinstance(error, Denied):
                    raise
                problems.append((delegation_label(delegation, language()), error.message))
    return done, problems
