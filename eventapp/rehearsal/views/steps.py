"""Starting a rehearsal, going through its steps, wiping it."""

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from eventapp.badges import actions as badges
from eventapp.badges.queries import Wanted
from eventapp.core import web
from eventapp.core.access import ORGANIZER, access
from eventapp.core.errors import Missing
from eventapp.registration.codes import private_token
from eventapp.rehearsal import actions, queries
from eventapp.rehearsal.cast import SIZES
from eventapp.rehearsal.steps import steps
from eventapp.rehearsal.views.blueprint import bp
from eventapp.workshops import queries as workshops
from eventapp.workshops.models import Workshop


@bp.get("/workshops/<slug>/rehearsal/")
@access(ORGANIZER)
def index(workshop: Workshop) -> str:
    """Of a rehearsal: its steps. Of a workshop: how to start one, or the way to the one that runs."""
    if workshop.rehearsal_of is None:
        running = workshops.rehearsal_of(workshop.id)
        return render_template("rehearsal/start.html", workshop=workshop, running=running, sizes=SIZES)
    progress = queries.progress(workshop)
    people = queries.invented(workshop)
    return render_template(
        "rehearsal/steps.html",
        workshop=workshop,
        source=workshops.by_id(workshop.rehearsal_of),
        progress=progress,
        steps=steps(workshop, progress),
        done=sum(progress.ticks.values()),
        somebody=people[0] if people else None,
    )


@bp.post("/workshops/<slug>/rehearsal/start")
@access(ORGANIZER)
def start(workshop: Workshop) -> Response:
    people = request.form.get("people", SIZES[0], type=int)
    wanted = people if people in SIZES else SIZES[0]
    rehearsal = actions.start(workshop.id, wanted, actor=web.actor(), now=web.now())
    return redirect(url_for("rehearsal.index", slug=rehearsal.slug), code=303)


@bp.get("/workshops/<slug>/rehearsal/somebody")
@access(ORGANIZER)
def somebody(workshop: Workshop) -> Response:
    """To the private page of an invented participant, as a phone would open it."""
    people = queries.invented(workshop) if workshop.rehearsal_of else []
    if not people:
        raise Missing(_("There are no invented people here."))
    return redirect(url_for("registration.private", token=private_token(people[-1])))


@bp.post("/workshops/<slug>/rehearsal/badges")
@access(ORGANIZER)
def three_badges(workshop: Workshop) -> Response:
    """The first three badges, as the workshop's design has them; the same three when asked again."""
    wanted = Wanted(most=queries.BADGES)
    printed = badges.print_badges(workshop.id, wanted, actor=web.actor(), now=web.now())
    return Response(printed.pdf, mimetype="application/pdf")


@bp.post("/workshops/<slug>/rehearsal/scans")
@access(ORGANIZER)
def scans(workshop: Workshop) -> Response:
    """The rest of the invented people arrive."""
    came = actions.scan_the_rest(workshop.id, actor=web.actor(), now=web.now())
    flash(ngettext("%(num)s invented person has arrived.", "%(num)s invented people have arrived.", came), "success")
    return redirect(url_for("rehearsal.index", slug=workshop.slug), code=303)


@bp.post("/workshops/<slug>/rehearsal/answers")
@access(ORGANIZER)
def answers(workshop: Workshop) -> Response:
    """The rest of the invented people answer."""
    given = actions.answer_for_the_rest(workshop.id, actor=web.actor(), now=web.now())
    flash(ngettext("%(num)s invented answer has come in.", "%(num)s invented answers have come in.", given), "success")
    return redirect(url_for("rehearsal.index", slug=workshop.slug), code=303)


@bp.post("/workshops/<slug>/rehearsal/wipe")
@access(ORGANIZER)
def wipe(workshop: Workshop) -> Response | str:
    """Everything of the rehearsal goes, asked for on its own page or on that of its workshop; the report is shown."""
    source = workshops.by_id(workshop.rehearsal_of) if workshop.rehearsal_of else workshop
    assert source is not None
    number = source.id
    g.workshop = source  # the other one is about to be gone
    wiped = actions.wipe(number, actor=web.actor(), now=web.now())
    real = workshops.by_id(number)
    assert real is not None
    if wiped is None:
        flash(_("There is no rehearsal any more."), "note")
        return redirect(url_for("rehearsal.index", slug=real.slug), code=303)
    return render_template("rehearsal/wiped.html", workshop=real, wiped=wiped)


for page in (index, start, three_badges, scans, answers, wipe):
    page.section = "workshops.settings"  # type: ignore[attr-defined]
