"""The badges of a workshop: which there are, and the sheet to print."""

import uuid

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext as _

from eventapp.badges import actions, plates, queries
from eventapp.badges.actions import Printed
from eventapp.badges.forms import ChoiceForm, PlatesForm, PrintForm
from eventapp.badges.queries import Wanted
from eventapp.core import web
from eventapp.core.access import CHECK_IN, access
from eventapp.core.errors import Invalid
from eventapp.core.i18n import language
from eventapp.registration import policy as registration_policy
from eventapp.registration import queries as registrations
from eventapp.registration.labels import delegation_label
from eventapp.workshops.models import Workshop

bp = Blueprint("badges", __name__)

MOST_SHOWN = 200


@bp.get("/workshops/<slug>/badges/")
@access(CHECK_IN)
def index(workshop: Workshop) -> str:
    """Counts, a filter, and the pile that the button prints."""
    choice = ChoiceForm(workshop, formdata=request.args)
    pile = queries.pile(workshop.id, choice.wanted(), language())
    return render_template(
        "badges/index.html",
        counts=queries.counts(workshop.id),
        choice=choice,
        printing=PrintForm(workshop, formdata=None),
        plates=PlatesForm(workshop, formdata=None),
        pile=pile[:MOST_SHOWN],
        number=len(pile),
        unapproved=sum(not queries.is_approved(registration) for registration in pile),
        may_ask=registration_policy.can_manage(web.actor(), workshop.id),
        delegation_label=delegation_label,
    )


@bp.post("/workshops/<slug>/badges/print")
@access(CHECK_IN)
def print_pile(workshop: Workshop) -> Response:
    """The PDF of what the filter in the address chooses."""
    wanted = ChoiceForm(workshop, formdata=request.args).wanted()
    return _file(_print(workshop, wanted), f"badges-{workshop.slug}.pdf")


@bp.post("/workshops/<slug>/badges/plates")
@access(CHECK_IN)
def print_plates(workshop: Workshop) -> Response:
    """Name plates of whom the filter in the address chooses."""
    form = PlatesForm(workshop)
    if not form.validate():
        raise Invalid(_("There is no such name plate."), {name: text[0] for name, text in form.errors.items() if name})
    wanted = ChoiceForm(workshop, formdata=request.args).wanted()
    drawn, number = plates.pdf(workshop, wanted, style=form.style.data, language=form.language.data, actor=web.actor())
    return _file(Printed(drawn, number), f"name-plates-{workshop.slug}.pdf")


@bp.post("/workshops/<slug>/badges/<uuid:public_id>/print")
@access(CHECK_IN)
def print_one(workshop: Workshop, public_id: uuid.UUID) -> Response:
    """The PDF of one person's badge."""
    registration = registrations.by_public_id(workshop.id, public_id)
    printed = _print(workshop, Wanted(registration_id=registration.id))
    return _file(printed, f"badge-{workshop.slug}-{registration.id}.pdf")


def _print(workshop: Workshop, wanted: Wanted) -> Printed:
    form = PrintForm(workshop)
    if not form.validate():
        raise Invalid(_("Choose a layout and a language."), {name: errors[0] for name, errors in form.errors.items()})
    return actions.print_badges(
        workshop.id,
        wanted,
        layout=form.layout.data,
        language=form.language.data,
        actor=web.actor(),
        now=web.now(),
    )


def _file(printed: Printed, name: str) -> Response:
    response = Response(printed.pdf, mimetype="application/pdf")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
