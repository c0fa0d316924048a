"""Whether somebody is let in: the one place that decides, without database, clock or request."""

from dataclasses import dataclass
from enum import StrEnum

from eventapp.checkin.models import Outcome
from eventapp.registration.models import State


class Badge(StrEnum):
    """What the code that was read is to this workshop."""

    VALID = "valid"
    REVOKED = "revoked"
    UNKNOWN = "unknown"  # no code of ours, or a code of another workshop
    NONE = "none"  # nothing was read: the person was found by name


@dataclass(frozen=True, slots=True)
class Place:
    """A checkpoint at this moment: `capacity` of its room (None: unbounded), `inside` the people already let in."""

    capacity: int | None = None
    inside: int = 0

    @property
    def full(self) -> bool:
        return self.capacity is not None and self.inside >= self.capacity


def decide(badge: Badge, state: State | None, *, admitted_before: bool, place: Place) -> Outcome:
    """The answer at the door. `state` is the registration's, None where the code stands for nobody here.

    In this order: a code that is not ours, a badge that no longer works, a registration that is not
    confirmed, a person who is in already (who is never shut out by a full room), a full room.
    """
    if badge is Badge.UNKNOWN or state is None:
        return Outcome.UNKNOWN
    if badge is Badge.REVOKED:
        return Outcome.REVOKED
    if state is not State.CONFIRMED:
        return Outcome.NOT_CONFIRMED
    if admitted_before:
        return Outcome.ALREADY
    return Outcome.FULL if place.full else Outcome.ADMITTED
