"""Mail. A message is a row written with the change it tells of; a job sends it after the commit.

A message with a `key` exists once, whoever asks for it again. Sending is tried again on the schedule of the jobs; what
the server refuses for good fails at once, and only that message. While the server is out of reach (a laptop without
internet, for days), mails wait. Between the server's "accepted" and our commit a
killed worker leaves a message that is sent a second time, with the same Message-ID.
"""

import re
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.core import jobs, mail_server
from eventapp.core.db import Base, session, transaction

LINK = "{link}"
LONGEST_SUBJECT = 300
LONGEST_SENDING = timedelta(minutes=5)
"""How long one mail may take (a dozen answers of a slow server, `mail_server.SMTP_TIMEOUT_S` each)."""
JOB = "mail.send"
OUT_OF_REACH = ("unreachable", "timeout")
"""Reasons that say nothing about the mail: it waits, and has used up none of its tries."""
WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1))
"""How long before the mail server is tried again; the last one again and again."""
LONGEST_WAIT = timedelta(days=30)
BREATH = timedelta(seconds=30)
"""After a try that did not reach the server, other mails do not even try for so long: each could take a while."""

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
_gathered: ContextVar[list["Message"] | None] = ContextVar("gathered", default=None)
_stays: list[Callable[[int], bool]] = []
_unreached: dict[str, tuple[datetime, mail_server.Failure]] = {}  # by mail server: when last tried in vain


def keep_in(stays: Callable[[int], bool]) -> None:
    """`stays(workshop id)`: whether that workshop's mails are written, but never leave (a rehearsal's)."""
    if stays not in _stays:
        _stays.append(stays)


class Message(Base):
    """One mail to one address. `link` is the secret part; it is wiped once the mail is sent or called off."""

    __tablename__ = "message"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    workshop_id: Mapped[int | None] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(60))
    recipient: Mapped[str] = mapped_column(String(254))
    recipient_name: Mapped[str] = mapped_column(String(300), default="")
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)
    link: Mapped[str | None] = mapped_column(Text)
    delegation_id: Mapped[int | None] = mapped_column(ForeignKey("delegation.id", ondelete="CASCADE"), index=True)
    key: Mapped[str | None] = mapped_column(
        String(120), index=True, unique=True
    )  # one message for one reason to one person
    from_name: Mapped[str] = mapped_column(String(300), default="")
    reply_to: Mapped[str] = mapped_column(String(254), default="")
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]  # given up
    failure: Mapped[str] = mapped_column(String(300), default="")  # "reason detail" of the last try, see mail_server
    cancelled_at: Mapped[datetime | None]
    bounced_at: Mapped[datetime | None]
    bounce_reason: Mapped[str] = mapped_column(String(300), default="")

    @property
    def state(self) -> str:
        """queued, sent, failed or cancelled."""
        if self.sent_at is not None:
            return "sent"
        if self.cancelled_at is not None:
            return "cancelled"
        return "failed" if self.failed_at is not None else "queued"


