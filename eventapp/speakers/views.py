"""Pages of the speakers room."""

from flask import Blueprint

bp = Blueprint("speakers", __name__)
