"""Starting, stopping and trying again."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from eventapp.core import audit, jobs
from eventapp.core.actors import Actor
from eventapp.core.db import transaction
from eventapp.core.errors import Denied, UserError
from eventapp.core.i18n import language
from eventapp.tasks import kinds, policy, queries
from eventapp.tasks.models import UNFINISHED, Task
from eventapp.workshops.models import Workshop


def start(workshop_id: int, kind: str, args: dict[str, Any], *, actor: Actor, now: datetime) -> Task:
    """Put long work into the queue; it says what it has to say in the language in force.

    The same work asked for while it waits or runs is not begun a second time. Raises Denied, or ValueError for an
    unknown kind.
    """
    if kinds.find(kind) is None:
        raise ValueError(f"no such kind of work: {kind!r}")
    _check(actor, workshop_id)
    with transaction() as current:
        current.execute(select(Workshop.id).where(Workshop.id == workshop_id).with_for_update())
        same = select(Task).where(Task.workshop_id == workshop_id, Task.kind == kind, Task.state.in_(UNFINISHED))
        if twin := next((task for task in current.scalars(same) if task.asked == args), None):
            return twin
        task = Task(
            workshop_id=workshop_id,
            kind=kind,
            args=args,
            language=language(),
            started_by=actor.label,
            user_id=actor.user_id,
            created_at=now,
        )
        current.add(task)
        current.flush()
        audit.record(actor, "tasks.started", now, workshop=workshop_id, subject=task, kind=kind)
        _enqueue(task, now)
    return task


def cancel(workshop_id: int, task_id: int, *, actor: Actor, now: datetime) -> None:
    """Stop it before its next step; what is done stays done. Nothing happens to finished work."""
    _check(actor, workshop_id)
    with transaction():
        task = queries.find(workshop_id, task_id)
        if task.state not in UNFINISHED or task.cancel_asked:
            return
        task.cancel_asked = True
        if task.state == "queued":
            task.state, task.finished_at = "cancelled", now
        audit.record(actor, "tasks.cancelled", now, workshop=workshop_id, subject=task, kind=task.kind)


def try_again(workshop_id: int, task_id: int, *, actor: Actor, now: datetime) -> None:
    """Go on where failed or cancelled work ended. Raises UserError if it did neither."""
    _check(actor, workshop_id)
    with transaction():
        task = queries.find(workshop_id, task_id)
        if task.state not in ("failed", "cancelled"):
            raise UserError(_("Only work that failed or was cancelled can be tried again."))
        task.state, task.finished_at, task.cancel_asked = "queued", None, False
        task.cursor = {**task.cursor, "starts": 0, "runs": task.cursor.get("runs", 0) + 1}
        audit.record(actor, "tasks.started", now, workshop=workshop_id, subject=task, kind=task.kind)
        _enqueue(task, now)


def _enqueue(task: Task, now: datetime) -> None:
    jobs.enqueue("task", f"task:{task.id}:{task.cursor.get('runs', 0)}", {"task": task.id}, now=now)


def _check(actor: Actor, workshop_id: int) -> None:
    if not policy.can_work(actor, workshop_id):
        raise Denied(_("Your role at this workshop does not include this."))
