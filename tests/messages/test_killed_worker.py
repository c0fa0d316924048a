"""A real worker killed with SIGKILL while the mail server has a message.

A worker sends with two threads; what each had under way may be sent again, with the same Message-ID; the rest once.
"""

import os
import subprocess
import sys
import threading
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from eventapp.core import mail_server, outbox
from eventapp.core.db import session
from eventapp.core.outbox import Message
from tests.messages.servers import Postbox, serving
from tests.work import run_all_work

ROOT = Path(__file__).parents[2]
THREADS = 2


class Deadly(Postbox):
    """At its third mail it says so, and waits until the sender is dead before it answers."""

    def __init__(self) -> None:
        super().__init__()
        self.third, self.dead = threading.Event(), threading.Event()

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802
        answer = await super().handle_DATA(server, session, envelope)
        if len(self.mails) == 3:
            self.third.set()
            self.dead.wait(20)
        return answer


def test_only_what_was_under_way_can_come_twice(app, settings, post, monkeypatch):
    for number in range(5):
        post(f"{number}@example.org", now=datetime.now(UTC))
    box = Deadly()
    with serving(box) as url:
        environment = {
            **os.environ,
            "EVENTAPP_DATABASE_URL": settings.database_url,
            "EVENTAPP_DATA_DIR": str(settings.data_dir),
            "EVENTAPP_SECRET_KEY": settings.secret_key,
            "EVENTAPP_BASE_URL": settings.base_url,
            "EVENTAPP_MAIL_URL": url,
        }
        worker = subprocess.Popen([sys.executable, "-m", "eventapp", "worker"], env=environment, cwd=ROOT)
        try:
            assert box.third.wait(60), "the worker sends nothing"
        finally:
            worker.kill()
            worker.wait()
            box.dead.set()
    again = Postbox()
    with serving(again) as url:
        monkeypatch.setitem(app.config, "SETTINGS", replace(settings, mail_url=url))
        run_all_work(datetime.now(UTC) + 2 * outbox.LONGEST_SENDING)
        mail_server.hang_up()

    session.expire_all()
    assert [row.state for row in session.scalars(select(Message))] == ["sent"] * 5
    sent = Counter(mail["Message-ID"] for mail in box.mails + again.mails)
    assert len(sent) == 5
    assert max(sent.values()) == 2
    assert 1 <= list(sent.values()).count(2) <= THREADS
