"""Long work of a workshop: what runs, how far it is, what came of it."""

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from eventapp.core import stored, web
from eventapp.core.access import ORGANIZER, access
from eventapp.core.db import session
from eventapp.core.errors import Missing
from eventapp.tasks import actions, kinds, labels, queries
from eventapp.tasks.models import UNFINISHED, Task
from eventapp.workshops.models import Workshop

bp = Blueprint("tasks", __name__)


@bp.get("/workshops/<slug>/work/")
@access(ORGANIZER)
def index(workshop: Workshop) -> str:
    """The latest work, newest first."""
    return render_template("tasks/index.html", workshop=workshop, tasks=queries.recent(workshop.id), labels=labels)


@bp.get("/workshops/<slug>/work/<int:task_id>")
@access(ORGANIZER)
def show(workshop: Workshop, task_id: int) -> str:
    """One piece of work; as a fragment for htmx, which asks again and again until it is finished."""
    task = queries.find(workshop.id, task_id)
    left = queries.seconds_left(task, web.now())
    return render_template(
        "tasks/_progress.html" if web.is_htmx() else "tasks/show.html",
        workshop=workshop,
        task=task,
        labels=labels,
        goes_on=task.state in UNFINISHED,
        left=labels.remaining(left) if left is not None else None,
        leads_to=_leads_to(workshop, task),
    )


@bp.get("/workshops/<slug>/work/<int:task_id>/file")
@access(ORGANIZER)
def file(workshop: Workshop, task_id: int) -> Response:
    """What came of it, to keep."""
    task = queries.find(workshop.id, task_id)
    row = session.get(stored.StoredFile, task.file_id) if task.file_id is not None else None
    if row is None:
        raise Missing(_("This file is not kept any more."))
    response = Response(stored.read(row), mimetype=row.mime)
    response.headers.set("Content-Disposition", "attachment", filename=row.filename)
    return response


@bp.post("/workshops/<slug>/work/<int:task_id>/cancel")
@access(ORGANIZER)
def cancel(workshop: Workshop, task_id: int) -> BaseResponse:
    actions.cancel(workshop.id, task_id, actor=web.actor(), now=web.now())
    return redirect(url_for("tasks.show", slug=workshop.slug, task_id=task_id), code=303)


@bp.post("/workshops/<slug>/work/<int:task_id>/again")
@access(ORGANIZER)
def again(workshop: Workshop, task_id: int) -> BaseResponse:
    actions.try_again(workshop.id, task_id, actor=web.actor(), now=web.now())
    flash(_("It goes on where it stopped."), "success")
    return redirect(url_for("tasks.show", slug=workshop.slug, task_id=task_id), code=303)


def _leads_to(workshop: Workshop, task: Task) -> tuple[str, str] | None:
    """Address and label of the page where the result is."""
    kind = kinds.find(task.kind)
    if kind is None or kind.leads_to is None or task.state in UNFINISHED:
        return None
    endpoint, label = kind.leads_to
    return url_for(endpoint, slug=workshop.slug, **task.result.get("address", {})), str(label)
