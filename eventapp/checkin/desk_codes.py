"""The code by which a phone becomes a desk. Derived: the page can show it again, and the database has its hash only."""

from eventapp.checkin.models import Desk
from eventapp.core import web
from eventapp.core.tokens import derived

LENGTH = 16
"""Base32 letters: 80 bits, for half an hour, once; few enough to be typed where a camera does not work."""


def pairing_code(desk: Desk) -> str:
    """The code of a desk that waits for its device (`pairing_until` is set)."""
    if desk.pairing_until is None:
        raise ValueError("this desk waits for nobody")
    until = int(desk.pairing_until.timestamp() * 1000)
    return derived(web.settings().secret_key, "pairing", f"{desk.public_id}:{until}")[:LENGTH]
