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
