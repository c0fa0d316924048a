"""How certificates look: words, sheet, colour, logos, number; with a picture kept up while one types."""

import base64

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from eventapp.certificates import actions, labels, previewing, queries, standard
from eventapp.certificates import design as designs
from eventapp.certificates.design import Design
from eventapp.certificates.forms import DesignForm
from eventapp.certificates.views.blueprint import bp, known
from eventapp.core import web
from eventapp.core.access import ORGANIZER, access
from eventapp.core.errors import Invalid
from eventapp.core.forms import take_errors
from eventapp.workshops import queries as workshops
from eventapp.workshops.models import Workshop
from exports.certificate import TEXTS


@bp.route("/workshops/<slug>/certificates/look/<kind>", methods=["GET", "POST"])
@access(ORGANIZER)
def look(workshop: Workshop, kind: str) -> str | BaseResponse | tuple[str, int]:
    """The form and the picture. Without scripts, a button shows the picture of what was typed."""
    known(kind)
    form = _form(workshop, kind)
    if request.method == "POST" and request.form.get("do") != "preview":
        try:
            if not form.validate():
                raise Invalid(_("Some of this cannot be used."))
            actions.change_template(workshop.id, kind, form.design(), actor=web.actor(), now=web.now())
        except Invalid as error:
            take_errors(form, error.fields)
            return _page(workshop, kind, form), error.status
        flash(_("Certificates look like this from now on. Those that were issued stay as they are."), "success")
        return redirect(url_for("certificates.look", slug=workshop.slug, kind=kind), code=303)
    return _page(workshop, kind, form)


@bp.post("/workshops/<slug>/certificates/look/<kind>/preview")
@access(ORGANIZER)
def look_preview(workshop: Workshop, kind: str) -> str:
    """The picture alone, of what stands in the form."""
    known(kind)
    return render_template("certificates/_preview.html", **_preview(workshop, kind, _form(workshop, kind)))


@bp.post("/workshops/<slug>/certificates/look/<kind>/undo")
@access(ORGANIZER)
def look_undo(workshop: Workshop, kind: str) -> BaseResponse:
    """Take the last change back."""
    actions.undo_template(workshop.id, known(kind), actor=web.actor(), now=web.now())
    flash(_("The last change is taken back."), "success")
    return redirect(url_for("certificates.look", slug=workshop.slug, kind=kind), code=303)


@bp.post("/workshops/<slug>/certificates/look/<kind>/reset")
@access(ORGANIZER)
def look_reset(workshop: Workshop, kind: str) -> BaseResponse:
    """Our words and look again."""
    actions.reset_template(workshop.id, known(kind), actor=web.actor(), now=web.now())
    flash(_("The standard certificate is used again."), "success")
    return redirect(url_for("certificates.look", slug=workshop.slug, kind=kind), code=303)


def _form(workshop: Workshop, kind: str) -> DesignForm:
    row = queries.template(workshop.id, kind)
    partners = [partner for partner, _data in workshops.logos(workshop.id)]
    return DesignForm.of(workshop, kind, partners, designs.design_of(row.settings if row is not None else {}))


def _page(workshop: Workshop, kind: str, form: DesignForm) -> str:
    row = queries.template(workshop.id, kind)
    return render_template(
        "certificates/look.html",
        workshop=workshop,
        kind=kind,
        kinds=queries.kinds(),
        form=form,
        texts=TEXTS,
        changed=row is not None and bool(row.settings),
        can_undo=row is not None and queries.last_change(row) is not None,
        placeholders=standard.PLACEHOLDERS,
        labels=labels,
        **_preview(workshop, kind, form),
    )


def _preview(workshop: Workshop, kind: str, form: DesignForm) -> dict[str, object]:
    """The picture as a data address, and what is wrong with the words."""
    design: Design = form.design()
    wrong = list(designs.problems(design).values())
    if "colour" in designs.problems(design):
        return {"picture": "", "wrong": wrong}
    picture = previewing.preview(workshop, kind, design, form.who.data or previewing.SAMPLE)
    return {"picture": f"data:image/png;base64,{base64.b64encode(picture).decode()}", "wrong": wrong}
