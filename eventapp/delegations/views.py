"""Pages of this feature."""

from flask import Blueprint

bp = Blueprint("delegations", __name__)
