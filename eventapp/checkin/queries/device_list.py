"""What a device needs to check people in without a network, whole or what changed since it last asked.

A cursor is a digest of the list as the device has it: the rows are dealt into BUCKETS by their id, and the
cursor holds a few bytes of each bucket's hash. Changes are the rows of the buckets that differ. So nothing has to
be told when something changes, whatever changes is noticed (a name, a colour, a revoked badge), and a long
list may repeat a few neighbours of what changed.
"""

import base64
import binascii
import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from eventapp.badges import queries as badges
from eventapp.checkin.queries.checkpoints import Checkpoint
from eventapp.checkin.queries.counted import passages
from eventapp.checkin.queries.people import Card, card, group_keys, with_names
from eventapp.core.db import session
from eventapp.core.errors import Invalid
from eventapp.core.names import fold
from eventapp.registration.models import Badge, Registration, State
from eventapp.workshops.models import Workshop

BUCKETS = 128
BYTES_EACH = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """A registration on the list, whatever its state, so that a device can say why somebody is not let in.

    `codes` are the fingerprints (SHA-256, hexadecimal, of the code in capitals without blanks) of the badge
    that works, `revoked_codes` of those that no longer do. `needs`: what to see to when they arrive. `pile`: number of
    the printed pile in which the badge lies, and its place there. `provisional`: registered at a desk and not confirmed
    yet. `groups`: keys of the working groups they have a place in. `search`: the folded names. `seen`: each scan that
    counts, as (checkpoint, direction, instant), in the order in which they were made.
    """

    card: Card
    is_head: bool
    needs: str
    printed_at: datetime | None
    handed_at: datetime | None
    provisional: bool
    search: str
    pile: tuple[int, int] | None = None
    groups: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    revoked_codes: tuple[str, ...] = ()
    seen: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DeviceList:
    entries: tuple[Entry, ...]
    cursor: str


def device_list(workshop: Workshop, places: Sequence[Checkpoint], since: str | None = None) -> DeviceList:
    """The whole list, or what changed since a cursor. Raises Invalid for a cursor that is none."""
    entries = _entries(workshop, places)
    now = _digests(entries)
    if since:
        before = _read(since)
        entries = [entry for entry in entries if before[_bucket(entry)] != now[_bucket(entry)]]
    return DeviceList(tuple(entries), base64.urlsafe_b64encode(b"".join(now)).decode().rstrip("="))


def _entries(workshop: Workshop, places: Sequence[Checkpoint]) -> list[Entry]:
    owned = _badges(workshop.id)
    piles = badges.pile_places(workshop.id)
    member_of = group_keys(workshop.id, places)
    seen = _seen(workshop.id)
    rows = session.scalars(with_names(workshop.id).order_by(Registration.id))
    return [
        replace(
            _entry(workshop, row, owned.get(row.id, ())),
            pile=piles.get(row.id),
            groups=tuple(member_of.get(row.id, ())),
            seen=tuple(seen.get(row.id, ())),
        )
        for row in rows
    ]


def _entry(workshop: Workshop, row: Registration, owned: Sequence[Badge]) -> Entry:
    valid = next((badge for badge in owned if badge.revoked_at is None), None)
    return Entry(
        card=card(workshop, row),
        is_head=row.is_head,
        needs=row.access_needs,
        printed_at=valid.printed_at if valid else None,
        handed_at=valid.handed_at if valid else None,
        provisional=row.source == "walk-in" and row.state != State.CONFIRMED,
        search=f"{row.person.search} {fold(row.badge_name)}".strip(),
        codes=(valid.code_hash,) if valid else (),
        revoked_codes=tuple(badge.code_hash for badge in owned if badge.revoked_at is not None),
    )


def _badges(workshop_id: int) -> dict[int, list[Badge]]:
    found: defaultdict[int, list[Badge]] = defaultdict(list)
    rows = session.scalars(
        select(Badge)
        .join(Registration, Registration.id == Badge.registration_id)
        .where(Registration.workshop_id == workshop_id)
        .order_by(Badge.id)
    )
    for row in rows:
        found[row.registration_id].append(row)
    return found


def _seen(workshop_id: int) -> dict[int, list[tuple[str, str, str]]]:
    found: defaultdict[int, list[tuple[str, str, str]]] = defaultdict(list)
    for each in sorted(passages(workshop_id), key=lambda one: (one.at, one.id)):
        found[each.registration_id].append((each.checkpoint, each.direction, each.at.isoformat()))
    return found


def _bucket(entry: Entry) -> int:
    return entry.card.registration_id % BUCKETS


def _digests(entries: Sequence[Entry]) -> list[bytes]:
    hashes = [hashlib.sha256() for _number in range(BUCKETS)]
    for entry in entries:
        hashes[_bucket(entry)].update(repr(entry).encode())
    return [bucket.digest()[:BYTES_EACH] for bucket in hashes]


def _read(cursor: str) -> list[bytes]:
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != BUCKETS * BYTES_EACH:
        raise Invalid(_("This cursor is not one of ours; ask for the whole list."))
    return [raw[at : at + BYTES_EACH] for at in range(0, len(raw), BYTES_EACH)]
