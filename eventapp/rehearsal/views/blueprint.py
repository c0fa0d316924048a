"""Where this feature's pages hang."""

from flask import Blueprint

bp = Blueprint("rehearsal", __name__)
