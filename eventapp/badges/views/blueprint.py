"""The blueprint that the pages of badges hang on, and how a file leaves it."""

from flask import Blueprint, Response

from eventapp.badges.actions import Printed

bp = Blueprint("badges", __name__)


def pdf_file(printed: Printed, name: str) -> Response:
    """A PDF that the browser saves under `name`."""
    response = Response(printed.pdf, mimetype="application/pdf")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
