"""How a phone comes in where one laptop serves a room: what it has to trust, once, and how without."""

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_certificate
from flask import Blueprint, Response, render_template
from flask_babel import gettext as _

from eventapp.core import web
from eventapp.core.access import PUBLIC, access
from eventapp.core.errors import Missing
from eventapp.core.lan import Lan
from exports.qr import qr_svg

bp = Blueprint("lan", __name__)


def _lan() -> Lan:
    """Raises Missing where this is no laptop in a local network."""
    found = web.settings().lan
    if found is None:
        raise Missing(_("This page is there when eventapp is served in a local network (eventapp serve --lan)."))
    return found


@bp.get("/lan")
@access(PUBLIC)
def page() -> str:
    """The two steps, for Android and iPhone."""
    return render_template("lan.html", lan=_lan(), secure=web.settings().secure)


@bp.get("/lan/code.svg")
@access(PUBLIC)
def code() -> Response:
    """The address of this page without TLS, as a code to read from the laptop's screen."""
    svg, _modules = qr_svg(f"{_lan().plain}/lan")
    return Response(svg, mimetype="image/svg+xml")


@bp.get("/lan/eventapp-ca.crt")
@access(PUBLIC)
def authority() -> Response:
    """The certificate to trust. It can vouch for addresses of private networks only."""
    certificate = load_pem_x509_certificate(_lan().ca.read_bytes())
    response = Response(certificate.public_bytes(Encoding.DER), mimetype="application/x-x509-ca-cert")
    response.headers.set("Content-Disposition", "attachment", filename="eventapp-ca.crt")
    return response
