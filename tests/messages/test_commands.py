"""`eventapp mail outbox` and `eventapp mail retry`."""

import json

from eventapp.cli import cli
from eventapp.core.db import session, transaction
from eventapp.core.outbox import Message
from tests.factories import NOW


def test_the_outbox_is_counted_and_failed_messages_are_sent_again(app, workshop, post):
    row = post("a@example.org")
    with transaction():
        row.failed_at, row.failure = NOW, "timeout"
    runner = app.test_cli_runner()

    said = json.loads(runner.invoke(cli, ["mail", "outbox", workshop.slug, "--json"]).output)
    assert said["counts"]["failed"] == 1
    assert said["failed"][0]["reason"] == "The mail server did not answer in time."
    assert "failed: 1" in runner.invoke(cli, ["mail", "outbox", workshop.slug]).output
    assert runner.invoke(cli, ["mail", "retry", workshop.slug]).output == "1 messages are sent again\n"
    session.expire_all()
    assert session.get_one(Message, row.id).state == "queued"
