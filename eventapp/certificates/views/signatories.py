"""Who signs the certificates."""

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from eventapp.certificates import actions, labels, queries
from eventapp.certificates.actions import signing
from eventapp.certificates.forms import SignatoryForm
from eventapp.certificates.views.blueprint import bp
from eventapp.core import stored, web
from eventapp.core.access import ORGANIZER, access
from eventapp.core.db import session, transaction
from eventapp.core.errors import Invalid, Missing
from eventapp.core.forms import take_errors
from eventapp.core.stored import StoredFile
from eventapp.workshops.models import Workshop


@bp.route("/workshops/<slug>/certificates/signatories/", methods=["GET", "POST"])
@access(ORGANIZER)
def signatories(workshop: Workshop) -> str | BaseResponse | tuple[str, int]:
    """The list, and a form for one more."""
    form = SignatoryForm()
    if request.method == "POST":
        try:
            _save(workshop, form, None)
        except Invalid as error:
            take_errors(form, error.fields)
            return _page(workshop, form), error.status
        return _back(workshop)
    return _page(workshop, form)


@bp.route("/workshops/<slug>/certificates/signatories/<int:signatory_id>", methods=["GET", "POST"])
@access(ORGANIZER)
def signatory(workshop: Workshop, signatory_id: int) -> str | BaseResponse | tuple[str, int]:
    """Another spelling, post or signature."""
    row = queries.signatory(workshop.id, signatory_id)
    form = SignatoryForm.of(row)
    status = 200
    if request.method == "POST":
        try:
            _save(workshop, form, signatory_id)
            return _back(workshop)
        except Invalid as error:
            take_errors(form, error.fields)
            status = error.status
    row = queries.signatory(workshop.id, signatory_id)
    return render_template("certificates/signatory.html", workshop=workshop, row=row, form=form), status


@bp.get("/workshops/<slug>/certificates/signatories/<int:signatory_id>/signature")
@access(ORGANIZER)
def signature(workshop: Workshop, signatory_id: int) -> Response:
    """The picture of the signature."""
    row = queries.signatory(workshop.id, signatory_id)
    file = session.get(StoredFile, row.image_id) if row.image_id is not None else None
    if file is None:
        raise Missing(_("There is no picture of this signature."))
    return Response(stored.read(file), mimetype=file.mime)


@bp.post("/workshops/<slug>/certificates/signatories/<int:signatory_id>/<any(up, down, remove, line):what>")
@access(ORGANIZER)
def signatory_do(workshop: Workshop, signatory_id: int, what: str) -> BaseResponse:
    """Move, remove, or sign by hand again."""
    told: dict[str, Any] = {"actor": web.actor(), "now": web.now()}
    if what == "remove":
        actions.remove_signatory(workshop.id, signatory_id, **told)
    elif what == "line":
        actions.set_signature(workshop.id, signatory_id, b"", "", **told)
    else:
        actions.move_signatory(workshop.id, signatory_id, -1 if what == "up" else 1, **told)
    return _back(workshop)


def _save(workshop: Workshop, form: SignatoryForm, signatory_id: int | None) -> None:
    """One change, with the picture or not at all."""
    if not form.validate():
        raise Invalid(_("Some of this cannot be used."))
    told: dict[str, Any] = {"actor": web.actor(), "now": web.now()}
    with transaction():
        if signatory_id is None:
            signatory_id = actions.add_signatory(workshop.id, form.facts(), **told).id
        else:
            actions.change_signatory(workshop.id, signatory_id, form.facts(), **told)
        if form.image.data:
            upload = form.image.data
            actions.set_signature(workshop.id, signatory_id, upload.read(), upload.filename or "", **told)
    flash(_("Saved."), "success")


def _back(workshop: Workshop) -> BaseResponse:
    return redirect(url_for("certificates.signatories", slug=workshop.slug), code=303)


def _page(workshop: Workshop, form: SignatoryForm) -> str:
    return render_template(
        "certificates/signatories.html",
        workshop=workshop,
        rows=queries.signatories(workshop.id),
        form=form,
        most=signing.MOST,
        kinds=queries.kinds(),
        labels=labels,
    )
