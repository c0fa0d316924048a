"""Writing the words, sending tests, and dealing with what did not arrive."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _

from eventapp.core import audit, jobs, outbox
from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, UserError
from eventapp.core.outbox import Message
from eventapp.core.texts import Texts
from eventapp.messages import outbox_queries, policy, queries, rendering
from eventapp.messages.models import MessageTemplate
from eventapp.messages.occasions import Occasion
from eventapp.messages.previewing import Preview
from eventapp.workshops.models import Workshop

MOST_AT_ONCE = 5000


def write(
    workshop_id: int, occasion: Occasion, subject: Texts, body: Texts, *, actor: Actor, now: datetime
) -> MessageTemplate:
    """Keep the organizer's own words for an occasion; without any, ours are used again.

    Raises Invalid with {"body.ru": …} where a placeholder is unknown, a brace alone or a required one missing.
    """
    _check(actor, workshop_id)
    check_words(occasion, subject, body)
    with transaction() as current:
        row = queries.template(workshop_id, occasion.key)
        if row is None:
            row = MessageTemplate(workshop_id=workshop_id, occasion=occasion.key, changed_at=now)
            current.add(row)
        before = {"subject": dict(row.subject or {}), "body": dict(row.body or {})}
        row.subject, row.body, row.changed_at = subject, body, now
        current.flush()
        changes = audit.diff(before, {"subject": dict(subject), "body": dict(body)})
        if changes:
            facts = {"occasion": occasion.key, "words": changes}
            audit.record(actor, "messages.template_changed", now, workshop=workshop_id, subject=row, **facts)
    return row


def check_words(occasion: Occasion, subject: Texts, body: Texts) -> None:
    """Raises Invalid naming the field, the language and what is wrong there."""
    wrong = rendering.problems(occasion, subject, body)
    if wrong:
        raise Invalid(_("Some placeholders are not right."), fields=wrong)


def send_test(workshop: Workshop, previews: Sequence[Preview], address: str, *, actor: Actor, now: datetime) -> None:
    """What was previewed, to oneself: one mail for each language. Raises UserError for who has no address."""
    _check(actor, workshop.id)
    if not address:
        raise UserError(_("There is no e-mail address to send the test to."))
    with transaction():
        for preview in previews:
            outbox.post(
                "messages.test",
                address,
                _("[Test, %(language)s] %(subject)s", language=preview.language, subject=preview.subject),
                preview.body,
                now=now,
                workshop=workshop.id,
                sender=rendering.sender(workshop),
            )


def retry(workshop_id: int, message_ids: Sequence[uuid.UUID], *, actor: Actor, now: datetime) -> int:
    """Send failed messages again, with all tries; how many there were."""
    _check(actor, workshop_id)
    with transaction():
        failed = [row for row in outbox_queries.some(workshop_id, message_ids) if row.state == "failed"]
        for row in failed:
            row.failed_at, row.failure = None, ""
        _again(failed, now)
    return len(failed)


def retry_all(workshop_id: int, *, actor: Actor, now: datetime) -> int:
    """Send every failed message of a workshop again, at most `MOST_AT_ONCE`; how many there were."""
    failed = outbox_queries.ids(workshop_id, "failed", most=MOST_AT_ONCE)
    return retry(workshop_id, failed, actor=actor, now=now)


def call_off(workshop_id: int, message_ids: Sequence[uuid.UUID], *, actor: Actor, now: datetime) -> int:
    """Do not send what has not begun to be sent; how many messages that were. Their reason may be used again."""
    _check(actor, workshop_id)
    stopped = 0
    with transaction():
        for start in range(0, len(message_ids), 500):
            rows = outbox_queries.some(workshop_id, message_ids[start : start + 500])
            waiting = {outbox.job_key(row.id): row for row in rows if row.state in ("queued", "failed")}
            late = {key for key, row in waiting.items() if row.state == "queued"} - jobs.call_off(list(waiting))
            for key, row in waiting.items():
                if key not in late:
                    row.cancelled_at, row.key, row.link = now, None, None
                    stopped += 1
            session.flush()
        if stopped:
            audit.record(actor, "mailings.cancelled", now, workshop=workshop_id, messages=stopped)
    return stopped


def mark_bounced(workshop_id: int, message_id: uuid.UUID, reason: str, *, actor: Actor, now: datetime) -> None:
    """A sent message came back. Later messages to its address warn of it. Raises UserError if it was not sent."""
    _check(actor, workshop_id)
    with transaction():
        row = outbox_queries.message(workshop_id, message_id)
        if row.sent_at is None:
            raise UserError(_("Only a message that was sent can have come back."))
        row.bounced_at, row.bounce_reason = now, reason[:300]
        audit.record(actor, "mailings.bounced", now, workshop=workshop_id, reason=reason[:300], kind=row.kind)


def unmark_bounced(workshop_id: int, message_id: uuid.UUID, *, actor: Actor, now: datetime) -> None:
    """It had not come back after all."""
    _check(actor, workshop_id)
    with transaction():
        row = outbox_queries.message(workshop_id, message_id)
        row.bounced_at, row.bounce_reason = None, ""
        audit.record(actor, "mailings.bounced", now, workshop=workshop_id, reason=None, kind=row.kind)


def _again(rows: Sequence[Message], now: datetime) -> None:
    keys = [outbox.job_key(row.id) for row in rows]
    for start in range(0, len(keys), 500):
        jobs.enqueue_again(keys[start : start + 500], now=now)
    session.flush()


def _check(actor: Actor, workshop_id: int) -> None:
    if not policy.can_write(actor, workshop_id):
        raise Denied(_("Your role at this workshop does not include this."))
