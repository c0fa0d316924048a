"""Where anybody checks a certificate: without signing in, telling no more than its number, name and workshop."""

from flask import make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from eventapp.accounts import actions as accounts
from eventapp.certificates import labels, queries
from eventapp.certificates.forms import CheckForm
from eventapp.certificates.models import Certificate, Kind
from eventapp.certificates.views.blueprint import bp
from eventapp.core import web
from eventapp.core.access import PUBLIC, access
from eventapp.core.db import session
from eventapp.core.timezones import local
from eventapp.workshops.models import Workshop

WRONG_CODES = 20
"""So many codes that are none may be tried from one address within a quarter of an hour."""


@bp.get("/c/")
@access(PUBLIC)
def check_form() -> BaseResponse:
    """Number and code, to be typed."""
    return _page(CheckForm(formdata=None))


@bp.post("/c/")
@access(PUBLIC)
def check_typed() -> BaseResponse:
    """What is known of the certificate with this number and code."""
    form = CheckForm()
    if not form.validate():
        return _page(form, status=422)
    row = _found(form.code.data or "")
    if row is not None and _plain(row.number) != _plain(form.number.data or ""):
        _note_unknown()
        row = None
    return _page(form, row, asked=True, status=200 if row is not None else 404)


@bp.get("/c/<code>")
@access(PUBLIC)
def check(code: str) -> BaseResponse:
    """What is known of the certificate whose QR code led here."""
    row = _found(code)
    return _page(CheckForm(formdata=None), row, asked=True, status=200 if row is not None else 404)


def _found(code: str) -> Certificate | None:
    accounts.refuse_after(WRONG_CODES, _key(), now=web.now())
    row = queries.by_code(code)
    if row is None:
        _note_unknown()
    return row


def _note_unknown() -> None:
    accounts.note_failure(_key(), now=web.now())


def _key() -> str:
    return f"certificate:{request.remote_addr}"


def _plain(number: str) -> str:
    return "".join(number.split()).upper()


def _page(form: CheckForm, row: Certificate | None = None, *, asked: bool = False, status: int = 200) -> BaseResponse:
    workshop = session.get_one(Workshop, row.workshop_id) if row is not None else None
    page = render_template(
        "certificates/check.html",
        form=form,
        asked=asked,
        row=row,
        workshop=workshop,
        kind=labels.KIND_LABELS[Kind(row.kind)] if row is not None else "",
        issued_on=local(row.issued_at, workshop.timezone).date() if row is not None and workshop is not None else None,
        withdrawn_on=(
            local(row.withdrawn_at, workshop.timezone).date()
            if row is not None and workshop is not None and row.withdrawn_at is not None
            else None
        ),
        title=_("Check a certificate"),
    )
    response = make_response(page, status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
