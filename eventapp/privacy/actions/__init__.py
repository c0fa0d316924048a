"""What is done about people's data."""

from eventapp.privacy.actions.asking import ask_erasure, record_copy, refuse_erasure, set_photo_consent
from eventapp.privacy.actions.erasing import erase, facts_of, reapply
from eventapp.privacy.actions.keeping import publish_consent, purge, purge_everywhere, set_periods

__all__ = [
    "ask_erasure",
    "erase",
    "facts_of",
    "publish_consent",
    "purge",
    "purge_everywhere",
    "reapply",
    "record_copy",
    "refuse_erasure",
    "set_periods",
    "set_photo_consent",
]
