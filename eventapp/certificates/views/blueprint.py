"""The blueprint of this feature."""

from flask import Blueprint, Response
from flask_babel import gettext as _

from eventapp.certificates.models import Kind
from eventapp.core.errors import Missing

bp = Blueprint("certificates", __name__)


def known(kind: str) -> Kind:
    """A kind out of an address. Raises Missing."""
    if kind not in list(Kind):
        raise Missing(_("There is no such kind of certificate."))
    return Kind(kind)


def pdf_file(data: bytes, filename: str, *, inline: bool = False) -> Response:
    """A PDF to save, or to look at."""
    response = Response(data, mimetype="application/pdf")
    response.headers.set("Content-Disposition", "inline" if inline else "attachment", filename=filename)
    return response
