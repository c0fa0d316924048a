"""The blueprint that the pages of feedback share."""

from flask import Blueprint

bp = Blueprint("feedback", __name__)
