"""Jobs survive workers that die; mails leave after the commit, once, with their names intact."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from eventapp.core import jobs, outbox
from eventapp.core.db import session, transaction
from eventapp.core.jobs import Job
from eventapp.core.outbox import Message

NOW = datetime(2016, 3, 1, 6, tzinfo=UTC)


def posted(**changes) -> Message:
    facts = {"kind": "test", "recipient": "a@example.org", "subject": "Hello", "body": "See {link}", "now": NOW}
    with transaction():
        return outbox.post(**{**facts, **changes})


def mails(folder: Path) -> list:
    return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in (folder / "mail").glob("*.eml")]


@pytest.fixture
def mail_folder(folder):
    for path in (folder / "mail").glob("*"):
        path.unlink()
    return folder


def test_a_mail_is_sent_once_and_its_link_is_wiped(app, mail_folder):
    message = posted(link="http://localhost/r/SECRET", name="О'Нил, Айгуль\nBcc: evil@example.org")
    assert jobs.run_next(NOW) is True
    assert jobs.run_next(NOW) is False
    (mail,) = mails(mail_folder)
    assert mail["To"].addresses[0].display_name == "О'Нил, Айгуль Bcc: evil@example.org"
    assert mail["Bcc"] is None
    assert mail.get_content().strip() == "See http://localhost/r/SECRET"
    session.expire_all()
    assert (message.sent_at, message.link) == (NOW, None)


def test_nothing_is_mailed_of_what_was_rolled_back(app, mail_folder):
    def change_of_mind() -> None:
        with transaction():
            outbox.post("test", "a@example.org", "Hello", "…", now=NOW)
            raise RuntimeError("changed its mind")

    with pytest.raises(RuntimeError, match="changed its mind"):
        change_of_mind()
    assert (jobs.run_next(NOW), mails(mail_folder)) == (False, [])


def test_a_job_of_a_dead_worker_is_taken_up_when_its_lease_ends(app, mail_folder):
    posted()
    assert jobs.claim(NOW) is not None  # and this worker dies
    assert jobs.run_next(NOW + timedelta(seconds=30)) is False
    assert jobs.run_next(NOW + jobs.LEASE + timedelta(seconds=1)) is True
    assert len(mails(mail_folder)) == 1


def test_a_failing_job_is_tried_again_later_and_fails_visibly_in_the_end(app, settings, monkeypatch):
    monkeypatch.setitem(app.config, "SETTINGS", replace(settings, mail_url="smtp://127.0.0.1:1"))
    posted()
    now = NOW + outbox.LONGEST_WAIT
    for delay in jobs.RETRIES:
        assert jobs.run_next(now) is True
        assert jobs.run_next(now) is False
        now += delay
    assert jobs.run_next(now) is True
    job = session.query(Job).one()
    session.refresh(job)
    assert (job.state, job.attempts) == ("failed", 6)
    assert job.last_error


def test_the_same_key_is_one_job(app):
    message = posted()
    with transaction():
        jobs.enqueue("mail.send", f"mail:{message.id}", {"message": str(message.id)}, now=NOW)
    assert session.query(Job).count() == 1
