"""Creating workshops, from scratch or as a copy; a workshop's facts; taking rooms, themes and partners out of it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from eventapp.core import web
from eventapp.core.access import ORGANIZER, ORGANIZERS, access
from eventapp.core.errors import Invalid, Missing
from eventapp.core.forms import take_errors
from eventapp.planning import actions, forms
from eventapp.planning import speakers as programme
from eventapp.registration import people_pages
from eventapp.registration import queries as registrations
from eventapp.registration.people_pages import ListAddition
from eventapp.workshops import queries as workshops
from eventapp.workshops.models import Workshop

bp = Blueprint("planning", __name__)


@bp.route("/workshops/new", methods=["GET", "POST"])
@access(ORGANIZERS)
def new() -> Response | str:
    """A workshop from scratch; organizers and administrators only."""
    own = workshops.organized_by(web.actor())
    series = (
        workshops.all_series() if web.actor().administrator else [group for group, _own in workshops.by_series(own)]
    )
    form = forms.ScratchForm(series)
    if form.validate_on_submit():
        try:
            workshop = actions.create_workshop(
                form.facts(),
                series=form.chosen_series(),
                languages=form.chosen_languages(),
                capacity=form.capacity.data,
                host=form.host.data or "",
                types=form.types.data,
                actor=web.actor(),
                now=web.now(),
            )
        except Invalid as error:
            take_errors(form, error.fields)
        else:
            flash(
                _("The workshop is there, not published yet. Look over its set-up, then write the agenda."), "success"
            )
            return redirect(url_for("workshops.settings", slug=workshop.slug))
    return render_template("planning/new.html", form=form, sources=own)


@bp.route("/workshops/new/copy", methods=["GET", "POST"])
@access(ORGANIZERS)
def copy() -> Response | str:
    """A copy of a workshop that the person organizes; `?source=SLUG` says which."""
    own = workshops.organized_by(web.actor())
    source = next((workshop for workshop in own if workshop.slug == request.args.get("source")), None)
    if source is None:
        if request.args.get("source"):
            raise Missing(_("There is no such workshop among those you organize."))
        return render_template("planning/sources.html", sources=own)
    form = forms.copy_form(source)
    if form.validate_on_submit():
        try:
            workshop = actions.copy_workshop(
                source.id, form.facts(), cut=form.cut.data, actor=web.actor(), now=web.now()
            )
        except Invalid as error:
            take_errors(form, error.fields)
        else:
            flash(_("The copy is there, not published yet. Look over its set-up and its agenda."), "success")
            return redirect(url_for("workshops.settings", slug=workshop.slug))
    return render_template("planning/copy.html", form=form, source=source)


@bp.route("/workshops/<slug>/settings/general", methods=["GET", "POST"])
@access(ORGANIZER)
def general(workshop: Workshop) -> Response | str:
    """Titles, place, dates, languages and the other facts of a workshop."""
    form = forms.general_form(workshop)
    if form.validate_on_submit():
        try:
            actions.change_workshop(
                workshop.id, form.facts(), move_sessions=form.move_sessions.data, actor=web.actor(), now=web.now()
            )
        except Invalid as error:
            take_errors(form, error.fields)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for("planning.general", slug=workshop.slug))
    return render_template("planning/general.html", workshop=workshop, form=form)


@bp.post("/workshops/<slug>/settings/<any(rooms, themes, partners):kind>/<int:part_id>/remove")
@access(ORGANIZER)
def remove_part(workshop: Workshop, kind: str, part_id: int) -> Response:
    name = actions.remove_part(workshop.id, kind, part_id, actor=web.actor(), now=web.now())
    flash(_("“%(name)s” has been removed.", name=name), "success")
    return redirect(url_for("workshops.parts", slug=workshop.slug, kind=kind))


@bp.route("/workshops/<slug>/participants/speakers", methods=["GET", "POST"])
@access(ORGANIZER)
def speakers(workshop: Workshop) -> Response | str:
    """Who speaks in the programme and is not among the participants, to be entered by one click."""
    if request.method == "POST":
        ids, type_id = request.form.getlist("id", type=int), request.form.get("type_id", 0, type=int)
        kind = registrations.delegation_type(workshop.id, type_id)
        entered, refused = actions.enter_speakers(workshop.id, ids, kind.id, actor=web.actor(), now=web.now())
        if entered:
            flash(ngettext("%(num)s speaker is entered.", "%(num)s speakers are entered.", entered), "success")
        for name, why in refused:
            flash(f"{name}: {why}", "warning")
        return redirect(url_for("planning.speakers", slug=workshop.slug))
    return render_template(
        "planning/speakers.html",
        workshop=workshop,
        speakers=programme.unregistered(workshop.id),
        types=registrations.delegation_types(workshop.id),
    )


def speakers_missing(workshop: Workshop) -> ListAddition | None:
    """Told over the list of participants."""
    number = len(programme.unregistered(workshop.id))
    if not number:
        return None
    notice = ngettext(
        "%(num)s speaker of the programme is not among the participants.",
        "%(num)s speakers of the programme are not among the participants.",
        number,
    )
    return ListAddition("", url_for("planning.speakers", slug=workshop.slug), notice=notice)


people_pages.add_to_list(speakers_missing)
speakers.section = "registration.people"  # type: ignore[attr-defined]
general.section = "workshops.settings"  # type: ignore[attr-defined]
remove_part.section = "workshops.settings"  # type: ignore[attr-defined]
