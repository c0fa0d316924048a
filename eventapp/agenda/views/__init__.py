"""Pages of the agenda, the public programme with its files, and the API."""

from flask import Blueprint

from eventapp.agenda.views import pages, public
from eventapp.agenda.views.api import api

__all__ = ["api", "bp"]

bp = Blueprint("agenda", __name__)
pages.add_to(bp)
public.add_to(bp)
