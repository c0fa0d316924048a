"""What is done at the door and to prepare for it."""

from eventapp.checkin.actions.scans import LARGEST_BATCH, Reading, receive_scans

__all__ = ["LARGEST_BATCH", "Reading", "receive_scans"]
