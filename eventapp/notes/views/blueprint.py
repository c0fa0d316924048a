"""The blueprint that the pages of the notes share."""

from flask import Blueprint

bp = Blueprint("notes", __name__)
