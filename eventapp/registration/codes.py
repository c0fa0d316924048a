"""The secrets a participant carries: the token of the private link, the code of the badge.

Both are derived from the secret key and a serial, so they can be shown again while the database holds hashes only.
"""

import hmac

from eventapp.core import web
from eventapp.core.db import session
from eventapp.core.tokens import derived, fingerprint, new_serial
from eventapp.registration.models import Badge, Delegation, Registration
from eventapp.workshops.models import Workshop


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
    return code_of_serial(badge.serial)


def code_of_serial(serial: str) -> str:
    """What stands in the QR code of a badge with this serial, blank ones included."""
    return derived(web.settings().secret_key, "badge", serial)


def new_focal_link() -> tuple[str, str]:
    """(serial, hash) of a new private link of a delegation's focal point."""
    serial = new_serial()
    return serial, fingerprint(derived(web.settings().secret_key, "focal", serial))


def focal_token(delegation: Delegation) -> str:
    """The token that opens this delegation's page; only where there is a link (`link_serial`)."""
    return derived(web.settings().secret_key, "focal", delegation.link_serial)


def focal_url(delegation: Delegation) -> str:
    """The focal point's private link, as mails carry it."""
    return web.absolute("delegations.focal", token=focal_token(delegation))


def delegation_key(delegation: Delegation) -> str:
    """The text that a nomination sheet carries, so that it finds its delegation wherever it is handed in."""
    slug = session.get_one(Workshop, delegation.workshop_id).slug
    return f"EVENTAPP:{slug}:{delegation.id}:{_key_check(slug, delegation.id)}"


def read_delegation_key(text: str, workshop: Workshop) -> int | None:
    """The id of the delegation that a sheet's key names; None for another workshop's, or a forged one."""
    parts = text.strip().split(":")
    if len(parts) != 4 or parts[0] != "EVENTAPP" or parts[1] != workshop.slug or not text.isascii():
        return None
    if not parts[2].isdigit() or not hmac.compare_digest(parts[3], _key_check(workshop.slug, int(parts[2]))):
        return None
    return int(parts[2])


def _key_check(slug: str, delegation_id: int) -> str:
    return derived(web.settings().secret_key, "delegation-sheet", f"{slug}:{delegation_id}")[:16]
