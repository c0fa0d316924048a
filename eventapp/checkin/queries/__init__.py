"""Reading checkpoints, people at the desk, scans."""

from eventapp.checkin.queries.checkpoints import Checkpoint, checkpoint, checkpoint_now, checkpoints, doors
from eventapp.checkin.queries.counted import LET_IN, of_people
from eventapp.checkin.queries.desks import DeskHealth, DeskState, actor_of, desk, desk_actor, desk_ends_at, desks
from eventapp.checkin.queries.device_list import DeviceList, Entry, device_list
from eventapp.checkin.queries.flagged import FlaggedScan, flagged, flagged_scan, flagged_waiting
from eventapp.checkin.queries.oneself import open_sessions, session_place
from eventapp.checkin.queries.people import (
    Card,
    ReadBadge,
    badges_read,
    card,
    cards,
    find_people,
    guests,
    registered_walk_ins,
    registrations_named,
    with_names,
)
from eventapp.checkin.queries.presence import (
    arrivals,
    confirmed_count,
    desk_counts,
    inside,
    kinds,
    present_count,
    stays,
)
from eventapp.checkin.queries.scans import ScanResult, known_scans, recent, results, undone
from eventapp.checkin.queries.stops import scans_at, stop, stops
from eventapp.checkin.queries.throttle import MOST_A_MINUTE, pause_left
from eventapp.checkin.queries.walk_ins import (
    CameUnannounced,
    WalkInType,
    became,
    walk_in,
    walk_in_types,
    walk_ins,
    walk_ins_waiting,
)

__all__ = [
    "LET_IN",
    "MOST_A_MINUTE",
    "CameUnannounced",
    "Card",
    "Checkpoint",
    "DeskHealth",
    "DeskState",
    "DeviceList",
    "Entry",
    "FlaggedScan",
    "ReadBadge",
    "ScanResult",
    "WalkInType",
    "actor_of",
    "arrivals",
    "badges_read",
    "became",
    "card",
    "cards",
    "checkpoint",
    "checkpoint_now",
    "checkpoints",
    "confirmed_count",
    "desk",
    "desk_actor",
    "desk_counts",
    "desk_ends_at",
    "desks",
    "device_list",
    "doors",
    "find_people",
    "flagged",
    "flagged_scan",
    "flagged_waiting",
    "guests",
    "inside",
    "kinds",
    "known_scans",
    "of_people",
    "open_sessions",
    "pause_left",
    "present_count",
    "recent",
    "registered_walk_ins",
    "registrations_named",
    "results",
    "scans_at",
    "session_place",
    "stays",
    "stop",
    "stops",
    "undone",
    "walk_in",
    "walk_in_types",
    "walk_ins",
    "walk_ins_waiting",
    "with_names",
]
