"""An even spread over the groups of one time: proposed, looked at, adjusted, put in."""

from flask import flash, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as BaseResponse

from eventapp.core import web
from eventapp.core.access import ORGANIZER, access
from eventapp.core.errors import Missing, UserError
from eventapp.core.i18n import language
from eventapp.groups import actions, proposal, queries
from eventapp.groups.views.blueprint import bp
from eventapp.groups.views.pages import back, tell_full
from eventapp.registration import queries as registrations
from eventapp.registration.labels import delegation_label
from eventapp.workshops.models import Workshop

KEEP = {"all": ("organizer", "own", "list"), "own": ("own",), "none": ()}
PREFIX = "to-"


@bp.get("/workshops/<slug>/groups/spread")
@access(ORGANIZER)
def spread(workshop: Workshop) -> str:
    """The proposal for `?slot=`, by `by=` and with `keep=`; nothing is saved."""
    number, groups = _slot(workshop)
    by = [name for name in request.args.getlist("by") if name in proposal.ATTRIBUTES] or list(proposal.USUAL)
    keep = request.args.get("keep", "own")
    if keep not in KEEP:
        keep = "own"
    types = [int(value) for value in request.args.getlist("type") if value.isdecimal()]
    everybody = registrations.confirmed(workshop.id, language())
    people = [row for row in everybody if not types or row.type_id in types]
    now_in = {row.id: group.session.id for group in groups for row in group.members}
    return render_template(
        "groups/spread.html",
        workshop=workshop,
        number=number,
        groups=groups,
        people=people,
        now_in=now_in,
        proposed=proposal.propose(people, groups, by, keep=KEEP[keep]),
        attributes=proposal.ATTRIBUTES,
        by=by,
        keep=keep,
        types=types,
        all_types=list({row.type_id: row.type for row in everybody}.values()),
        delegation_label=delegation_label,
    )


@bp.post("/workshops/<slug>/groups/spread")
@access(ORGANIZER)
def put_in(workshop: Workshop) -> BaseResponse:
    """Put people where the page says, the hand's changes included."""
    number, groups = _slot(workshop)
    known = {group.session.id for group in groups}
    assignment = {}
    for name, value in request.form.items():
        if name.startswith(PREFIX) and name.removeprefix(PREFIX).isdecimal() and value.isdecimal():
            if int(value) not in known:
                raise Missing(_("There is no such working group at this workshop."))
            assignment[int(name.removeprefix(PREFIX))] = int(value)
    if not assignment:
        raise UserError(_("Nobody is to be put into a group."))
    done = actions.spread(workshop.id, assignment, actor=web.actor(), now=web.now())
    flash(
        ngettext("%(num)d person was put in.", "%(num)d people were put in.", len(done.placed))
        if done.placed
        else _("Everybody was there already."),
        "success",
    )
    tell_full(workshop, done)
    return back(workshop, number, done)


def _slot(workshop: Workshop) -> tuple[int, list[queries.Group]]:
    """The number of the time asked for and its groups. Raises Missing where there is none."""
    number = request.values.get("slot", 1, type=int)
    slots = queries.slots(workshop.id)
    if not 1 <= number <= len(slots):
        raise Missing(_("There is no such working group at this workshop."))
    return number, queries.whole(workshop.id, language(), slots[number - 1])
