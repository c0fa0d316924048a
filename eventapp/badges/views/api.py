"""`GET /api/v1/workshops/<slug>/desk/badge/<id>`: one badge for the printer beside the desk."""

import uuid

from flask import request
from flask_babel import gettext as _
from flask_smorest import Blueprint
from werkzeug.wrappers import Response

from eventapp.badges import actions, queries
from eventapp.badges.design import design_of
from eventapp.badges.queries import Wanted
from eventapp.core import web
from eventapp.core.access import CHECK_IN, Access, access
from eventapp.core.errors import UserError
from eventapp.registration import queries as registrations
from eventapp.workshops.models import Workshop
from exports.badge_sheet import alone

api = Blueprint("badges-api", __name__, description="Badges printed at a desk")

DESK_PRINTER = Access("workshop", CHECK_IN.roles, ("check-in", "desk", "write"))


@api.get("/workshops/<slug>/desk/badge/<uuid:public_id>")
@access(DESK_PRINTER)
def one(workshop: Workshop, public_id: uuid.UUID) -> Response:
    """One participant's badge (PDF), which counts as printed; 409 if it was printed before, unless `again=1` says that
    it is known."""
    registration = registrations.by_public_id(workshop.id, public_id)
    known = request.args.get("again") == "1"
    if queries.is_printed(registration) and not known:
        raise UserError(
            _("The badge of %(name)s was printed already. Print it once more?", name=registration.shown_name)
        )
    printed = actions.print_badges(
        workshop.id,
        Wanted(registration_id=registration.id),
        layout=alone(design_of(workshop).layout),
        actor=web.actor(),
        now=web.now(),
    )
    response = Response(printed.pdf, mimetype="application/pdf")
    response.headers.set("Content-Disposition", "inline", filename=f"badge-{workshop.slug}-{registration.id}.pdf")
    return response
