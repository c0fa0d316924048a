"""What changes attendance: marks beside the scans. Scans themselves are never changed."""

from eventapp.attendance.actions.marks import mark, mark_many, undo_batch, void_mark

__all__ = ["mark", "mark_many", "undo_batch", "void_mark"]
