"""What changes attendance: marks beside the scans. Scans themselves are never changed."""

from eventapp.attendance.actions.lists import apply_list, drop_list, preview_list, reread_list
from eventapp.attendance.actions.marks import mark, mark_many, undo_batch, void_mark

__all__ = ["apply_list", "drop_list", "mark", "mark_many", "preview_list", "reread_list", "undo_batch", "void_mark"]
