"""Signs for doors."""

from flask import Response
from flask_babel import gettext as _

from eventapp.badges import signs
from eventapp.badges.actions import Printed
from eventapp.badges.forms import SignsForm
from eventapp.badges.views.blueprint import bp, pdf_file
from eventapp.core import web
from eventapp.core.access import CHECK_IN, access
from eventapp.core.errors import Invalid
from eventapp.workshops.models import Workshop


@bp.post("/workshops/<slug>/badges/signs")
@access(CHECK_IN)
def print_signs(workshop: Workshop) -> Response:
    """A sign for each room and day, each room, or each session."""
    form = SignsForm(workshop)
    if not form.validate():
        raise Invalid(_("There is no such sign."), {name: text[0] for name, text in form.errors.items() if name})
    drawn, number = signs.pdf(workshop, form.kind.data, language=form.language.data, actor=web.actor())
    return pdf_file(Printed(drawn, number), f"door-signs-{workshop.slug}.pdf")
