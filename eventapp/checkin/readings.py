"""What a device sends of one scan, as types."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from eventapp.checkin.decision import Direction
from eventapp.checkin.models import Outcome, Way
from eventapp.core.tokens import fingerprint


@dataclass(frozen=True, slots=True)
class Reading:
    """One scan as a device sends it: of a badge (`code`), or of a person found by name (`registration_id`) or
    registered at the desk (`walk_in_id`).

    `id` is chosen by the device. `scanned_at`: when it was made, by our clock as far as we know the device's, with
    zone; `device_at`: what the device's clock said (None: the same), which was `clock_offset` seconds ahead of ours.
    `told`: what a desk said by itself, without asking us (None: it asked). `forced`: let pass by the person at the
    desk although the rule says no.
    """

    id: UUID
    checkpoint: str
    scanned_at: datetime
    code: str = ""
    registration_id: int | None = None
    device: str = ""
    walk_in_id: UUID | None = None
    direction: str = Direction.IN
    way: str = ""
    told: Outcome | None = None
    forced: bool = False
    device_at: datetime | None = None
    clock_offset: int = 0

    @property
    def code_hash(self) -> str | None:
        """The fingerprint of the badge code; None if no badge was read."""
        return fingerprint(self.code) if self.code else None

    @property
    def recognised_by(self) -> str:
        """How the person was recognised, as the device says or as it follows from what was read."""
        if self.way:
            return self.way
        if self.code:
            return Way.BADGE
        return Way.WALK_IN if self.walk_in_id is not None else Way.NAME


@dataclass(frozen=True, slots=True)
class DeskScan:
    """A scan of a desk's queue. `registration`: the public id of who was found by name."""

    reading: Reading
    registration: UUID | None = None

    @property
    def id(self) -> UUID:
        return self.reading.id


@dataclass(frozen=True, slots=True)
class Undo:
    """A scan is taken back."""

    id: UUID
    scan: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class WalkInFacts:
    """Somebody who stands on no list, as typed at the desk. The delegation is named by its id, or by country (ISO
    3166 code) and organization."""

    id: UUID
    at: datetime
    type_id: int
    name: str = ""
    original_name: str = ""
    delegation_id: int | None = None
    country: str = ""
    organization: str = ""
    position: str = ""
    email: str = ""
    sex: str = ""


@dataclass(frozen=True, slots=True)
class HandOver:
    """A badge went into its owner's hand."""

    id: UUID
    at: datetime
    registration: UUID | None = None
    walk_in: UUID | None = None


@dataclass(frozen=True, slots=True)
class SpareGiven:
    """A blank badge was given to somebody. `code`: what its QR holds."""

    id: UUID
    at: datetime
    code: str
    registration: UUID | None = None
    walk_in: UUID | None = None


Event = DeskScan | Undo | WalkInFacts | HandOver | SpareGiven


@dataclass(frozen=True, slots=True)
class Health:
    """What a device says of itself: percent of its battery, how many scans it has not sent yet, how old its list is,
    and by how many seconds its clock is ahead of ours."""

    battery: int | None = None
    charging: bool | None = None
    waiting: int = 0
    list_at: datetime | None = None
    clock_offset: int = 0
