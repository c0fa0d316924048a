"""What changes attendance: marks beside the scans. Scans themselves are never changed."""

from eventapp.attendance.actions.lists import apply_list, drop_list, preview_list, reread_list
from eventapp.attendance.actions.marks import mark, mark_many, undo_batch, void_mark
from eventapp.attendance.actions.rules import change_rules

__all__ = [
    "apply_list",
    "change_rules",
    "drop_list",
    "mark",
    "mark_many",
    "preview_list",
    "reread_list",
    "undo_batch",
    "void_mark",
]
