"""What counts as attended, and what another rule would change."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from eventapp.attendance import actions, queries
from eventapp.attendance.forms import RulesForm
from eventapp.attendance.rules import Rules, rules_of
from eventapp.attendance.views.pages import Page, bp
from eventapp.core import web
from eventapp.core.access import ORGANIZER, access
from eventapp.core.errors import Invalid
from eventapp.core.forms import take_errors
from eventapp.workshops.models import Workshop


@bp.get("/workshops/<slug>/attendance/rules")
@access(ORGANIZER)
def rules(workshop: Workshop) -> str:
    """The rules; with other values in the address, what those would change, and nothing is saved."""
    now_in_force = rules_of(workshop.presence)
    form = RulesForm(request.args if "base" in request.args else None, obj=now_in_force, meta={"csrf": False})
    tried = form.rules() if "base" in request.args and form.validate() else now_in_force
    if web.is_htmx():
        effect = queries.effect_of(workshop, tried)
        return render_template("attendance/_effect.html", effect=effect, tried=tried, in_force=now_in_force)
    return _page(workshop, RulesForm(None, **_values(form)), tried)


@bp.post("/workshops/<slug>/attendance/rules")
@access(ORGANIZER)
def change_rules(workshop: Workshop) -> Page:
    """Set them."""
    form = RulesForm()
    if form.validate():
        try:
            actions.change_rules(workshop.id, form.rules(), actor=web.actor(), now=web.now())
            flash(_("The rules are set. Figures and certificates follow them from now on."), "success")
            return redirect(url_for("attendance.rules", slug=workshop.slug))
        except Invalid as error:
            take_errors(form, error.fields)
    return _page(workshop, form, rules_of(workshop.presence)), 422


def _values(form: RulesForm) -> dict[str, object]:
    return {field.name: field.data for field in form if field.name != "csrf_token"}


def _page(workshop: Workshop, form: RulesForm, tried: Rules) -> str:
    return render_template(
        "attendance/rules.html",
        workshop=workshop,
        form=form,
        effect=queries.effect_of(workshop, tried),
        tried=tried,
        in_force=rules_of(workshop.presence),
    )
