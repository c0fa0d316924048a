"""Pages of this feature."""

from flask import Blueprint

bp = Blueprint("logistics", __name__)
