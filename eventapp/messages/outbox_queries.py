"""What is queued, sent, failed; which addresses a message came back from."""

import uuid
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from eventapp.core import outbox
from eventapp.core.db import db, session
from eventapp.core.errors import Missing
from eventapp.core.jobs import Job
from eventapp.core.outbox import Message

PER_PAGE = 50
STATES = ("queued", "sent", "failed", "cancelled", "bounced")

_waits = and_(Message.sent_at.is_(None), Message.cancelled_at.is_(None))
_IN_STATE: dict[str, ColumnElement[bool]] = {
    "queued": and_(_waits, Message.failed_at.is_(None)),
    "sent": Message.sent_at.is_not(None),
    "failed": and_(_waits, Message.failed_at.is_not(None)),
    "cancelled": and_(Message.sent_at.is_(None), Message.cancelled_at.is_not(None)),
    "bounced": Message.bounced_at.is_not(None),
}


@dataclass(frozen=True, slots=True)
class OutboxFilter:
    """Which messages to show; what is empty does not matter. `text`: address, name or subject."""

    text: str = ""
    state: str = ""
    kind: str = ""
    mailing_id: int | None = None


@dataclass(frozen=True, slots=True)
class Bounce:
    """When and why a message to an address came back."""

    at: datetime
    reason: str


def message(workshop_id: int, message_id: uuid.UUID) -> Message:
    """A message of this workshop. Raises Missing."""
    row = session.get(Message, message_id)
    if row is None or row.workshop_id != workshop_id:
        raise Missing(_("There is no such message."))
    return row


def some(workshop_id: int, message_ids: Sequence[uuid.UUID]) -> list[Message]:
    """Those of these messages that are of this workshop."""
    rows: list[Message] = []
    for start in range(0, len(message_ids), 500):
        part = list(message_ids[start : start + 500])
        rows += session.scalars(select(Message).where(Message.workshop_id == workshop_id, Message.id.in_(part)))
    return rows


def ids(workshop_id: int, state: str, *, mailing_id: int | None = None, most: int | None = None) -> list[uuid.UUID]:
    """The ids of the messages in a state, oldest first."""
    query = select(Message.id).where(Message.workshop_id == workshop_id, _IN_STATE[state])
    if mailing_id is not None:
        query = query.where(_of_mailing(mailing_id))
    return list(session.scalars(query.order_by(Message.created_at).limit(most)))


def page(workshop_id: int, wanted: OutboxFilter, number: int = 1) -> Pagination:
    """One page of the outbox, newest first."""
    query = _filtered(select(Message).where(Message.workshop_id == workshop_id), wanted)
    newest = query.order_by(Message.created_at.desc(), Message.id)
    return db.paginate(newest, page=max(number, 1), per_page=PER_PAGE, error_out=False)


def counts(workshop_id: int, mailing_id: int | None = None) -> Counter[str]:
    """How many messages are in each state; those that came back are counted as sent too."""
    sums = [func.sum(case((condition, 1), else_=0)) for condition in _IN_STATE.values()]
    query = select(*sums).where(Message.workshop_id == workshop_id)
    if mailing_id is not None:
        query = query.where(_of_mailing(mailing_id))
    row = session.execute(query).one()
    return Counter({state: int(number or 0) for state, number in zip(_IN_STATE, row, strict=True)})


def kinds(workshop_id: int) -> list[str]:
    """The kinds of messages that were posted at this workshop."""
    query = select(Message.kind).where(Message.workshop_id == workshop_id).distinct().order_by(Message.kind)
    return list(session.scalars(query))


def next_tries(rows: Collection[Message]) -> dict[uuid.UUID, datetime]:
    """When those that wait after a failure are tried again."""
    keys = {outbox.job_key(row.id): row.id for row in rows if row.state == "queued" and row.failure}
    found = session.execute(select(Job.key, Job.run_after).where(Job.key.in_(list(keys)), Job.state == "queued"))
    return {keys[key]: when for key, when in found}


def of_registration(registration_id: int, most: int = 20) -> list[Message]:
    """What was written to a participant, newest first."""
    query = select(Message).where(Message.registration_id == registration_id)
    return list(session.scalars(query.order_by(Message.created_at.desc()).limit(most)))


def bounces(workshop_id: int, addresses: Collection[str]) -> dict[str, Bounce]:
    """{address in lower case: the latest message that came back from it}, for those of these addresses."""
    folded = sorted({address.lower() for address in addresses if address})
    found: dict[str, Bounce] = {}
    for start in range(0, len(folded), 500):
        query = select(Message.recipient, Message.bounced_at, Message.bounce_reason).where(
            Message.workshop_id == workshop_id,
            Message.bounced_at.is_not(None),
            func.lower(Message.recipient).in_(folded[start : start + 500]),
        )
        for address, at, reason in session.execute(query.order_by(Message.bounced_at)):
            if at is not None:
                found[address.lower()] = Bounce(at, reason)
    return found


def _filtered(query: Select[Message], wanted: OutboxFilter) -> Select[Message]:
    if wanted.state in _IN_STATE:
        query = query.where(_IN_STATE[wanted.state])
    if wanted.kind:
        query = query.where(Message.kind == wanted.kind)
    if wanted.mailing_id is not None:
        query = query.where(_of_mailing(wanted.mailing_id))
    for word in wanted.text.split():
        columns = (Message.recipient, Message.recipient_name, Message.subject)
        query = query.where(or_(*(column.icontains(word, autoescape=True) for column in columns)))
    return query


def _of_mailing(mailing_id: int) -> ColumnElement[bool]:
    return Message.kind == f"mailing.{mailing_id}"
