"""The blueprint of this feature."""

from flask import Blueprint

bp = Blueprint("groups", __name__)
