"""Pages of this feature."""

from flask import Blueprint

bp = Blueprint("privacy", __name__)