@dataclass(frozen=True, slots=True)
class Sender:
    """As whom we write, and where answers go; empty: as eventapp, and nowhere."""

    name: str = ""
    reply_to: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A mail to be posted, with what it is about. `{link}` in the body stands for `link`."""

    kind: str
    recipient: str
    subject: str
    body: str
    link: str | None = None
    name: str = ""
    workshop: int | None = None
    registration: int | None = None
    delegation: int | None = None
    key: str | None = None
    sender: Sender = Sender()


def post(
    kind: str,
    recipient: str,
    subject: str,
    body: str,
    *,
    now: datetime,
    link: str | None = None,
    name: str = "",
    workshop: int | None = None,
    registration: int | None = None,
    delegation: int | None = None,
    key: str | None = None,
    sender: Sender = Sender(),
) -> Message:
    """Put a mail in the outbox within the current transaction. `{link}` in the body stands for `link`.

    With a `key` that a message has already, that message is returned and nothing is posted.
    """
    if key is not None and (there := session.scalar(select(Message).where(Message.key == key))) is not None:
        return there
    draft = Draft(kind, recipient, subject, body, link, name, workshop, registration, delegation, key, sender)
    message = _row(draft, now)
    gathered = _gathered.get()
    if gathered is not None:
        gathered.append(message)
        return message
    session.add(message)
    session.flush()
    jobs.enqueue(JOB, job_key(message.id), {"message": str(message.id)}, now=now)
    return message


def post_many(drafts: Iterable[Draft], *, now: datetime) -> list[Message]:
    """Put many mails in the outbox within the current transaction, in few statements.

    Those whose key a message has already are left out, also when it comes twice in `drafts`; the rest is returned.
    """
    wanted = list(drafts)
    taken = _taken([draft.key for draft in wanted if draft.key is not None])
    rows = []
    for draft in wanted:
        if draft.key is not None:
            if draft.key in taken:
                continue
            taken.add(draft.key)
        rows.append(_row(draft, now))
    _write(rows, now)
    return rows


@contextmanager
def together() -> Iterator[None]:
    """The mails posted inside are written at its end in few statements; for many mails within one transaction."""
    gathered: list[Message] = []
    token = _gathered.set(gathered)
    try:
        yield
    finally:
        _gathered.reset(token)
    if gathered:
        _write(gathered, gathered[0].created_at)


def job_key(message_id: uuid.UUID) -> str:
    """The key of the job that sends a message."""
    return f"mail:{message_id}"


def compose(message: Message, domain: str, now: datetime) -> EmailMessage:
    """The mail as it goes out. Names go through `Address`, so no header can be smuggled in."""
    mail = EmailMessage()
    mail["Subject"] = message.subject
    mail["From"] = Address(_one_line(message.from_name) or "eventapp", "no-reply", domain)
    mail["To"] = _address(message.recipient, message.recipient_name)
    if message.reply_to:
        mail["Reply-To"] = _address(message.reply_to, message.from_name)
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<{message.id}@{domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.body.replace(LINK, message.link or ""))
    return mail


def _send(args: dict[str, Any], now: datetime) -> None:
    """Once per message: a sent one is skipped, and a second copy after a crash has the same Message-ID."""
    message_id = uuid.UUID(args["message"])
    with transaction() as current:
        jobs.renew(now, LONGEST_SENDING)
        message = current.get(Message, message_id)
        if message is None or message.state != "queued":
            return
        if message.workshop_id is not None and any(stays(message.workshop_id) for stays in _stays):
            message.cancelled_at, message.link = now, None
            return
        settings = current_app.config["SETTINGS"]
        domain = urlsplit(settings.base_url).hostname or "localhost"
        try:
            mail = compose(message, domain, now)
        except (ValueError, UnicodeError, IndexError) as error:  # an address that is none
            _refused(message, mail_server.Failure("address", str(error)[:200], final=True), now)
            return
    try:
        _deliver(settings.mail_url, mail, now)
    except mail_server.Failure as failure:
        with transaction() as current:
            jobs.renew(now)
            waiting = current.get_one(Message, message_id)
            _refused(waiting, failure, now)
            patient = failure.reason in OUT_OF_REACH and now - waiting.created_at < LONGEST_WAIT
        if patient:
            waited = args.get(jobs.POSTPONED, 0)
            raise jobs.Postponed(now + WAITS[min(waited, len(WAITS) - 1)], str(failure)) from failure
        if not failure.final:
            raise
        return
    with transaction() as current:
        sent = current.get_one(Message, message_id)
        sent.sent_at, sent.link, sent.failure = now, None, ""


def _deliver(mail_url: str, mail: EmailMessage, now: datetime) -> None:
    """Hand it over. Raises Failure, without a try if the server was out of reach a moment ago."""
    tried, failure = _unreached.get(mail_url, (None, None))
    if tried is not None and failure is not None and tried <= now < tried + BREATH:
        raise failure
    try:
        mail_server.deliver(mail_url, mail)
    except mail_server.Failure as failed:
        if failed.reason in OUT_OF_REACH:
            _unreached[mail_url] = now, failed
        raise
    _unreached.pop(mail_url, None)


def _given_up(args: dict[str, Any], now: datetime) -> None:
    """After the last try."""
    message = session.get(Message, uuid.UUID(args["message"]))
    if message is not None and message.sent_at is None:
        message.failed_at = now


jobs.handler(JOB, given_up=_given_up)(_send)
jobs.when_idle(mail_server.hang_up)


def _refused(message: Message, failure: mail_server.Failure, now: datetime) -> None:
    message.failure = str(failure)[:300]
    if failure.final:
        message.failed_at = now


def _row(draft: Draft, now: datetime) -> Message:
    return Message(
        id=uuid.uuid4(),
        workshop_id=draft.workshop,
        registration_id=draft.registration,
        delegation_id=draft.delegation,
        kind=draft.kind,
        key=draft.key,
        recipient=draft.recipient,
        recipient_name=draft.name,
        from_name=draft.sender.name[:300],
        reply_to=draft.sender.reply_to,
        subject=_one_line(draft.subject)[:LONGEST_SUBJECT],
        body=draft.body,
        link=draft.link,
        created_at=now,
    )


def _write(rows: Sequence[Message], now: datetime) -> None:
    session.add_all(rows)
    session.flush()
    work = {job_key(row.id): {"message": str(row.id)} for row in rows}
    jobs.enqueue_new(JOB, work, now=now)


def _taken(keys: Sequence[str]) -> set[str]:
    taken: set[str] = set()
    for start in range(0, len(keys), 500):
        found = session.scalars(select(Message.key).where(Message.key.in_(keys[start : start + 500])))
        taken.update(key for key in found if key is not None)
    return taken


def _address(address: str, name: str) -> Address:
    if not _ADDRESS.fullmatch(address):
        raise ValueError(address)
    local_part, _at, host = address.rpartition("@")
    return Address(_one_line(name), local_part, host)


def _one_line(text: str) -> str:
    return " ".join(text.split())
