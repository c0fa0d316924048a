"""The designer: every choice in a form, the badge beside it as it will be printed."""

import base64
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.badges import actions
from eventapp.badges import design as designs
from eventapp.badges.faces import drawing
from eventapp.badges.forms import DesignForm
from eventapp.badges.samples import sample
from eventapp.badges.views.blueprint import bp
from eventapp.core import web
from eventapp.core.access import ORGANIZER, access
from eventapp.core.config import FONTS
from eventapp.core.errors import Invalid, UserError
from eventapp.core.forms import take_errors
from eventapp.core.i18n import language
from eventapp.workshops import queries as workshops
from eventapp.workshops.models import Workshop
from exports import badges
from exports.badge_sheet import layout_named
from exports.labels import Labels


@dataclass(frozen=True, slots=True)
class Preview:
    """The sides as pictures (data addresses), or why there are none; and how they lie on the sheet."""

    sides: tuple[tuple[str, str], ...] = ()
    problem: str = ""
    sheet: str = ""


@bp.route("/workshops/<slug>/badges/design", methods=["GET", "POST"])
@access(ORGANIZER)
def design(workshop: Workshop) -> str | Response:
    """How the badges look. The button "Show" works where scripts do not."""
    form = DesignForm(workshop, designs.design_of(workshop))
    if form.validate_on_submit() and request.form.get("do") != "show":
        try:
            actions.change_design(workshop.id, form.design(), actor=web.actor(), now=web.now())
        except Invalid as error:
            take_errors(form, error.fields)
        else:
            flash(_("Badges are printed like this from now on."), "success")
            return redirect(url_for("badges.design", slug=workshop.slug), code=303)
    row = designs.row_of(workshop.id)
    return render_template(
        "badges/design.html",
        workshop=workshop,
        form=form,
        preview=_preview(workshop, form),
        logos=workshops.logos(workshop.id),
        can_undo=row is not None,
        is_ours=row is None or not row.settings,
    )


@bp.post("/workshops/<slug>/badges/design/preview")
@access(ORGANIZER)
def preview(workshop: Workshop) -> str:
    """The badge that the form describes; nothing is kept."""
    form = DesignForm(workshop, designs.design_of(workshop))
    form.validate()
    return render_template("badges/_preview.html", preview=_preview(workshop, form))


@bp.post("/workshops/<slug>/badges/design/undo")
@access(ORGANIZER)
def undo_design(workshop: Workshop) -> Response:
    """As before the last change."""
    actions.undo_design(workshop.id, actor=web.actor(), now=web.now())
    flash(_("The last change is undone."), "success")
    return redirect(url_for("badges.design", slug=workshop.slug), code=303)


@bp.post("/workshops/<slug>/badges/design/reset")
@access(ORGANIZER)
def reset_design(workshop: Workshop) -> Response:
    """As we ship them."""
    actions.reset_design(workshop.id, actor=web.actor(), now=web.now())
    flash(_("The badges look as they were delivered. “Undo” brings back what was."), "success")
    return redirect(url_for("badges.design", slug=workshop.slug), code=303)


def _preview(workshop: Workshop, form: DesignForm) -> Preview:
    if form.errors:
        return Preview(problem=_("The badge is shown as soon as every field can be used."))
    wanted = form.design()
    try:
        actions.check(wanted)
        drawn = drawing(workshop, wanted, language())
        shown = sample(form.sample.data or "", drawn)
    except UserError as error:
        return Preview(problem=error.message)
    look = drawn.look()
    captions = {badges.FRONT: _("Front"), badges.BACK: _("Back")}
    wanted_sides = [badges.FRONT, badges.BACK] if look.back else [badges.FRONT]
    sides = tuple(
        (
            captions[side],
            _address(
                badges.png(
                    shown,
                    Labels.translated(_),
                    FONTS,
                    layout=wanted.layout,
                    look=look,
                    language=language(),
                    demo=workshop.demo,
                    side=side,
                )
            ),
        )
        for side in wanted_sides
    )
    return Preview(sides, sheet=_sheet(wanted.layout, both=look.back is not None))


def _address(png: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"


def _sheet(layout: str, *, both: bool) -> str:
    """How to print it."""
    sheet = layout_named(layout)
    words = [_("Print at 100 %, without fitting to the page.")]
    if both and sheet.turned:
        words.append(_("Print on both sides, turned over on the short edge."))
    elif both:
        words.append(_("Print on both sides, turned over on the long edge."))
    return " ".join(words)
