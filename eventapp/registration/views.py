"""Views of registration; written by the feature's engineer."""

from flask import Blueprint

from eventapp.core.access import STAFF, access
from eventapp.core.web import WorkshopLike

bp = Blueprint("registration", __name__)


@bp.get("/workshops/<slug>/participants/")
@access(STAFF)
def people(workshop: WorkshopLike) -> str:
    return "people"


@bp.get("/workshops/<slug>/delegations/")
@access(STAFF)
def delegations(workshop: WorkshopLike) -> str:
    return "delegations"


@bp.get("/workshops/<slug>/nominations/")
@access(STAFF)
def nominations(workshop: WorkshopLike) -> str:
    return "nominations"
