"""Pages for those who answer: by the short link, or from their private link."""

from dataclasses import dataclass

from flask import Response as FileResponse
from flask import g, redirect, render_template, request, url_for
from flask import session as browser_session
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.core import web
from eventapp.core.access import PUBLIC, access
from eventapp.core.actors import NOBODY, Actor
from eventapp.core.errors import Invalid, Missing
from eventapp.core.i18n import language, tr
from eventapp.feedback import actions, forms, policy, queries
from eventapp.feedback.models import Form
from eventapp.feedback.views.blueprint import bp
from eventapp.registration import private_sections
from eventapp.registration import queries as registrations
from eventapp.registration.models import Registration
from eventapp.registration.private_link import own_registration, remember
from eventapp.registration.private_sections import PrivateLink, PrivateSection
from exports.qr import qr_svg

Page = str | Response | tuple[str, int]
_OPEN_RESPONSES = "open_responses"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who looks at a form: a participant with the token of the private link, or anybody with this browser."""

    form: Form
    registration: Registration | None = None
    token: str = ""

    @property
    def actor(self) -> Actor:
        return NOBODY if self.registration is None else actions.participant(self.registration.id)

    @property
    def has_answered(self) -> bool:
        if self.registration is not None:
            return self.form.id in queries.answered(self.registration.id)
        return self.form.code in browser_session.get(_OPEN_RESPONSES, [])

    def remember(self) -> None:
        """Once per browser without a private link; with one, the database knows."""
        if self.registration is None:
            browser_session[_OPEN_RESPONSES] = [*browser_session.get(_OPEN_RESPONSES, []), self.form.code]


@bp.route("/f/<code>", methods=["GET", "POST"])
@access(PUBLIC)
def short_link(code: str) -> Page:
    """Answer a form. A browser that has opened its private link comes as that participant."""
    form = _form(code)
    token = _token_of_browser(form.workshop_id)
    registration = registrations.by_link(token) if token else None
    if registration is None or registration.workshop_id != form.workshop_id:
        if request.method == "GET" and form.state == "open" and "anyway" not in request.args:
            return _first_open_your_link(Visitor(form))
        return _answer(Visitor(form))
    return _answer(Visitor(form, registration, token))


@bp.get("/f/<code>/qr.svg")
@access(PUBLIC)
def qr(code: str) -> FileResponse:
    """The short link as a QR code."""
    form = _form(code)
    svg, _size = qr_svg(web.absolute("feedback.short_link", code=form.code))
    response = FileResponse(svg, mimetype="image/svg+xml")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


@bp.get("/r/<token>/feedback/")
@access(PUBLIC)
def own_forms(token: str) -> str:
    """The forms that a participant may answer now, with those answered ticked."""
    registration = _registration(token)
    return render_template(
        "feedback/own_forms.html",
        token=token,
        confirmed=policy.can_answer(registration.state),
        forms=queries.open_forms(registration.workshop_id),
        answered=queries.answered(registration.id),
    )


@bp.route("/r/<token>/feedback/<code>", methods=["GET", "POST"])
@access(PUBLIC)
def own_form(token: str, code: str) -> Page:
    """Answer a form as the participant of this private link."""
    registration = _registration(token)
    form = queries.form_of(registration.workshop_id, code)
    if form is None:
        raise Missing(_("There is no such form at this workshop."))
    return _answer(Visitor(form, registration, token))


def _answer(visitor: Visitor) -> Page:
    """The form, or why it cannot be answered; on POST the response is saved."""
    posted = request.method == "POST"
    if (refusal := _refusal(visitor, 409 if posted else 200)) is not None:
        return refusal
    answers = forms.answer_form(visitor.form.questions)
    if not posted:
        return _form_page(visitor, answers)
    if answers.validate():
        try:
            actions.answer(visitor.form.id, answers.given(), language=language(), actor=visitor.actor, now=web.now())
        except Invalid as error:
            answers.take_answer_errors(error.fields, error.message)
        except actions.AlreadyAnswered:  # by the same hand, a moment ago
            return _received(visitor, 409)
        else:
            visitor.remember()
            return redirect(request.path, code=303)
    return _form_page(visitor, answers), 422


def _refusal(visitor: Visitor, status: int) -> Page | None:
    """Why this visitor cannot answer this form now, or None."""
    form, registration = visitor.form, visitor.registration
    if registration is not None and not policy.can_answer(registration.state):
        return render_template("feedback/not_confirmed.html", form=form), 403
    if visitor.has_answered:
        return _received(visitor, status)
    if form.state != "open":
        return render_template("feedback/closed.html", form=form), status
    return None


def _form_page(visitor: Visitor, answers: forms.AnswerForm) -> str:
    return render_template(
        "feedback/answer.html", form=visitor.form, answers=answers, field_name=forms.field_name, preview=False
    )


def _received(visitor: Visitor, status: int) -> Page:
    """Thanks, and what else can be answered now."""
    others: list[Form] = []
    if visitor.registration is not None:
        done = queries.answered(visitor.registration.id)
        others = [form for form in queries.open_forms(visitor.form.workshop_id) if form.id not in done]
    page = render_template(
        "feedback/received.html", form=visitor.form, token=visitor.token, others=others, again=status == 409
    )
    return page, status


def _first_open_your_link(visitor: Visitor) -> Page:
    if visitor.has_answered:
        return _received(visitor, 200)
    return render_template("feedback/open_your_link.html", form=visitor.form)


def _form(code: str) -> Form:
    form = queries.form_by_code(code)
    if form is None:
        raise Missing(_("There is no form at this address. Check the code on the screen."))
    g.workshop = form.workshop
    return form


def _registration(token: str) -> Registration:
    """The participant of this private link; the browser remembers it for the short links of the workshop."""
    registration = own_registration(token)
    remember(registration, token)
    return registration


def _token_of_browser(workshop_id: int) -> str:
    token: str = browser_session.get("participant", {}).get(str(workshop_id), "")
    return token


def _private_section(registration: Registration, token: str) -> PrivateSection | None:
    """On the private page: the forms that are open."""
    if not policy.can_answer(registration.state):
        return None
    open_forms = queries.open_forms(registration.workshop_id)
    if not open_forms:
        return None
    done = queries.answered(registration.id)
    links = tuple(
        PrivateLink(tr(form.heading), url_for("feedback.own_form", token=token, code=form.code), form.id in done)
        for form in open_forms
    )
    return PrivateSection(
        _("Feedback"), _("Each takes a minute or two. Your name is not stored with your answers."), links
    )


private_sections.add(_private_section)
