"""The blueprint to which the pages of this feature belong."""

from flask import Blueprint

bp = Blueprint("delegations", __name__)
