"""What runs, and what ran."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import func, select

from eventapp.core.db import session
from eventapp.core.errors import Missing
from eventapp.tasks.models import UNFINISHED, Task

SHOWN = 50


def find(workshop_id: int, task_id: int) -> Task:
    """One task of this workshop. Raises Missing."""
    task = session.get(Task, task_id)
    if task is None or task.workshop_id != workshop_id:
        raise Missing(_("There is no such work."))
    return task


def recent(workshop_id: int) -> list[Task]:
    """The latest work of a workshop, newest first."""
    newest = select(Task).where(Task.workshop_id == workshop_id).order_by(Task.id.desc()).limit(SHOWN)
    return list(session.scalars(newest))


def unfinished(workshop_id: int) -> int:
    """How many pieces of work wait or run."""
    counted = select(func.count()).where(Task.workshop_id == workshop_id, Task.state.in_(UNFINISHED))
    return session.scalar(counted) or 0


def seconds_left(task: Task, now: datetime) -> float | None:
    """An estimate from the pace so far; None while there is nothing to estimate from."""
    began = task.cursor.get("began")
    if task.state != "running" or not began or not task.done or not task.total:
        return None
    elapsed = (now - datetime.fromisoformat(began)).total_seconds()
    return max(elapsed, 0.0) / task.done * max(task.total - task.done, 0)
