"""Pages of this feature."""

from flask import Blueprint

bp = Blueprint("fields", __name__)
