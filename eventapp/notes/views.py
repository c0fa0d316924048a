"""Views of notes; written by the feature's engineer."""

from flask import Blueprint

from eventapp.core.access import STAFF, ORGANIZER, PUBLIC, access
from eventapp.core.web import WorkshopLike

bp = Blueprint("notes", __name__)


@bp.get("/workshops/<slug>/notes/")
@access(STAFF)
def index(workshop: WorkshopLike) -> str:
    return "index"
