"""Check-in and attendance: pages for people, JSON for devices and scripts."""

from eventapp.checkin.views import app as _app
from eventapp.checkin.views import desks
from eventapp.checkin.views.api import api
from eventapp.checkin.views.pages import bp

__all__ = ["api", "bp", "desks"]
