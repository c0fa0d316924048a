"""Writing a mailing, trying it out, sending it now or at a time, calling it off."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from eventapp.core import audit, jobs
from eventapp.core.actors import Actor
from eventapp.core.db import transaction
from eventapp.core.errors import Denied, Invalid, UserError
from eventapp.core.i18n import LANGUAGES
from eventapp.core.texts import Texts
from eventapp.mailings import policy, queries, work
from eventapp.mailings.models import Mailing
from eventapp.messages import actions as messages
from eventapp.messages import outbox_queries, rendering
from eventapp.messages.occasions import Occasion, of_mailing
from eventapp.tasks import actions as tasks
from eventapp.tasks import queries as task_queries
from eventapp.tasks.models import UNFINISHED
from eventapp.workshops.models import Workshop

EDITABLE = ("draft", "scheduled")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a mailing is. `recipients`: {"ids": […]} or {"filter": {…}, "missing": bool, "empty_seats": bool}."""

    occasion: str
    audience: str
    recipients: dict[str, Any]
    subject: Texts
    body: Texts


def write(workshop_id: int, facts: Facts, mailing_id: int | None = None, *, actor: Actor, now: datetime) -> Mailing:
    """Keep a mailing as a draft, or change one that is not sent yet. Raises Invalid with the fields that are wrong."""
    _check(actor, workshop_id)
    _check_words(of_mailing(facts.occasion, facts.audience), facts.subject, facts.body)
    with transaction() as current:
        if mailing_id is None:
            row = Mailing(workshop_id=workshop_id, created_by=actor.label, created_at=now)
            current.add(row)
        else:
            row = _editable(workshop_id, mailing_id)
        row.occasion, row.audience, row.recipients = facts.occasion, facts.audience, facts.recipients
        row.subject, row.body = facts.subject, facts.body
        current.flush()
    return row


def remove(workshop_id: int, mailing_id: int, *, actor: Actor, now: datetime) -> None:
    """Throw a draft away."""
    _check(actor, workshop_id)
    with transaction() as current:
        row = _editable(workshop_id, mailing_id)
        audit.record(actor, "mailings.cancelled", now, workshop=workshop_id, subject=row, draft=dict(row.subject))
        current.delete(row)


def send(workshop_id: int, mailing_id: int, *, actor: Actor, now: datetime) -> Mailing:
    """Send it now to those who have not got it yet; the work goes on in the background."""
    _check(actor, workshop_id)
    with transaction():
        row = queries.find(workshop_id, mailing_id)
        if row.state == "sending":
            return row
        audit.record(actor, "mailings.scheduled", now, workshop=workshop_id, subject=row, at=now.isoformat())
        work.begin(row, actor=actor, now=now)
    return row


def schedule(workshop_id: int, mailing_id: int, at: datetime, *, actor: Actor, now: datetime) -> Mailing:
    """Send it at an instant; until then it can be changed or called off. Raises Invalid for one that is over."""
    _check(actor, workshop_id)
    if at <= now:
        raise Invalid(_("This time is over."), fields={"at": _("This time is over.")})
    with transaction():
        row = _editable(workshop_id, mailing_id)
        row.state, row.send_at = "scheduled", at
        stamp = at.isoformat()
        args = {"mailing": row.id, "at": stamp}
        jobs.enqueue("mailing.due", f"mailing:{row.id}:{stamp}:{now.isoformat()}", args, now=now, after=at)
        audit.record(actor, "mailings.scheduled", now, workshop=workshop_id, subject=row, at=stamp)
    return row


def unschedule(workshop_id: int, mailing_id: int, *, actor: Actor, now: datetime) -> None:
    """Not at that time: it is a draft again."""
    _check(actor, workshop_id)
    with transaction():
        row = _editable(workshop_id, mailing_id)
        row.state, row.send_at = "draft", None
        audit.record(actor, "mailings.cancelled", now, workshop=workshop_id, subject=row)


def call_off(workshop_id: int, mailing_id: int, *, actor: Actor, now: datetime) -> int:
    """Stop a mailing that is being sent: what is still in the outbox is not sent. How many messages that were."""
    _check(actor, workshop_id)
    with transaction():
        row = queries.find(workshop_id, mailing_id)
        if row.task_id is not None and task_queries.find(workshop_id, row.task_id).state in UNFINISHED:
            tasks.cancel(workshop_id, row.task_id, actor=actor, now=now)
        waiting = outbox_queries.ids(workshop_id, "queued", mailing_id=mailing_id)
        stopped = messages.call_off(workshop_id, waiting, actor=actor, now=now)
        if row.state in ("sending", "sent"):
            row.state = "cancelled"
        audit.record(actor, "mailings.cancelled", now, workshop=workshop_id, subject=row, messages=stopped)
    return stopped


def schedule_suggested(workshop: Workshop, occasion: str, *, actor: Actor, now: datetime) -> Mailing:
    """Write and schedule what most workshops send, with the words of its occasion, at its usual time."""
    wanted = queries.suggestion(workshop, occasion, now)
    subject, body = starting_words(workshop.id, wanted.occasion)
    facts = Facts(occasion, wanted.occasion.audience, wanted.recipients, subject, body)
    with transaction():
        row = write(workshop.id, facts, actor=actor, now=now)
        return schedule(workshop.id, row.id, wanted.at, actor=actor, now=now)


def starting_words(workshop_id: int, occasion: Occasion) -> tuple[Texts, Texts]:
    """Subject and body that a mailing begins with, in each language."""
    if not occasion.key:
        return Texts(), Texts()
    words = rendering.words(workshop_id, occasion)
    picked = {language: words.pick(language) for language in LANGUAGES}
    return (
        Texts({language: subject for language, (subject, _body) in picked.items()}),
        Texts({language: body for language, (_subject, body) in picked.items()}),
    )


def _check_words(occasion: Occasion, subject: Texts, body: Texts) -> None:
    first = next(iter(LANGUAGES))
    wrong = rendering.problems(occasion, subject, body)
    for name, texts in (("subject", subject), ("body", body)):
        if not texts:
            wrong[f"{name}.{first}"] = _("Write it in one language at least.")
    if wrong:
        raise Invalid(_("Some placeholders are not right."), fields=wrong)


def _editable(workshop_id: int, mailing_id: int) -> Mailing:
    row = queries.find(workshop_id, mailing_id)
    if row.state not in EDITABLE:
        raise UserError(_("This mailing is sent already; it can no longer be changed."))
    return row


def _check(actor: Actor, workshop_id: int) -> None:
    if not policy.can_mail(actor, workshop_id):
        raise Denied(_("Your role at this workshop does not include this."))
