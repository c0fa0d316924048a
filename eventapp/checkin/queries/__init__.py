"""Reading checkpoints, people at the desk, scans, and the attendance that follows from them."""

from eventapp.checkin.queries.attendance import (
    AttendanceRow,
    CheckpointCount,
    TypeAttendance,
    arrivals,
    attendance_by_type,
    attendance_counts,
    attendance_rows,
    confirmed_count,
    days_present,
    present_count,
    roll,
)
from eventapp.checkin.queries.checkpoints import Checkpoint, checkpoint, checkpoint_now, checkpoints
from eventapp.checkin.queries.device_list import DeviceList, Entry, device_list
from eventapp.checkin.queries.people import (
    Card,
    ReadBadge,
    badges_read,
    cards,
    every_card,
    find_people,
    states,
)
from eventapp.checkin.queries.scans import ScanResult, admitted, inside, known_scans, recent, results

__all__ = [
    "AttendanceRow",
    "Card",
    "Checkpoint",
    "CheckpointCount",
    "DeviceList",
    "Entry",
    "ReadBadge",
    "ScanResult",
    "TypeAttendance",
    "admitted",
    "arrivals",
    "attendance_by_type",
    "attendance_counts",
    "attendance_rows",
    "badges_read",
    "cards",
    "checkpoint",
    "checkpoint_now",
    "checkpoints",
    "confirmed_count",
    "days_present",
    "device_list",
    "every_card",
    "find_people",
    "inside",
    "known_scans",
    "present_count",
    "recent",
    "results",
    "roll",
    "states",
]
