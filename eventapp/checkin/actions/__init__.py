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
from eventapp.checkin.actions.events import Status, Told, Verdict, receive_events
from eventapp.checkin.actions.names import correct_name
from eventapp.checkin.actions.oneself import check_in_oneself
from eventapp.checkin.actions.reviews import forget_unknown_codes, review_scan
from eventapp.checkin.actions.scans import LARGEST_BATCH, receive_scans
from eventapp.checkin.actions.stops import StopFacts, add_stop, change_settings, change_stop, remove_stop
from eventapp.checkin.actions.undoing import UNDO_WITHIN, undo_scan
from eventapp.checkin.actions.walk_ins import register_walk_in, settle
from eventapp.checkin.readings import Reading

__all__ = [
    "LARGEST_BATCH",
    "UNDO_WITHIN",
    "WRONG_CODES",
    "Paired",
    "Reading",
    "Status",
    "StopFacts",
    "Told",
    "Verdict",
    "add_desk",
    "add_stop",
    "change_desk",
    "change_settings",
    "change_stop",
    "check_in_oneself",
    "correct_name",
    "forget_unknown_codes",
    "pair",
    "receive_events",
    "receive_scans",
    "register_walk_in",
    "remove_stop",
    "review_scan",
    "revoke_desk",
    "settle",
    "show_code",
    "undo_scan",
    "use_here",
]
