"""Self-service: the code on a room's screen, and the phone of whoever is in the room."""

from typing import Any

from flask import Response as FileResponse
from flask import abort, g, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from eventapp.checkin import actions, queries, room_codes
from eventapp.checkin.own_words import own_answer
from eventapp.checkin.queries import Checkpoint
from eventapp.checkin.rules import settings_of
from eventapp.checkin.views.pages import bp
from eventapp.core import web
from eventapp.core.access import CHECK_IN, PUBLIC, access
from eventapp.core.errors import UserError
from eventapp.core.forms import BaseForm, take_errors
from eventapp.registration import private_sections
from eventapp.registration.models import Registration, State
from eventapp.registration.private_link import own_registration, owner, remembered
from eventapp.registration.private_sections import PrivateLink, PrivateSection
from eventapp.workshops import queries as workshops
from eventapp.workshops.models import Workshop
from exports.qr import qr_svg

Page = str | tuple[str, int]


class CodeForm(BaseForm):
    """The code on the screen, typed."""

    code = StringField(
        _l("Code on the screen"),
        [DataRequired(), Length(max=20)],
        render_kw={
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
            "class": "here-field",
        },
    )


@bp.get("/workshops/<slug>/check-in/screen/<key>")
@access(CHECK_IN)
def screen(workshop: Workshop, key: str) -> str:
    """For the projector: code and QR code of a session, which change by themselves."""
    return render_template("checkin/screen.html", **_on_screen(workshop, queries.session_place(workshop, key)))


@bp.get("/workshops/<slug>/check-in/screen/<key>/code")
@access(CHECK_IN)
def screen_code(workshop: Workshop, key: str) -> Page:
    """What changes on the screen; 204 while `?shown=` (a minute, or "" for no code) is still right."""
    shown = _on_screen(workshop, queries.session_place(workshop, key))
    if request.args.get("shown", "") == shown["minute"]:
        return "", 204
    return render_template("checkin/_screen_code.html", **shown)


@bp.get("/workshops/<slug>/check-in/screen/<key>/qr.svg")
@access(CHECK_IN)
def screen_qr(workshop: Workshop, key: str) -> FileResponse:
    """The address that the code stands for, as a QR code."""
    place = queries.session_place(workshop, key)
    if not (settings_of(workshop).self_check_in and place.is_open(web.now())):
        abort(404)
    svg, _size = qr_svg(web.absolute("checkin.here", slug=workshop.slug, key=key, code=_code(workshop, place)))
    return FileResponse(svg, mimetype="image/svg+xml")


@bp.route("/here/<slug>/<key>/<code>", methods=["GET", "POST"])
@access(PUBLIC)
def here(workshop: Workshop, key: str, code: str) -> Page:
    """Where the QR code leads. The phone knows its owner from their own page; a button says that they are here."""
    place = queries.session_place(workshop, key)
    if not (settings_of(workshop).self_check_in and place.is_open(web.now())):
        return render_template("checkin/here_closed.html", workshop=workshop, place=place)
    known = remembered(workshop)
    if known is None:
        return render_template("checkin/here_unknown.html", workshop=workshop, place=place, code=code)
    registration, token = known
    if request.method == "POST":
        try:
            return _answered(workshop, registration, token, code, key)
        except UserError as error:
            form = CodeForm(formdata=None)
            take_errors(form, {"code": error.message})
            return _typing_page(workshop, registration, token, form), error.status
    return render_template("checkin/here.html", workshop=workshop, place=place, registration=registration, token=token)


@bp.route("/r/<token>/here", methods=["GET", "POST"])
@access(PUBLIC)
def type_code(token: str) -> Page:
    """A participant types the code that stands on the screen."""
    registration = own_registration(token)
    form = CodeForm()
    if form.validate_on_submit():
        try:
            return _answered(g.workshop, registration, token, form.code.data)
        except UserError as error:
            take_errors(form, {"code": error.message})
            return _typing_page(g.workshop, registration, token, form), error.status
    return _typing_page(g.workshop, registration, token, form), 422 if form.errors else 200


def _answered(workshop: Workshop, registration: Registration, token: str, code: str, key: str | None = None) -> str:
    """Check in, and say how it went. Raises UserError."""
    result = actions.check_in_oneself(
        registration.id,
        workshop.id,
        code,
        key=key,
        secret_key=web.settings().secret_key,
        actor=owner(registration),
        now=web.now(),
    )
    place = queries.session_place(workshop, result.checkpoint)
    return render_template(
        "checkin/here_answer.html",
        workshop=workshop,
        place=place,
        token=token,
        registration=registration,
        answer=own_answer(result, workshop, place.room),
    )


def _typing_page(workshop: Workshop, registration: Registration, token: str, form: CodeForm) -> str:
    return render_template(
        "checkin/here_code.html",
        workshop=workshop,
        registration=registration,
        token=token,
        form=form,
        offered=settings_of(workshop).self_check_in,
        places=queries.open_sessions(workshop, web.now()),
    )


def _on_screen(workshop: Workshop, place: Checkpoint) -> dict[str, Any]:
    now = web.now()
    offered = settings_of(workshop).self_check_in
    shows = offered and place.is_open(now)
    return {
        "place": place,
        "offered": offered,
        "over": bool(place.ends_at and place.ends_at <= now),
        "code": _code(workshop, place) if shows else "",
        "minute": str(room_codes.slice_at(now)) if shows else "",
    }


def _code(workshop: Workshop, place: Checkpoint) -> str:
    return room_codes.code_at(web.settings().secret_key, workshop.id, place.key, web.now())


def _private_section(registration: Registration, token: str) -> PrivateSection | None:
    """On the private page, while a session goes on whose screen may show a code."""
    workshop = workshops.by_id(registration.workshop_id)
    if registration.state != State.CONFIRMED or workshop is None or not settings_of(workshop).self_check_in:
        return None
    if not queries.open_sessions(workshop, web.now()):
        return None
    link = PrivateLink(_("Type the code"), url_for("checkin.type_code", token=token))
    return PrivateSection(
        _("I am in the room"), _("If a code stands on the screen, type it here and you are marked present."), (link,)
    )


private_sections.add(_private_section)
