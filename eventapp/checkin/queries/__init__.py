"""Reading checkpoints, people at the desk, scans."""

from eventapp.checkin.queries.checkpoints import Checkpoint, checkpoint, checkpoint_now, checkpoints
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
    states,
    with_names,
)
from eventapp.checkin.queries.presence import arrivals, confirmed_count, present_count
from eventapp.checkin.queries.scans import ScanResult, admitted, inside, known_scans, recent, results

__all__ = [
    "Card",
    "Checkpoint",
    "DeskHealth",
    "DeskState",
    "DeviceList",
    "Entry",
    "ReadBadge",
    "ScanResult",
    "actor_of",
    "admitted",
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
    "desk_ends_at",
    "desks",
    "device_list",
    "every_card",
    "find_people",
    "inside",
    "known_scans",
    "present_count",
    "recent",
    "results",
    "states",
    "with_names",
]
