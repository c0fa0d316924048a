"""What a desk may send and an organizer may type: text becomes types here."""

from eventapp.checkin.forms.events import FORMAT, EnvelopeSchema, Sent, Unreadable, read_events
from eventapp.checkin.forms.pages import ByNameForm, ReviewForm, SettleForm
from eventapp.checkin.forms.scans import BatchSchema

__all__ = [
    "FORMAT",
    "BatchSchema",
    "ByNameForm",
    "EnvelopeSchema",
    "ReviewForm",
    "Sent",
    "SettleForm",
    "Unreadable",
    "read_events",
]
