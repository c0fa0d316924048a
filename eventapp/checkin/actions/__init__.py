"""What is done at the door and to prepare for it."""

from eventapp.checkin.actions.desks import (
    WRONG_CODES,
    Paired,
    add_desk,
    change_desk,
    pair,
    revoke_desk,
    show_code,
    use_here,
)
from eventapp.checkin.readings import Reading
from eventapp.checkin.actions.scans import LARGEST_BATCH, receive_scans
from eventapp.checkin.actions.stops import StopFacts, add_stop, change_settings, change_stop, remove_stop

__all__ = [
    "LARGEST_BATCH",
    "WRONG_CODES",
    "Paired",
    "Reading",
    "StopFacts",
    "add_desk",
    "add_stop",
    "change_desk",
    "change_settings",
    "change_stop",
    "pair",
    "receive_scans",
    "remove_stop",
    "revoke_desk",
    "show_code",
    "use_here",
]
