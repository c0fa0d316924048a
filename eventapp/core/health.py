"""Is the process up, and can it do its work? For load balancers and monitors."""

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, current_app, jsonify
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from eventapp.core import web
from eventapp.core.access import PUBLIC, access
from eventapp.core.db import session
from eventapp.core.jobs import Job

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@access(PUBLIC)
def healthz() -> Response:
    """The process answers."""
    return jsonify(status="ok")


@bp.get("/readyz")
@access(PUBLIC)
def readyz() -> tuple[Response, int]:
    """The database answers and stands at the newest migration; with the number of jobs that failed."""
    try:
        current = MigrationContext.configure(session.connection()).get_current_revision()
        failed = session.scalar(select(func.count()).select_from(Job).where(Job.state == "failed"))
        waiting = session.scalar(
            select(func.count()).select_from(Job).where(Job.state == "queued", Job.run_after <= web.now())
        )
    except SQLAlchemyError:
        return jsonify(status="unavailable", database="unreachable or not migrated"), 503
    newest = ScriptDirectory(current_app.extensions["migrate"].directory).get_current_head()
    if current != newest:
        return jsonify(status="unavailable", database="not migrated; run `eventapp db upgrade`"), 503
    return jsonify(status="ok", jobs={"waiting": waiting, "failed": failed}), 200
