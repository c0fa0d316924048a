"""A participant's own page, reached by the private link only. GET changes nothing: mail scanners follow links."""

from flask import Response as FileResponse
from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.core import web
from eventapp.core.access import PUBLIC, access
from eventapp.core.errors import Invalid, Missing
from eventapp.core.forms import take_errors
from eventapp.core.i18n import language, language_name
from eventapp.fields import queries as fields
from eventapp.fields.forms import answers_form
from eventapp.fields.models import Group, Stage
from eventapp.registration import actions, codes, consent, next_steps, private_sections, queries
from eventapp.registration.actions import GONE
from eventapp.registration.labels import delegation_label
from eventapp.registration.models import State
from eventapp.registration.person_forms import OwnForm
from eventapp.registration.private_link import own_registration, owner, remember
from eventapp.registration.views.blueprint import bp
from exports.qr import qr_svg


@bp.get("/r/<token>")
@access(PUBLIC)
def private(token: str) -> str:
    """The state in plain words, what is to be done, the data, the badge code; this browser is remembered as theirs."""
    registration = own_registration(token)
    remember(registration, token)
    badge = registration.badge if registration.state == State.CONFIRMED else None
    return render_template(
        "registration/private.html",
        token=token,
        workshop=g.workshop,
        registration=registration,
        delegation=delegation_label(registration.delegation, language()),
        place=queries.place_in_line(registration) if registration.state == State.WAITLISTED else None,
        code=codes.badge_code(badge) if badge else None,
        steps=next_steps.of(registration, g.workshop),
        sections=private_sections.sections(registration, token),
        stands=registration.state not in GONE,
        may_return=actions.state_before_cancelling(registration) is not None,
        offer_stands=registration.offered_until is not None and registration.offered_until > web.now(),
        language_name=language_name,
        url=codes.private_url(registration),
    )


@bp.route("/r/<token>/details", methods=["GET", "POST"])
@access(PUBLIC)
def private_details(token: str) -> str | Response | tuple[str, int]:
    """Complete or change what one says of oneself."""
    registration = own_registration(token)
    asked = fields.asked(registration.workshop_id, registration.type_id, Stage.REGISTRATION)
    known = fields.values([registration.id], list(Group)).get(registration.id, {}) if asked else {}
    form, answers = OwnForm(data=OwnForm.typed(registration)), answers_form(asked, known)
    form.ask(consent.current(registration.workshop_id), registration.consent_version)
    if request.method == "POST" and form.validate() & answers.validate():
        try:
            actions.complete(
                registration.id,
                registration.workshop_id,
                form.facts(registration.type),
                answers.values(),
                agreed=form.asked.version if form.asked else None,
                actor=owner(registration),
                now=web.now(),
            )
        except Invalid as error:
            answers.take_errors({key: message for key, message in error.fields.items() if key in answers})
            take_errors(form, {key: message for key, message in error.fields.items() if key not in answers})
        else:
            flash(_("Saved."), "success")
            return redirect(url_for("registration.private", token=token), code=303)
    page = render_template(
        "registration/private_details.html",
        token=token,
        workshop=g.workshop,
        form=form,
        asked=answers,
        registration=registration,
    )
    return page, 422 if form.errors or answers.errors else 200


@bp.post("/r/<token>/cancel")
@access(PUBLIC)
def private_cancel(token: str) -> Response:
    """Take one's own registration back."""
    registration = own_registration(token)
    actions.cancel(registration.id, registration.workshop_id, actor=owner(registration), now=web.now())
    flash(_("Your registration is cancelled. Thank you for telling us."), "success")
    return redirect(url_for("registration.private", token=token), code=303)


@bp.get("/r/<token>/code")
@access(PUBLIC)
def private_code(token: str) -> str:
    """The badge code as large as the phone is, for the desk to scan."""
    registration = own_registration(token)
    badge = registration.badge
    if registration.state != State.CONFIRMED or badge is None:
        raise Missing(_("There is no badge code yet. It comes with the confirmation."))
    return render_template(
        "registration/private_code.html",
        token=token,
        workshop=g.workshop,
        registration=registration,
        delegation=delegation_label(registration.delegation, language()),
        code=codes.badge_code(badge),
    )


@bp.get("/r/<token>/badge.svg")
@access(PUBLIC)
def private_badge(token: str) -> FileResponse:
    """The badge code as a QR code, for who is confirmed and has a valid badge."""
    registration = own_registration(token)
    badge = registration.badge
    if registration.state != State.CONFIRMED or badge is None:
        abort(404)
    svg, _size = qr_svg(codes.badge_code(badge))
    return FileResponse(svg, mimetype="image/svg+xml")
