"""Where invented people sit: in the real delegations, one after the other, never more than there are seats."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A delegation, or a type that has none yet (`delegation_id` None). None as a bound: there is none.

    `bounded`: whether its type counts against the workshop's capacity.
    """

    type_id: int
    delegation_id: int | None
    seats: int | None
    quota: int | None
    bounded: bool


def plan(places: Sequence[Place], capacity: int | None, people: int) -> list[Place]:
    """A place for each of so many people, going round; fewer where seats do not suffice."""
    found: list[Place] = []
    in_types: Counter[int] = Counter()
    in_places: Counter[Place] = Counter()
    within = 0

    def free(place: Place) -> bool:
        return (
            (place.seats is None or in_places[place] < place.seats)
            and (place.quota is None or in_types[place.type_id] < place.quota)
            and (capacity is None or not place.bounded or within < capacity)
        )

    for place in _round_and_round(places):
        if len(found) == people or not any(map(free, places)):
            break
        if free(place):
            found.append(place)
            in_types[place.type_id] += 1
            in_places[place] += 1
            within += place.bounded
    return found


def _round_and_round(places: Sequence[Place]) -> Iterator[Place]:
    while places:
        yield from places
