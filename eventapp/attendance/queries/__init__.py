"""Reading attendance: who was there, by scans and marks together."""

from eventapp.attendance.queries.batches import batch, batches, candidates, draft_list, marked_together, places
from eventapp.attendance.queries.counts import (
    AttendanceRow,
    CheckpointCount,
    TypeAttendance,
    attendance_by_type,
    attendance_counts,
    attendance_rows,
    roll,
)
from eventapp.attendance.queries.indicators import Counted, counted, effect_of
from eventapp.attendance.queries.people import PersonLine, Roster, disputed, disputes, one, roster, timeline
from eventapp.attendance.queries.presence import arrivals, days_present, first_arrivals, known
from eventapp.attendance.queries.record import PersonRecord, base_text, measure, record

__all__ = [
    "AttendanceRow",
    "CheckpointCount",
    "Counted",
    "PersonLine",
    "PersonRecord",
    "Roster",
    "TypeAttendance",
    "arrivals",
    "attendance_by_type",
    "attendance_counts",
    "attendance_rows",
    "base_text",
    "batch",
    "batches",
    "candidates",
    "counted",
    "days_present",
    "disputed",
    "disputes",
    "draft_list",
    "effect_of",
    "first_arrivals",
    "known",
    "marked_together",
    "measure",
    "one",
    "places",
    "record",
    "roll",
    "roster",
    "timeline",
]
