"""What is done about people's data."""

from eventapp.privacy.actions.asking import ask_erasure, record_copy, refuse_erasure, set_photo_consent
from eventapp.privacy.actions.erasing import erase, erase_again
from eventapp.privacy.actions.keeping import publish_consent, purge, set_periods

__all__ = [
    "ask_erasure",
    "erase",
    "erase_again",
    "publish_consent",
    "purge",
    "record_copy",
    "refuse_erasure",
    "set_periods",
    "set_photo_consent",
]
