"""Pages of this feature."""

from flask import Blueprint

from eventapp.privacy import restoring  # noqa: F401 - the erased stay erased when a backup is restored

bp = Blueprint("privacy", __name__)
