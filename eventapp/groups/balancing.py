"""An even spread of people over working groups: by country, sex, language or category, solved as an integer program.

Each group gets as many people as the others, or as its room takes. Of every kind of person (a country, a sex, …) a
group should have its share: N people of a kind in all and s of n places make N * s / n, of which a group may have the
next lower or the next higher whole number. What lies beyond is the unevenness; the sum of it over all kinds and groups,
each kind weighed by how much it was asked for, is made as small as can be. People who are alike in everything that was
asked for are one variable, so that a hundred people make a small program.

The solver is HiGHS (Huangfu and Hall, "Parallelizing the dual revised simplex method", Math. Prog. Comp. 10, 2018).
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

SECONDS = 5.0
"""The solver's time: what it has found by then is taken, and is said not to be proven."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """One person: what they are by each attribute that counts, and the group they stay in (None: any)."""

    id: int
    kinds: tuple[str, ...]
    stays: int | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """One group and how many it takes; None: as many as come."""

    id: int
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """Person to group. `without`: who found no place; `beyond`: people over or under a share, 0 is as even as can be;
    `proven`: whether nothing better exists."""

    groups: dict[int, int]
    without: tuple[int, ...]
    beyond: int
    proven: bool


def spread(people: Sequence[Somebody], rooms: Sequence[Room], weights: Sequence[int]) -> Spread:
    """The most even spread; people keep their order within their kind. `weights`: one for each attribute.

    Raises ValueError for no room, for a person who stays in a room that is not there, and for a person whose kinds are
    not as many as the weights.
    """
    if not rooms:
        raise ValueError("there is no group")
    known = {room.id for room in rooms}
    if any(each.stays is not None and each.stays not in known for each in people):
        raise ValueError("somebody stays in a group that is not there")
    if any(len(each.kinds) != len(weights) for each in people):
        raise ValueError("each person has one kind for each weight")
    sizes = _sizes(people, rooms)
    seated = _seated(people, sizes)
    counts, proven = _Program(seated, rooms, sizes, weights).solved()
    groups = _placed(seated, rooms, counts)
    left = tuple(each.id for each in people if each.id not in groups)
    return Spread(groups, left, beyond(seated, groups, sizes), proven)


def beyond(people: Sequence[Somebody], groups: Mapping[int, int], sizes: Mapping[int, int]) -> int:
    """How many people are over or under the share of their kind, in all groups together."""
    total = sum(sizes.values())
    found = 0
    for attribute in range(len(people[0].kinds) if people else 0):
        number = Counter(each.kinds[attribute] for each in people)
        there = Counter((each.kinds[attribute], groups[each.id]) for each in people if each.id in groups)
        for kind, whole in number.items():
            for room, size in sizes.items():
                low, high = share(whole, size, total)
                found += max(0, there[kind, room] - high, low - there[kind, room])
    return found


def share(whole: int, size: int, total: int) -> tuple[int, int]:
    """The fewest and the most of `whole` people that `size` of `total` places should have."""
    exact = whole * size / total if total else 0
    return floor(exact + 1e-9), ceil(exact - 1e-9)


def _sizes(people: Sequence[Somebody], rooms: Sequence[Room]) -> dict[int, int]:
    """How many go into each room: one after the other into the one with the fewest, while it takes more."""
    sizes = Counter({room.id: 0 for room in rooms})
    sizes.update(each.stays for each in people if each.stays is not None)
    for _person in range(sum(each.stays is None for each in people)):
        open_ones = [room for room in rooms if room.capacity is None or sizes[room.id] < room.capacity]
        if not open_ones:
            break
        sizes[min(open_ones, key=lambda room: sizes[room.id]).id] += 1
    return dict(sizes)


def _seated(people: Sequence[Somebody], sizes: Mapping[int, int]) -> list[Somebody]:
    """Those for whom there is a place, first come first; who stays where they are first of all."""
    free = sum(sizes.values()) - sum(each.stays is not None for each in people)
    found = []
    for each in people:
        if each.stays is None:
            if free == 0:
                continue
            free -= 1
        found.append(each)
    return found


def _placed(
    people: Sequence[Somebody], rooms: Sequence[Room], counts: Mapping[tuple[tuple[str, ...], int], int]
) -> dict[int, int]:
    """People to groups, one group after the other within each kind, so that neighbours of a list are parted."""
    groups = {each.id: each.stays for each in people if each.stays is not None}
    left = Counter(counts)
    for each in people:
        if each.stays is not None:
            left[each.kinds, each.stays] -= 1
    waiting: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for each in people:
        if each.stays is None:
            waiting[each.kinds].append(each.id)
    for kinds, ids in waiting.items():
        turn = 0
        for person in ids:
            while left[kinds, rooms[turn % len(rooms)].id] <= 0:
                turn += 1
            room = rooms[turn % len(rooms)].id
            groups[person] = room
            left[kinds, room] -= 1
            turn += 1
    return groups


class _Program:
    """Whole numbers x[kinds, room]: how many people of these kinds go into this room."""

    def __init__(
        self, people: Sequence[Somebody], rooms: Sequence[Room], sizes: Mapping[int, int], weights: Sequence[int]
    ) -> None:
        self.people, self.rooms, self.sizes, self.weights = people, rooms, sizes, weights

    def solved(self) -> tuple[dict[tuple[tuple[str, ...], int], int], bool]:
        """The numbers, and whether they are proven to be the best."""
        import highspy

        model = highspy.Highs()  # type: ignore[no-untyped-call]
        model.silent()
        model.setOptionValue("time_limit", SECONDS)
        model.setOptionValue("random_seed", 1)
        model.setOptionValue("threads", 1)
        alike = Counter(each.kinds for each in self.people)
        staying = Counter((each.kinds, each.stays) for each in self.people if each.stays is not None)
        number = {
            (kinds, room.id): model.addIntegral(lb=staying[kinds, room.id], ub=whole)
            for kinds, whole in alike.items()
            for room in self.rooms
        }
        for kinds, whole in alike.items():
            model.addConstr(sum(number[kinds, room.id] for room in self.rooms) == whole)
        for room in self.rooms:
            model.addConstr(sum(number[kinds, room.id] for kinds in alike) == self.sizes[room.id])
        cost = self._unevenness(model, alike, number)
        if cost:
            model.minimize(sum(weight * over for weight, over in cost))
        else:
            model.run()
        found = {key: round(model.val(variable)) for key, variable in number.items()}
        return found, model.getModelStatus() == highspy.HighsModelStatus.kOptimal

    def _unevenness(
        self, model: Any, alike: Counter[tuple[str, ...]], number: Mapping[Any, Any]
    ) -> list[tuple[int, Any]]:
        """For each kind and room a variable that is at least what lies beyond its share; with its weight."""
        total, found = sum(self.sizes.values()), []
        for attribute, weight in enumerate(self.weights):
            wholes: Counter[str] = Counter()
            for kinds, many in alike.items():
                wholes[kinds[attribute]] += many
            for kind, whole in wholes.items():
                for room, size in self.sizes.items():
                    low, high = share(whole, size, total)
                    there = sum(number[kinds, room] for kinds in alike if kinds[attribute] == kind)
                    over = model.addVariable(lb=0)
                    model.addConstr(over >= there - high)
                    model.addConstr(over >= low - there)
                    found.append((weight, over))
        return found
