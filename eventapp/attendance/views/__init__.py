"""Attendance: pages for people, JSON for scripts."""

from eventapp.attendance.views import board, evidence, indicators, lists, people, rules, sheets
from eventapp.attendance.views.api import api
from eventapp.attendance.views.pages import bp

__all__ = ["api", "board", "bp", "evidence", "indicators", "lists", "people", "rules", "sheets"]
