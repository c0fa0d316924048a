"""The badges of a workshop: which there are, the sheets to print, and the piles that were printed."""

from collections.abc import Mapping

from flask import Response, render_template, request
from flask_babel import gettext as _

from eventapp.badges import actions, arrivals, plates, policy, queries
from eventapp.badges.actions import Printed, PrintedBefore
from eventapp.badges.design import design_of
from eventapp.badges.forms import ChoiceForm, PlatesForm, PrintForm, SignsForm, SparesForm
from eventapp.badges.queries import Wanted
from eventapp.badges.views.blueprint import bp, pdf_file
from eventapp.core import web
from eventapp.core.access import CHECK_IN, access
from eventapp.core.errors import Invalid
from eventapp.core.i18n import language
from eventapp.registration import policy as registration_policy
from eventapp.registration import queries as registrations
from eventapp.registration.labels import delegation_label
from eventapp.workshops.models import Workshop
from exports.badge_sheet import alone

MOST_SHOWN = 200


@bp.get("/workshops/<slug>/badges/")
@access(CHECK_IN)
def index(workshop: Workshop) -> str:
    """Counts, a filter, and the pile that the button prints."""
    choice = ChoiceForm(workshop, formdata=request.args)
    pile = queries.pile(workshop.id, choice.wanted(), language())
    layout = design_of(workshop).layout
    return render_template(
        "badges/index.html",
        counts=queries.counts(workshop.id),
        choice=choice,
        printing=PrintForm(workshop, formdata=None, data={"layout": layout}),
        alone=alone(layout),
        plates=PlatesForm(workshop, formdata=None),
        signs=SignsForm(workshop, formdata=None),
        spares=SparesForm(workshop, formdata=None),
        spare_counts=queries.spare_counts(workshop.id),
        most_spares=actions.MOST_AT_ONCE,
        pile=pile[:MOST_SHOWN],
        number=len(pile),
        unprinted=sum(not queries.is_printed(registration) for registration in pile),
        unapproved=sum(not queries.is_approved(registration) for registration in pile),
        places=queries.pile_places(workshop.id),
        arrived=arrivals.arrived(workshop),
        may_ask=registration_policy.can_manage(web.actor(), workshop.id),
        may_design=policy.can_design(web.actor(), workshop.id),
        delegation_label=delegation_label,
    )


@bp.post("/workshops/<slug>/badges/print")
@access(CHECK_IN)
def print_pile(workshop: Workshop) -> Response | str:
    """The PDF of what the filter in the address chooses; asks first where some of it was printed before."""
    wanted = ChoiceForm(workshop, formdata=request.args).wanted()
    form = checked_form(workshop)
    try:
        printed = printed_as(workshop, wanted, form)
    except PrintedBefore as error:
        only_new = {**request.args.to_dict(), "unprinted": "y"}
        return ask_again(workshop, form, error, request.args.to_dict(), only_new)
    return pdf_file(printed, f"badges-{workshop.slug}.pdf")


@bp.get("/workshops/<slug>/badges/piles/")
@access(CHECK_IN)
def piles(workshop: Workshop) -> str:
    """What was printed together, the latest first."""
    return render_template(
        "badges/piles.html",
        runs=queries.runs(workshop.id),
        types={kind.id: kind for kind in registrations.delegation_types(workshop.id)},
        delegations={each.id: each for each in registrations.delegations(workshop.id, language())},
        delegation_label=delegation_label,
    )


@bp.post("/workshops/<slug>/badges/piles/<int:number>/print")
@access(CHECK_IN)
def print_again(workshop: Workshop, number: int) -> Response:
    """A pile once more; the page asked before."""
    kind = queries.run(workshop.id, number).kind
    again = actions.print_spares_again if kind == "spares" else actions.print_pile_again
    printed = again(workshop.id, number, actor=web.actor(), now=web.now())
    return pdf_file(printed, f"badges-{workshop.slug}-{number}.pdf")


@bp.post("/workshops/<slug>/badges/spares")
@access(CHECK_IN)
def print_spares(workshop: Workshop) -> Response:
    """New blank badges, so many of each delegation type."""
    numbers = SparesForm(workshop).numbers(request.form)
    printed = actions.print_spares(workshop.id, numbers, language=language(), actor=web.actor(), now=web.now())
    return pdf_file(printed, f"blank-badges-{workshop.slug}.pdf")


@bp.post("/workshops/<slug>/badges/plates")
@access(CHECK_IN)
def print_plates(workshop: Workshop) -> Response:
    """Name plates of whom the filter in the address chooses."""
    form = PlatesForm(workshop)
    if not form.validate():
        raise Invalid(_("There is no such name plate."), {name: text[0] for name, text in form.errors.items() if name})
    wanted = ChoiceForm(workshop, formdata=request.args).wanted()
    drawn, number = plates.pdf(workshop, wanted, style=form.style.data, language=form.language.data, actor=web.actor())
    return pdf_file(Printed(drawn, number), f"name-plates-{workshop.slug}.pdf")


def checked_form(workshop: Workshop) -> PrintForm:
    """How it is to be printed, as sent. Raises Invalid."""
    form = PrintForm(workshop)
    if not form.validate():
        raise Invalid(_("Choose a layout and a language."), {name: errors[0] for name, errors in form.errors.items()})
    return form


def printed_as(workshop: Workshop, wanted: Wanted, form: PrintForm) -> Printed:
    """The badges, printed as the form says. Raises PrintedBefore unless it says that this is known."""
    return actions.print_badges(
        workshop.id,
        wanted,
        layout=form.layout.data,
        language=form.language.data,
        again=form.again.data,
        actor=web.actor(),
        now=web.now(),
    )


def ask_again(
    workshop: Workshop,
    form: PrintForm,
    error: PrintedBefore,
    query: Mapping[str, str],
    only_new: Mapping[str, str] | None = None,
) -> str:
    """The question whether to print what was printed before; `query`: of the address that asked."""
    return render_template(
        "badges/again.html", workshop=workshop, form=form, error=error, query=query, only_new=only_new
    )
