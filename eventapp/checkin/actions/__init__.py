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
from eventapp.checkin.actions.scans import LARGEST_BATCH, Reading, receive_scans

__all__ = [
    "LARGEST_BATCH",
    "WRONG_CODES",
    "Paired",
    "Reading",
    "add_desk",
    "change_desk",
    "pair",
    "receive_scans",
    "revoke_desk",
    "show_code",
    "use_here",
]
