"""What people do to an agenda."""

from eventapp.agenda.actions.arranging import (
    add_unscheduled,
    copy_session,
    redo,
    schedule,
    split_session,
    swap_sessions,
    undo,
    unschedule,
)
from eventapp.agenda.actions.sessions import (
    add_session,
    change_session,
    hand_in,
    move_session,
    remove_session,
    restore_session,
)
from eventapp.agenda.actions.versions import first_version, publish, put_back

__all__ = [
    "add_session",
    "add_unscheduled",
    "change_session",
    "copy_session",
    "first_version",
    "hand_in",
    "move_session",
    "publish",
    "put_back",
    "redo",
    "remove_session",
    "restore_session",
    "schedule",
    "split_session",
    "swap_sessions",
    "undo",
    "unschedule",
]
