"""Badges: pages for people, one file for a desk's printer."""

from eventapp.badges.views.api import api
from eventapp.badges.views.pages import bp

__all__ = ["api", "bp"]
