"""Views of feedback; written by the feature's engineer."""

from flask import Blueprint

from eventapp.core.access import STAFF, ORGANIZER, PUBLIC, access
from eventapp.core.web import WorkshopLike

bp = Blueprint("feedback", __name__)


@bp.get("/workshops/<slug>/feedback/")
@access(STAFF)
def index(workshop: WorkshopLike) -> str:
    return "index"
