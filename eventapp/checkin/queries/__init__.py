"""Reading checkpoints, people at the desk, scans."""

from eventapp.checkin.queries.checkpoints import Checkpoint, checkpoint, checkpoint_now, checkpoints, doors
from eventapp.checkin.queries.counted import LET_IN, of_people
from eventapp.checkin.queries.desks import DeskHealth, DeskState, actor_of, desk, desk_actor, desk_ends_at, desks
from eventapp.checkin.queries.device_list import DeviceList, Entry, device_list
from eventapp.checkin.queries.people import (
    Card,
    ReadBadge,
    badges_read,
    card,
    cards,
    every_card,
    find_people,
    guests,
    registered_walk_ins,
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
from eventapp.checkin.queries.scans import ScanResult, known_scans, recent, results
from eventapp.checkin.queries.stops import scans_at, stop, stops

__all__ = [
    "LET_IN",
    "Card",
    "Checkpoint",
    "DeskHealth",
    "DeskState",
    "DeviceList",
    "Entry",
    "ReadBadge",
    "ScanResult",
    "actor_of",
    "arrivals",
    "badges_read",
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
    "every_card",
    "find_people",
    "guests",
    "inside",
    "kinds",
    "known_scans",
    "of_people",
    "present_count",
    "recent",
    "registered_walk_ins",
    "results",
    "scans_at",
    "stays",
    "stop",
    "stops",
    "with_names",
]
