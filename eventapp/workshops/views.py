"""The start page, a person's workshops, and the set-up of one (its dates and removals stand in `planning`)."""

from datetime import date

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.core import stored, web
from eventapp.core.access import ORGANIZER, PUBLIC, SIGNED_IN, access
from eventapp.core.errors import Invalid, Missing
from eventapp.core.forms import take_errors
from eventapp.core.i18n import LANGUAGES, tr
from eventapp.core.pictures import MOST_BYTES
from eventapp.core.timezones import local
from eventapp.workshops import actions, forms, history, labels, queries
from eventapp.workshops.models import DEFAULT_OUTLINE, Workshop
from eventapp.workshops.parts import facts_of, label_of, rows_of

bp = Blueprint("workshops", __name__)
PARTS = "<any(rooms, themes, partners):kind>"


@bp.get("/")
@access(PUBLIC)
def home() -> str:
    """What the public may know of: the published workshops."""
    published = queries.published()
    coming = [workshop for workshop in published if workshop.ends_on >= _today(workshop)]
    return render_template(
        "workshops/home.html",
        coming=coming[::-1],
        over=[workshop for workshop in published if workshop not in coming],
        own=queries.open_to(web.actor()) if web.actor().user_id else [],
    )


@bp.get("/workshops/")
@access(SIGNED_IN)
def index() -> str:
    """The workshops at which the person has a role, by series."""
    own = queries.open_to(web.actor())
    return render_template(
        "workshops/index.html",
        groups=queries.by_series(own),
        phases={workshop.id: labels.phase(workshop, _today(workshop)) for workshop in own},
        may_create=web.actor().organizes(),
    )


@bp.get("/workshops/<slug>/settings/")
@access(ORGANIZER)
def settings(workshop: Workshop) -> str:
    """The set-up at a glance, and who changed what."""
    entries = queries.set_up_history(workshop)
    return render_template(
        "workshops/settings.html",
        workshop=workshop,
        phase=labels.phase(workshop, _today(workshop)),
        language_names=[LANGUAGES.get(code, code) for code in workshop.languages],
        summary=_summary(workshop),
        history=history.lines(entries, workshop.timezone),
    )


@bp.route("/workshops/<slug>/settings/series", methods=["GET", "POST"])
@access(ORGANIZER)
def series(workshop: Workshop) -> Response | str:
    """The series, for all its workshops."""
    form = forms.series_form(workshop.series)
    if form.validate_on_submit():
        try:
            actions.change_series(workshop.series_id, form.facts(), actor=web.actor(), now=web.now())
        except Invalid as error:
            take_errors(form, error.fields)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for("workshops.series", slug=workshop.slug))
    others = [other for other in queries.ids_in_series(workshop.series_id) if other != workshop.id]
    return render_template("workshops/series.html", workshop=workshop, form=form, others=len(others))


@bp.route(f"/workshops/<slug>/settings/{PARTS}/", methods=["GET", "POST"])
@access(ORGANIZER)
def parts(workshop: Workshop, kind: str) -> Response | str:
    """The rooms, themes or partners, and a form for one more."""
    form = forms.PART_FORMS[kind]()
    if form.validate_on_submit():
        try:
            part = actions.add_part(workshop.id, form.facts(), actor=web.actor(), now=web.now())
        except Invalid as error:
            take_errors(form, error.fields)
        else:
            flash(_("“%(name)s” has been added.", name=label_of(part)), "success")
            return redirect(url_for("workshops.parts", slug=workshop.slug, kind=kind))
    return render_template(
        f"workshops/{kind}.html",
        workshop=workshop,
        kind=kind,
        form=form,
        rows=rows_of(workshop, kind),
        roles=labels.ROLE_LABELS,
    )


@bp.route(f"/workshops/<slug>/settings/{PARTS}/<int:part_id>", methods=["GET", "POST"])
@access(ORGANIZER)
def part(workshop: Workshop, kind: str, part_id: int) -> Response | str:
    """One room, theme or partner."""
    row = actions.part_in(workshop, kind, part_id)
    form = forms.PART_FORMS[kind](data=facts_of(row))
    if form.validate_on_submit():
        try:
            actions.change_part(workshop.id, part_id, form.facts(), actor=web.actor(), now=web.now())
        except Invalid as error:
            take_errors(form, error.fields)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for("workshops.parts", slug=workshop.slug, kind=kind))
    return render_template("workshops/part.html", workshop=workshop, kind=kind, part=row, name=label_of(row), form=form)


