"""Mail servers as they are met: good ones, and those that refuse, wait, or hang up in the middle."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


class Postbox:
    """What a server does. `refuses`: {address: answer}; `after_data`: answer, or "drop"; `waits`: seconds before it."""

    def __init__(self, refuses: dict[str, str] | None = None, after_data: str = "", waits: float = 0) -> None:
        self.refuses, self.after_data, self.waits = refuses or {}, after_data, waits
        self.mails: list[EmailMessage] = []
        self.connections = 0

    async def handle_EHLO(self, server: SMTP, session: Any, envelope: Any, hostname: str, responses: list) -> list:  # noqa: N802
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server: SMTP, session: Any, envelope: Any, address: str, options: list) -> str:  # noqa: N802
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:  # noqa: N802
        await asyncio.sleep(self.waits)
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        if self.after_data == "drop":
            server.transport.abort()
        return self.after_data or "250 taken"

    @property
    def addresses(self) -> list[str]:
        return [mail["To"].addresses[0].addr_spec for mail in self.mails]


@contextmanager
def serving(postbox: Postbox) -> Iterator[str]:
    """The mail address (smtp://…) of a server with this postbox on a free port of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(postbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{port}"
    finally:
        controller.stop()
