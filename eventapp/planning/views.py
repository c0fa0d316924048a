"""Creating workshops: from scratch, or as a copy."""

from flask import Blueprint

bp = Blueprint("planning", __name__)
