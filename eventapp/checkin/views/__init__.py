"""Check-in: pages for people, JSON for devices and scripts."""

from eventapp.checkin.views import app, desks, looking, oneself, pairing, stops
from eventapp.checkin.views.api import api
from eventapp.checkin.views.pages import bp

__all__ = ["api", "app", "bp", "desks", "looking", "oneself", "pairing", "stops"]
