"""One cell of the list of participants, changed where it stands. Without scripts its link opens the whole form."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from eventapp.core import web
from eventapp.core.access import ORGANIZER, access
from eventapp.core.errors import Invalid
from eventapp.core.i18n import language
from eventapp.core.names import clean
from eventapp.registration import actions, columns, facts, queries
from eventapp.registration.labels import FUNCTION_LABELS, FUNDING_LABELS
from eventapp.registration.models import Registration
from eventapp.registration.views.blueprint import bp
from eventapp.workshops.models import Workshop

Page = str | Response | tuple[str, int]


@bp.route("/workshops/<slug>/participants/<int:registration_id>/cell/<fact>", methods=["GET", "POST"])
@access(ORGANIZER)
def cell(workshop: Workshop, registration_id: int, fact: str) -> Page:
    """GET: the form (with `?show=1` the cell again); POST: save, if nobody else changed it meanwhile."""
    registration = queries.registration(workshop.id, registration_id)
    if fact not in columns.EDITABLE:
        abort(404)
    if not web.is_htmx():
        return redirect(url_for("registration.edit", slug=workshop.slug, registration_id=registration.id))
    if request.method == "GET":
        return _shown(registration, fact) if request.args.get("show") else _form(registration, fact)
    given, shown = _typed(fact, request.form.get("value", "")), _typed(fact, request.form.get("shown", ""))
    try:
        changed = actions.change_fact(
            registration.id, workshop.id, fact, given, shown, actor=web.actor(), now=web.now()
        )
    except actions.ChangedMeanwhile as error:
        return _form(queries.registration(workshop.id, registration_id), fact, given, error.message)
    except Invalid as error:
        return _form(queries.registration(workshop.id, registration_id), fact, given, error.message)
    return _shown(changed, fact)


def _typed(fact: str, text: str) -> Any:
    return text == "yes" if fact == "alternate" else clean(text)


def _shown(registration: Registration, fact: str) -> str:
    column = columns.COLUMNS[fact]
    text = column.text(registration, language())
    return render_template("registration/_cell.html", row=registration, column=column, text=text, focus=True)


def _form(registration: Registration, fact: str, given: Any = None, error: str = "") -> str:
    stands = facts.read(registration)[fact]
    return render_template(
        "registration/_cell_form.html",
        row=registration,
        column=columns.COLUMNS[fact],
        stands=stands,
        value=stands if given is None else given,
        error=error,
        most=facts.longest(fact),
        choices={"funding": FUNDING_LABELS, "function": FUNCTION_LABELS}.get(fact),
    )
