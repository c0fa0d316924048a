"""Views of reports; written by the feature's engineer."""

from flask import Blueprint

from eventapp.core.access import STAFF, ORGANIZER, PUBLIC, access
from eventapp.core.web import WorkshopLike

bp = Blueprint("reports", __name__)


@bp.get("/workshops/<slug>/")
@access(STAFF)
def dashboard(workshop: WorkshopLike) -> str:
    return "dashboard"


@bp.get("/workshops/<slug>/exports/")
@access(STAFF)
def exports(workshop: WorkshopLike) -> str:
    return "exports"
