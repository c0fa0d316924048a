"""The blueprint, for the modules that fill it."""

from flask import Blueprint

bp = Blueprint("privacy", __name__)
