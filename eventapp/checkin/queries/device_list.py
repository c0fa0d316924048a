"""What a device needs to check people in without a network, whole or what changed since it last asked.

A cursor is a digest of the list as the device has it: the rows are dealt into BUCKETS by their id, and the
cursor holds a few bytes of each bucket's hash. Changes are the rows of the buckets that differ. So nothing has to
be told when something changes, whatever changes is noticed (a name, a colour, a revoked badge), and a long
list may repeat a few neighbours of what changed.
"""

import base64
import binascii
import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from flask_babel import gettext as _
from sqlalchemy import select

from eventapp.checkin.queries.people import Card, every_card
from eventapp.core.db import session
from eventapp.core.errors import Invalid
from eventapp.registration.models import Badge, Registration
from eventapp.workshops.models import Workshop

BUCKETS = 128
BYTES_EACH = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """A registration on the list, whatever its state, so that a device can say why somebody is not let in.

    `codes` are the fingerprints (SHA-256, hexadecimal, of the code in capitals without blanks) of the badge
    that works, `revoked_codes` of those that no longer do.
    """

    card: Card
    codes: tuple[str, ...]
    revoked_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeviceList:
    entries: tuple[Entry, ...]
    cursor: str


def device_list(workshop: Workshop, since: str | None = None) -> DeviceList:
    """The whole list, or what changed since a cursor. Raises Invalid for a cursor that is none."""
    entries = _entries(workshop)
    now = _digests(entries)
    if since:
        before = _read(since)
        entries = [entry for entry in entries if before[_bucket(entry)] != now[_bucket(entry)]]
    return DeviceList(tuple(entries), base64.urlsafe_b64encode(b"".join(now)).decode().rstrip("="))


def _entries(workshop: Workshop) -> list[Entry]:
    codes: dict[int, list[str]] = {}
    revoked: dict[int, list[str]] = {}
    rows = session.execute(
        select(Badge.registration_id, Badge.code_hash, Badge.revoked_at)
        .join(Registration, Registration.id == Badge.registration_id)
        .where(Registration.workshop_id == workshop.id)
        .order_by(Badge.id)
    )
    for owner, code, revoked_at in rows:
        (codes if revoked_at is None else revoked).setdefault(owner, []).append(code)
    return [
        Entry(card, tuple(codes.get(card.registration_id, ())), tuple(revoked.get(card.registration_id, ())))
        for card in every_card(workshop)
    ]


def _bucket(entry: Entry) -> int:
    return entry.card.registration_id % BUCKETS


def _digests(entries: Sequence[Entry]) -> list[bytes]:
    hashes = [hashlib.sha256() for _number in range(BUCKETS)]
    for entry in entries:
        hashes[_bucket(entry)].update(repr(asdict(entry)).encode())
    return [bucket.digest()[:BYTES_EACH] for bucket in hashes]


def _read(cursor: str) -> list[bytes]:
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != BUCKETS * BYTES_EACH:
        raise Invalid(_("This cursor is not one of ours; ask for the whole list."))
    return [raw[at : at + BYTES_EACH] for at in range(0, len(raw), BYTES_EACH)]
