"""A real worker killed while it makes packs: another one goes on, and every delegation is in the file once."""

import io
import signal
import time
import zipfile
from collections import Counter
from datetime import UTC, datetime

from sqlalchemy import func, select

from eventapp.core import stored
from eventapp.core.db import session, transaction
from eventapp.core.jobs import LEASE
from eventapp.core.stored import StoredFile
from eventapp.delegations import actions
from eventapp.tasks.models import Task
from tests import factories
from tests.tasks.test_killed_worker import worker
from tests.work import run_all_work

COUNTRIES = ("KG", "TJ", "UZ", "TM", "AF", "MN", "AZ", "AM", "GE", "BY")


def test_packs_go_on_after_a_kill(app, workshop, kind, organizer):
    rows = [factories.a_delegation(kind, country=country, seats=2) for country in COUNTRIES]
    ids = [row.id for row in rows]
    with transaction():
        workshop.created_at = datetime.now(UTC)  # the worker's nightly work removes what is left of an old workshop
    task = actions.packs_in_background(ids, workshop.id, actor=organizer, now=datetime.now(UTC))
    running = worker(app)
    try:
        _until_done(task.id, 2)
        running.send_signal(signal.SIGKILL)
    finally:
        running.kill()
        running.wait()
    session.rollback()
    assert 2 <= session.get_one(Task, task.id).done < len(ids)

    run_all_work(datetime.now(UTC) + 2 * LEASE)

    session.rollback()
    task = session.get_one(Task, task.id)
    assert (task.state, task.done, task.problems) == ("done", len(ids), [])
    with zipfile.ZipFile(io.BytesIO(stored.read(session.get_one(StoredFile, task.file_id)))) as archive:
        folders = Counter(name.split("/")[0] for name in archive.namelist() if name.endswith("-letter.pdf"))
    assert (len(folders), set(folders.values())) == (len(ids), {1})
    assert session.scalar(select(func.count(StoredFile.id))) == 1


def _until_done(task_id: int, number: int) -> None:
    for _try in range(600):
        session.rollback()
        if session.get_one(Task, task_id).done >= number:
            return
        time.sleep(0.05)
    raise AssertionError("the worker does nothing")
