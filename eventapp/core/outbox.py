"""Mail. A message is a row written with the change it tells of; a job sends it after the commit."""

import os
import smtplib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import current_app
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.core import jobs
from eventapp.core.db import Base, session, transaction

LINK = "{link}"
SMTP_TIMEOUT_S = 20


_gathered: ContextVar[list["Message"] | None] = ContextVar("gathered", default=None)


class Message(Base):
    """One mail to one address. `link` is the secret part; it is wiped once the mail is sent."""

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
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    bounced_at: Mapped[datetime | None]
    bounce_reason: Mapped[str] = mapped_column(String(300), default="")


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
) -> Message:
    """Put a mail in the outbox within the current transaction. `{link}` in the body stands for `link`."""
    message = Message(
        id=uuid.uuid4(),
        workshop_id=workshop,
        registration_id=registration,
        kind=kind,
        recipient=recipient,
        recipient_name=name,
        subject=" ".join(subject.split()),
        body=body,
        link=link,
        created_at=now,
    )
    gathered = _gathered.get()
    if gathered is not None:
        gathered.append(message)
        return message
    session.add(message)
    session.flush()
    jobs.enqueue("mail.send", f"mail:{message.id}", {"message": str(message.id)}, now=now)
    return message


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
        session.add_all(gathered)
        session.flush()
        work = {f"mail:{message.id}": {"message": str(message.id)} for message in gathered}
        jobs.enqueue_new("mail.send", work, now=gathered[0].created_at)


@jobs.handler("mail.send")
def _send(args: dict[str, Any], now: datetime) -> None:
    """Once per message: a sent one is skipped, and a second copy after a crash has the same Message-ID."""
    message = session.get_one(Message, uuid.UUID(args["message"]))
    if message.sent_at is not None:
        return
    settings = current_app.config["SETTINGS"]
    domain = urlsplit(settings.base_url).hostname or "localhost"
    deliver(settings.mail_url, compose(message, domain, now))
    with transaction() as current:
        sent = current.get_one(Message, message.id)
        sent.sent_at, sent.link = now, None


def compose(message: Message, domain: str, now: datetime) -> EmailMessage:
    """The mail as it goes out. Names go through `Address`, so no header can be smuggled in."""
    mail = EmailMessage()
    mail["Subject"] = message.subject
    mail["From"] = Address("eventapp", "no-reply", domain)
    local_part, _, host = message.recipient.rpartition("@")
    mail["To"] = Address(" ".join(message.recipient_name.split()), local_part, host)
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<{message.id}@{domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.body.replace(LINK, message.link or ""))
    return mail


def deliver(mail_url: str, mail: EmailMessage) -> None:
    """Hand a mail to `smtp://user:password@host:port`, `smtps://…` or a folder `file:PATH`."""
    parts = urlsplit(mail_url)
    if parts.scheme == "file":
        folder = Path(unquote(parts.path))
        folder.mkdir(parents=True, exist_ok=True)
        name = mail["Message-ID"].strip("<>").split("@")[0]
        partial = folder / f"{name}.part"
        partial.write_bytes(bytes(mail))
        os.replace(partial, folder / f"{name}.eml")
        return
    connect = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
    with connect(parts.hostname or "localhost", parts.port or 0, timeout=SMTP_TIMEOUT_S) as server:
        if parts.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls()
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(mail)
