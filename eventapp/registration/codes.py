"""The secrets a participant carries: the token of the private link, the code of the badge.

Both are derived from the secret key and a serial, so they can be shown again while the database holds hashes only.
"""

from eventapp.core import web
from eventapp.core.tokens import derived, fingerprint, new_serial
from eventapp.registration.models import Badge, Registration


def new_link() -> tuple[str, str]:
    """(serial, hash) of a new private link."""
    serial = new_serial()
    return serial, fingerprint(derived(web.settings().secret_key, "registration", serial))


def new_badge() -> tuple[str, str]:
    """(serial, hash) of a new badge code."""
    serial = new_serial()
    return serial, fingerprint(derived(web.settings().secret_key, "badge", serial))


def private_token(registration: Registration) -> str:
    """The token that opens this registration's own page."""
    return derived(web.settings().secret_key, "registration", registration.link_serial)


def private_url(registration: Registration) -> str:
    """The private link, as mails carry it."""
    return web.absolute("registration.private", token=private_token(registration))


def badge_code(badge: Badge) -> str:
    """What stands in the QR code of a badge."""
    return derived(web.settings().secret_key, "badge", badge.serial)
