"""Views of badges; written by the feature's engineer."""

from flask import Blueprint

from eventapp.core.access import STAFF, ORGANIZER, PUBLIC, access
from eventapp.core.web import WorkshopLike

bp = Blueprint("badges", __name__)


@bp.get("/workshops/<slug>/badges/")
@access(STAFF)
def index(workshop: WorkshopLike) -> str:
    return "index"
