"""Views of checkin; written by the feature's engineer."""

from flask import Blueprint

from eventapp.core.access import STAFF, ORGANIZER, PUBLIC, access
from eventapp.core.web import WorkshopLike

bp = Blueprint("checkin", __name__)


@bp.get("/workshops/<slug>/check-in/")
@access(STAFF)
def desk(workshop: WorkshopLike) -> str:
    return "desk"


@bp.get("/workshops/<slug>/attendance/")
@access(STAFF)
def attendance(workshop: WorkshopLike) -> str:
    return "attendance"