@bp.post(f"/workshops/<slug>/settings/{PARTS}/<int:part_id>/move")
@access(ORGANIZER)
def move_part(workshop: Workshop, kind: str, part_id: int) -> Response:
    actions.move_part(workshop.id, kind, part_id, up=_up(), actor=web.actor(), now=web.now())
    return redirect(url_for("workshops.parts", slug=workshop.slug, kind=kind))


@bp.post("/workshops/<slug>/settings/partners/<int:part_id>/logo")
@access(ORGANIZER)
def change_logo(workshop: Workshop, part_id: int) -> Response:
    """Set a partner's logo, or take it away."""
    who, now = web.actor(), web.now()
    partner = actions.part_in(workshop, "partners", part_id)
    here = url_for("workshops.part", slug=workshop.slug, kind="partners", part_id=partner.id)
    if request.form.get("change") == "remove":
        actions.remove_logo(workshop.id, part_id, actor=who, now=now)
        flash(_("The logo has been removed."), "success")
        return redirect(here)
    sent = request.files.get("logo")
    try:
        if sent is None or not sent.filename:
            raise Invalid(_("Choose a picture first."))
        data = sent.stream.read(MOST_BYTES + 1)
        actions.set_logo(workshop.id, part_id, data, sent.filename, actor=who, now=now)
    except Invalid as error:
        flash(error.message, "danger")
    else:
        flash(_("The logo has been saved."), "success")
    return redirect(here)


@bp.get("/workshops/<slug>/settings/partners/<int:part_id>/logo")
@access(ORGANIZER)
def logo(workshop: Workshop, part_id: int) -> Response:
    """A partner's logo."""
    partner = queries.partner(workshop.id, part_id)
    file = queries.logo(partner) if partner else None
    if file is None:
        raise Missing(_("There is no logo."))
    response = make_response(stored.read(file))
    response.mimetype = file.mime
    return response


@bp.get("/workshops/<slug>/settings/outline")
@access(ORGANIZER)
def outline(workshop: Workshop) -> str:
    """The sections of the report, in order, and those left out."""
    left_out = [section for section in DEFAULT_OUTLINE if section not in workshop.outline]
    return render_template(
        "workshops/outline.html", workshop=workshop, left_out=left_out, section_labels=labels.SECTION_LABELS
    )


@bp.post("/workshops/<slug>/settings/outline/<section>")
@access(ORGANIZER)
def change_outline(workshop: Workshop, section: str) -> Response:
    """Move a section up or down, leave it out, or put it back at the end."""
    change = request.form.get("change", "")
    who, now = web.actor(), web.now()
    if change in ("up", "down"):
        actions.move_section(workshop.id, section, up=change == "up", actor=who, now=now)
    elif change in ("out", "in"):
        rest = [other for other in workshop.outline if other != section]
        actions.set_outline(workshop.id, [*rest, section] if change == "in" else rest, actor=who, now=now)
    else:
        abort(400)
    return redirect(url_for("workshops.outline", slug=workshop.slug))


def _summary(workshop: Workshop) -> list[tuple[str, list[str], str]]:
    """What the workshop consists of: (kind, names, address of the page)."""
    partners = _page(workshop, "partners")
    return [
        (_("Rooms"), [tr(room.name) for room in workshop.rooms], _page(workshop, "rooms")),
        (_("Themes"), [tr(theme.title) for theme in workshop.themes], _page(workshop, "themes")),
        (_("Organizers"), [partner.short or partner.name for partner in workshop.organizers], partners),
        (_("Funders"), [partner.short or partner.name for partner in workshop.funders], partners),
        (
            _("Report outline"),
            [str(labels.SECTION_LABELS[section]) for section in workshop.outline],
            url_for("workshops.outline", slug=workshop.slug),
        ),
    ]


def _page(workshop: Workshop, kind: str) -> str:
    return url_for("workshops.parts", slug=workshop.slug, kind=kind)


def _up() -> bool:
    direction = request.form.get("direction")
    if direction not in ("up", "down"):
        abort(400)
    return direction == "up"


def _today(workshop: Workshop) -> date:
    return local(web.now(), workshop.timezone).date()
