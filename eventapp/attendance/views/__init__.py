"""Attendance: pages for people, JSON for scripts."""

from eventapp.attendance.views import evidence, sheets
from eventapp.attendance.views.api import api
from eventapp.attendance.views.pages import bp

__all__ = ["api", "bp", "evidence", "sheets"]
