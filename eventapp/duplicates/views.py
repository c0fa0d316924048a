"""Pages of this feature."""

from flask import Blueprint

bp = Blueprint("duplicates", __name__)
