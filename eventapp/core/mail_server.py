"""The way out: hands finished mails to the mail server, or to a folder; says in what way that failed.

One connection serves many mails (`Line`); it is hung up when there is nothing to send. A connection is asked whether it
still lives before a mail goes over it, and never tried again once a mail has begun: the job's own retry does that, with
the same Message-ID.
"""

import os
import smtplib
import threading
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote, urlsplit

SMTP_TIMEOUT_S = 20
MAILS_PER_CONNECTION = 100
REASONS = (
    "address",  # it is none, or none that this server can write to
    "recipient",  # refused for good
    "content",  # the message was refused for good
    "later",  # not now: grey-listed, too much at once, mailbox locked
    "sender",  # we may not write as who we are
    "sign-in",
    "unreachable",
    "timeout",
    "broken",  # the connection ended in the middle
)


class Failure(Exception):
    """A mail was not taken. `reason`: one of REASONS; `detail`: the server's words; `final`: no use to try again."""

    def __init__(self, reason: str, detail: str = "", *, final: bool) -> None:
        super().__init__(f"{reason} {detail}".strip())
        self.reason, self.detail, self.final = reason, detail, final


class Line:
    """A connection to the mail server that is kept between mails."""

    def __init__(self) -> None:
        self._url = ""
        self._server: smtplib.SMTP | None = None
        self._sent = 0

    def send(self, mail_url: str, mail: EmailMessage) -> None:
        """Hand one mail over. Raises Failure."""
        try:
            self._connection(mail_url).send_message(mail)
        except (OSError, smtplib.SMTPException, UnicodeError, ValueError) as error:
            self.hang_up()
            raise failure(error) from error
        self._sent += 1

    def hang_up(self) -> None:
        """End the connection, if there is one."""
        server, self._server = self._server, None
        if server is None:
            return
        try:
            server.quit()
        except (OSError, smtplib.SMTPException):
            server.close()

    def _connection(self, mail_url: str) -> smtplib.SMTP:
        if self._server is not None and (
            mail_url != self._url or self._sent >= MAILS_PER_CONNECTION or not self._lives()
        ):
            self.hang_up()
        if self._server is None:
            self._server, self._url, self._sent = _connect(mail_url), mail_url, 0
        return self._server

    def _lives(self) -> bool:
        try:
            return self._server is not None and self._server.noop()[0] == 250
        except (OSError, smtplib.SMTPException):
            return False


_lines = threading.local()


def deliver(mail_url: str, mail: EmailMessage) -> None:
    """Hand a mail to `smtp://user:password@host:port`, `smtps://…` or a folder `file:PATH`. Raises Failure."""
    parts = urlsplit(mail_url)
    if parts.scheme == "file":
        _into_folder(Path(unquote(parts.path)), mail)
        return
    if not hasattr(_lines, "line"):
        _lines.line = Line()
    _lines.line.send(mail_url, mail)


def hang_up() -> None:
    """End this thread's connection, if there is one."""
    if hasattr(_lines, "line"):
        _lines.line.hang_up()


def failure(error: Exception) -> Failure:
    """What an error of the mail library means. RFC 5321, 4.2.1: 4xx passes by itself, 5xx does not."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _answered("recipient", *next(iter(error.recipients.values())))
    if isinstance(error, smtplib.SMTPResponseException):
        if isinstance(error, smtplib.SMTPDataError):
            return _answered("content", error.smtp_code, error.smtp_error)
        reasons = {smtplib.SMTPSenderRefused: "sender", smtplib.SMTPAuthenticationError: "sign-in"}
        return Failure(reasons.get(type(error), "unreachable"), _said(error.smtp_code, error.smtp_error), final=False)
    if isinstance(error, smtplib.SMTPNotSupportedError | UnicodeError | ValueError):
        return Failure("address", str(error)[:200], final=True)
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return Failure("timeout", final=False)
    broken = isinstance(error, smtplib.SMTPServerDisconnected | ConnectionResetError | BrokenPipeError)
    return Failure("broken" if broken else "unreachable", str(error)[:200], final=False)


def _answered(reason: str, code: int, text: bytes | str) -> Failure:
    return Failure(reason if code >= 500 else "later", _said(code, text), final=code >= 500)


def _said(code: int, text: bytes | str) -> str:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return " ".join(f"{code} {words}".split())[:200]


def _connect(mail_url: str) -> smtplib.SMTP:
    parts = urlsplit(mail_url)
    kind = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
    server = kind(parts.hostname or "localhost", parts.port or 0, timeout=SMTP_TIMEOUT_S)
    try:
        server.ehlo_or_helo_if_needed()
        if parts.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls()
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
    except BaseException:
        server.close()
        raise
    return server


def _into_folder(folder: Path, mail: EmailMessage) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    name = mail["Message-ID"].strip("<>").split("@")[0]
    partial = folder / f"{name}.part"
    partial.write_bytes(bytes(mail))
    os.replace(partial, folder / f"{name}.eml")
