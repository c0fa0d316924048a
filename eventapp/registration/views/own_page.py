"""What participants do on pages of their own: look at badge and plate, add a photograph, say whether they come."""

from flask import Response as FileResponse
from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.core import stored, web
from eventapp.core.access import CHECK_IN, PUBLIC, access
from eventapp.core.db import session
from eventapp.core.errors import Invalid
from eventapp.core.i18n import language
from eventapp.core.stored import StoredFile
from eventapp.registration import actions, photos, proof, queries
from eventapp.registration.actions import GONE
from eventapp.registration.models import Registration, State
from eventapp.registration.private_link import own_registration, owner
from eventapp.registration.views.blueprint import bp
from eventapp.workshops.models import Workshop

MOST_BYTES = 10 * 1024 * 1024


@bp.route("/r/<token>/proof", methods=["GET", "POST"], endpoint="proof")
@access(PUBLIC)
def look(token: str) -> str | Response:
    """Is this right? Badge and name plate as they will be printed."""
    registration = _standing(token)
    if request.method == "POST":
        actions.approve_names(registration.id, registration.workshop_id, actor=owner(registration), now=web.now())
        flash(_("Thank you. Badge and name plate will be printed like this."), "success")
        return _back(token)
    return render_template("registration/proof.html", token=token, workshop=g.workshop, registration=registration)


@bp.get("/r/<token>/proof/<any(badge, plate):kind>.png")
@access(PUBLIC)
def proof_picture(token: str, kind: str) -> FileResponse:
    """One of the two pictures."""
    registration = _standing(token)
    return FileResponse(proof.picture(kind, g.workshop, registration, language()), mimetype="image/png")


@bp.route("/r/<token>/photo", methods=["GET", "POST"])
@access(PUBLIC)
def photo(token: str) -> str | Response | tuple[str, int]:
    """Take or choose a photograph."""
    registration = _standing(token)
    if registration.type.photo == "no" and registration.photo_id is None:
        abort(404)
    error = ""
    if request.method == "POST":
        sent = request.files.get("photo")
        try:
            data = sent.read(MOST_BYTES + 1) if sent else b""
            if not data or sent is None:
                raise Invalid(_("Take or choose a picture first."))
            who = owner(registration)
            actions.set_photo(
                registration.id, registration.workshop_id, data, sent.filename or "", actor=who, now=web.now()
            )
        except Invalid as refused:
            error = refused.message
        else:
            flash(_("Your photograph has been saved."), "success")
            return _back(token)
    page = render_template(
        "registration/photo.html", token=token, workshop=g.workshop, registration=registration, error=error
    )
    return page, 422 if error else 200


@bp.post("/r/<token>/photo/remove")
@access(PUBLIC)
def photo_remove(token: str) -> Response:
    registration = _standing(token)
    actions.remove_photo(registration.id, registration.workshop_id, actor=owner(registration), now=web.now())
    flash(_("Your photograph has been removed."), "success")
    return _back(token)


@bp.get("/r/<token>/photo.jpg")
@access(PUBLIC)
def own_photo(token: str) -> FileResponse:
    return _picture(own_registration(token))


@bp.get("/workshops/<slug>/participants/<int:registration_id>/photo.jpg")
@access(CHECK_IN)
def person_photo(workshop: Workshop, registration_id: int) -> FileResponse:
    """For those who look after people at the door; ?small=1 for a list."""
    return _picture(queries.registration(workshop.id, registration_id), small=bool(request.args.get("small")))


@bp.route("/r/<token>/come", methods=["GET", "POST"])
@access(PUBLIC)
def come(token: str) -> str | Response:
    """Will you come? Two buttons; opening the page answers nothing."""
    registration = own_registration(token)
    if request.method == "POST":
        comes = {"yes": True, "no": False}.get(request.form.get("answer", ""))
        if comes is None:
            abort(400)
        actions.answer_come(registration.id, registration.workshop_id, comes, actor=owner(registration), now=web.now())
        told = _("Thank you. We look forward to seeing you.") if comes else _("Thank you for telling us.")
        flash(told, "success")
        return _back(token)
    return render_template("registration/come.html", token=token, workshop=g.workshop, registration=registration)


@bp.post("/r/<token>/return")
@access(PUBLIC)
def come_back(token: str) -> Response:
    """Take one's own cancellation back."""
    registration = own_registration(token)
    back = actions.come_after_all(registration.id, registration.workshop_id, actor=owner(registration), now=web.now())
    if back.state == State.WAITLISTED:
        flash(_("Your seat has been given to somebody else; you are on the waiting list now."), "warning")
    else:
        flash(_("Your registration stands again."), "success")
    return _back(token)


@bp.post("/r/<token>/offer")
@access(PUBLIC)
def offer(token: str) -> Response:
    """Yes or no to a seat that is offered."""
    registration = own_registration(token)
    accept = {"yes": True, "no": False}.get(request.form.get("answer", ""))
    if accept is None:
        abort(400)
    actions.answer_offer(registration.id, registration.workshop_id, accept, actor=owner(registration), now=web.now())
    flash(_("The seat is yours.") if accept else _("Thank you. The seat goes to whoever is next."), "success")
    return _back(token)


def _standing(token: str) -> Registration:
    """Whose link this is; who no longer comes is led to their own page, which says what can still be done."""
    registration = own_registration(token)
    if registration.state in GONE:
        abort(_back(token))
    return registration


def _picture(registration: Registration, *, small: bool = False) -> FileResponse:
    file = session.get(StoredFile, registration.photo_id) if registration.photo_id is not None else None
    if file is None:
        abort(404)
    picture = stored.read(file)
    return FileResponse(photos.small(picture) if small else picture, mimetype=photos.MIME)


def _back(token: str) -> Response:
    return redirect(url_for("registration.private", token=token), code=303)
