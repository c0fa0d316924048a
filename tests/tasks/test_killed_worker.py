"""A real worker killed with SIGKILL in the middle of long work; another one does the rest, each item once."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from eventapp.core.actors import SYSTEM
from eventapp.core.db import session
from eventapp.core.jobs import LEASE, Job
from eventapp.tasks import actions
from eventapp.workshops.models import Theme
from tests.tasks.conftest import again
from tests.tasks.kinds import written
from tests.work import run_all_work

ROOT = Path(__file__).parents[2]
ITEMS = [f"item-{number:04}" for number in range(800)]
WORKER = "import tests.tasks.kinds, eventapp.cli as c; c.cli.main(args=['worker'], prog_name='eventapp')"


def worker(app: Flask) -> subprocess.Popen[bytes]:
    settings = app.config["SETTINGS"]
    environment = {
        **os.environ,
        "EVENTAPP_DATABASE_URL": settings.database_url,
        "EVENTAPP_DATA_DIR": str(settings.data_dir),
        "EVENTAPP_SECRET_KEY": settings.secret_key,
    }
    return subprocess.Popen(
        [sys.executable, "-c", WORKER],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def stored_themes(workshop_id: int, at_least: int) -> int:
    """Wait until so many are written."""
    for _try in range(600):
        count = session.scalar(select(func.count()).where(Theme.workshop_id == workshop_id)) or 0
        session.rollback()
        if count >= at_least:
            return count
        time.sleep(0.05)
    raise AssertionError("the worker does nothing")


def test_two_workers_of_which_one_is_killed_do_each_item_once(app, workshop):
    task = actions.start(workshop.id, "test.write", {"items": ITEMS}, actor=SYSTEM, now=datetime.now(UTC))
    workers = [worker(app), worker(app)]
    try:
        stored_themes(workshop.id, 40)
        for running in workers:
            running.send_signal(signal.SIGKILL)
            running.wait()
    finally:
        for running in workers:
            running.kill()
            running.wait()
    session.expire_all()
    assert session.scalar(select(Job.attempts)) == 1  # the second worker left it alone
    done = again(task).done
    assert 40 <= done < len(ITEMS)
    assert len(written(workshop.id)) == done
    run_all_work(datetime.now(UTC) + 2 * LEASE)
    assert (again(task).state, again(task).done) == ("done", len(ITEMS))
    assert written(workshop.id) == ITEMS
