"""Attendance: pages for people, JSON for scripts."""

from eventapp.attendance import queries
from eventapp.attendance.views import board, evidence, indicators, lists, people, rules, sheets
from eventapp.attendance.views.api import api
from eventapp.attendance.views.pages import bp
from eventapp.badges import arrivals

__all__ = ["api", "board", "bp", "evidence", "indicators", "lists", "people", "rules", "sheets"]

arrivals.told_by(queries.first_arrivals)
