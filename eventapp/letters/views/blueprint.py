"""The blueprint of this feature."""

from flask import Blueprint

bp = Blueprint("letters", __name__)
