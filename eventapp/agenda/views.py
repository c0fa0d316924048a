"""Views of agenda; written by the feature's engineer."""

from flask import Blueprint

from eventapp.core.access import STAFF, ORGANIZER, PUBLIC, access
from eventapp.core.web import WorkshopLike

bp = Blueprint("agenda", __name__)


@bp.get("/workshops/<slug>/agenda/")
@access(STAFF)
def timetable(workshop: WorkshopLike) -> str:
    return "timetable"


@bp.get("/w/<slug>/")
@access(PUBLIC)
def programme(workshop: WorkshopLike) -> str:
    return "programme"
