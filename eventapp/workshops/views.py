"""Views of workshops; written by the feature's engineer."""

from flask import Blueprint

from eventapp.core.access import STAFF, ORGANIZER, PUBLIC, access
from eventapp.core.web import WorkshopLike

bp = Blueprint("workshops", __name__)


@bp.get("/")
@access(PUBLIC)
def home() -> str:
    return "home"


@bp.get("/workshops/")
@access(PUBLIC)
def index() -> str:
    return "index"


@bp.get("/workshops/<slug>/settings/")
@access(STAFF)
def settings(workshop: WorkshopLike) -> str:
    return "settings"
