"""Where what is known of somebody's presence does not agree, and nobody has decided yet. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from eventapp.attendance.effective import SCANNED, Known, Presence, Source

WRITTEN = frozenset({Source.PAPER, Source.LIST})


class Kind(StrEnum):
    """What does not agree."""

    CONTRADICTED = "contradicted"  # one source says present, another one absent
    UNSCANNED = "unscanned"  # paper or a list says present; scans were made there, none of this person
    UNSIGNED = "unsigned"  # scanned, and others signed there on paper, this person did not
    NOT_THAT_DAY = "not-that-day"  # present at a session of a day that a correction says they missed


@dataclass(frozen=True, slots=True)
class Dispute:
    """One person at one checkpoint. `yes` and `no`: the sources on either side."""

    registration_id: int
    checkpoint: str
    kind: Kind
    yes: tuple[Source, ...]
    no: tuple[Source, ...] = ()


def disputes(known: Known, keys: Iterable[str], venue_of: Mapping[str, str]) -> list[Dispute]:
    """Every dispute, by checkpoint in the order of `keys`, then by registration."""
    found: list[Dispute] = []
    for key in keys:
        people = known.get(key, {})
        taken = _taken(people.values())
        day = known.get(venue_of.get(key, ""), {})
        for who in sorted(people):
            both = _of(who, key, people[who], taken), _against_the_day(who, key, people[who], day.get(who))
            found += [dispute for dispute in both if dispute is not None]
    return found


def _taken(people: Iterable[Presence]) -> set[Source]:
    """What says of this very place that anybody was there: a sheet of one session is none of the whole day."""
    found: set[Source] = set()
    for each in people:
        if each.present and not found.issuperset(each.sources):
            found |= set(each.sources).difference(each.lent)
    return found


def _of(who: int, key: str, presence: Presence, taken: set[Source]) -> Dispute | None:
    if presence.decided or not presence.present:
        return None
    if presence.against:
        return Dispute(who, key, Kind.CONTRADICTED, presence.sources, presence.against)
    if Source.CORRECTION in presence.sources:  # of a session, and so settled for its day as well
        return None
    scanned = bool(SCANNED.intersection(presence.sources))
    if not scanned and WRITTEN.intersection(presence.sources) and SCANNED.intersection(taken):
        return Dispute(who, key, Kind.UNSCANNED, presence.sources, (Source.SCAN,))
    if scanned and Source.PAPER in taken and Source.PAPER not in presence.sources:
        return Dispute(who, key, Kind.UNSIGNED, presence.sources, (Source.PAPER,))
    return None


def _against_the_day(who: int, key: str, presence: Presence, day: Presence | None) -> Dispute | None:
    if presence.present and day is not None and not day.present:
        return Dispute(who, key, Kind.NOT_THAT_DAY, presence.sources, (Source.CORRECTION,))
    return None
