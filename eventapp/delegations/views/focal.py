"""The focal point's own page: no account, reached by the private link only. GET changes nothing."""

from flask import Response as FileResponse
from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import format_timedelta, refresh
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.core import web
from eventapp.core.access import PUBLIC, access
from eventapp.core.actors import Actor
from eventapp.core.config import FONTS
from eventapp.core.db import session
from eventapp.core.errors import Invalid, Missing, UserError
from eventapp.core.forms import take_errors
from eventapp.core.i18n import LANGUAGES, language
from eventapp.delegations import actions, forms, pack, queries
from eventapp.delegations.views import people
from eventapp.delegations.views.blueprint import bp
from eventapp.delegations.views.people import Page, Place
from eventapp.registration import queries as registration
from eventapp.registration.labels import delegation_label
from eventapp.workshops.models import Workshop
from exports import delegation_letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/d/<token>")
@access(PUBLIC)
def focal(token: str) -> str:
    """Seats, deadline, who is named and in what state; everything that can be done about it."""
    return show(opened(token))


@bp.route("/d/<token>/name", methods=["GET", "POST"])
@access(PUBLIC)
def focal_name(token: str) -> Page:
    """Name somebody by a form."""
    return _while_open(token) or people.name(opened(token))


@bp.route("/d/<token>/people/<int:registration_id>", methods=["GET", "POST"])
@access(PUBLIC)
def focal_correct(token: str, registration_id: int) -> Page:
    return _while_open(token) or people.correct(opened(token), registration_id)


@bp.route("/d/<token>/people/<int:registration_id>/replace", methods=["GET", "POST"])
@access(PUBLIC)
def focal_replace(token: str, registration_id: int) -> Page:
    return _while_open(token) or people.replace(opened(token), registration_id)


@bp.post("/d/<token>/people/<int:registration_id>/<what>")
@access(PUBLIC)
def focal_move(token: str, registration_id: int, what: str) -> Response:
    """Head, up, down, withdraw, put-back."""
    return people.move(opened(token), registration_id, what)


@bp.route("/d/<token>/ask", methods=["GET", "POST"])
@access(PUBLIC)
def focal_ask(token: str) -> Page:
    """A question to the organizers; also after the deadline."""
    place, form = opened(token), forms.QuestionForm()
    if form.validate_on_submit():
        try:
            actions.ask_organizers(
                place.delegation.id, place.workshop.id, form.text.data, actor=place.actor, now=web.now()
            )
        except Invalid as error:
            take_errors(form, error.fields)
        else:
            flash(_("Your question has been sent to the organizers."), "success")
            return redirect(place.address("home"), code=303)
    page = render_template("delegations/ask.html", place=place, workshop=place.workshop, form=form)
    return page, 422 if form.errors else 200


@bp.get("/d/<token>/sheet.xlsx")
@access(PUBLIC)
def focal_sheet(token: str) -> FileResponse:
    """The nomination sheet, with who is named so far."""
    place = opened(token)
    data = pack.sheet(place.delegation, place.workshop, registration.of_delegation(place.delegation.id))
    return download(data, f"{pack.file_stem(place.delegation)}-nomination-sheet.xlsx", XLSX)


@bp.get("/d/<token>/letter.pdf")
@access(PUBLIC)
def focal_letter(token: str) -> FileResponse:
    """The official letter to the delegation."""
    place = opened(token)
    data = delegation_letter.pdf(pack.letter(place.delegation, place.workshop, web.now()), FONTS)
    return download(data, f"{pack.file_stem(place.delegation)}-letter.pdf", "application/pdf")


def opened(token: str) -> Place:
    """Whose link this is, in its language. An unknown or revoked token is told nothing, not even whether it was one."""
    delegation = registration.by_focal_link(token)
    if delegation is None:
        raise Missing(_("This link is not valid. Ask the organizers for a new one."))
    workshop = session.get_one(Workshop, delegation.workshop_id)
    g.workshop = workshop
    g.preferred_language = next(
        (code for code in (delegation.language, *workshop.languages) if code in LANGUAGES), "en"
    )
    refresh()
    label = delegation_label(delegation, "en")
    return Place(
        workshop=workshop,
        delegation=delegation,
        actor=Actor(f"focal point of {label}", delegation_id=delegation.id),
        address=lambda endpoint, **values: url_for(_endpoint(endpoint), token=token, **values),
        token=token,
    )


def show(place: Place, list_form: forms.ListForm | None = None) -> str:
    """The page itself; `list_form` with what was wrong with a list."""
    workshop, code = place.workshop, language()
    closes = workshop.nominations_close_at
    return render_template(
        "delegations/focal.html",
        place=place,
        workshop=workshop,
        page=queries.focal_page(workshop, place.delegation, code),
        list_form=list_form or forms.ListForm(formdata=None),
        lists=[row for row in registration.imports(workshop.id, place.delegation.id) if row.state != "dropped"],
        open=place.may_change,
        closes=closes,
        remaining=format_timedelta(closes - web.now(), add_direction=True, threshold=1.2) if closes else "",
    )


def download(data: bytes, filename: str, mime: str) -> FileResponse:
    """A file to keep."""
    response = FileResponse(data, mimetype=mime)
    response.headers.set("Content-Disposition", "attachment", filename=filename)
    return response


def _endpoint(name: str) -> str:
    return "delegations.focal" if name == "home" else f"delegations.focal_{name}"


def _while_open(token: str) -> Response | None:
    """Nothing, as long as nominations are open; else back to the page, which says whom to ask. Raises UserError."""
    place = opened(token)
    if place.may_change:
        return None
    told = _("Nominations are closed. Please ask the organizers for any change.")
    if request.method == "POST":
        raise UserError(told)
    flash(told, "warning")
    return redirect(place.address("home"), code=303)
