"""What a corrected list leaves out: who stood on an earlier list of the delegation and does not on this one."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from eventapp.core.names import fold
from eventapp.registration.models import Registration, State

GONE = (State.DECLINED, State.CANCELLED)
_MAILBOX, _POST, _ROW = 4, 2, 1


@dataclass(slots=True)
class Before:
    """What the lists read in so far said of each registration (the latest counts), and in which row it stood."""

    said: dict[int, dict[str, Any]] = field(default_factory=dict)
    rows: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A person of the new list who is not known in the delegation yet."""

    row: int
    delegation_id: int
    said: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Left:
    """Somebody whom the new list leaves out, and the row of who stands in their place, if anybody does."""

    registration: Registration
    row: int | None

    @property
    def proposed(self) -> bool:
        """Whether to withdraw them is proposed: they were replaced, and nobody has confirmed them."""
        return self.row is not None and self.registration.state != State.CONFIRMED


def left_out(
    people: Iterable[Registration], met: Collection[int], homes: Collection[int], lists: Collection[int]
) -> list[Registration]:
    """Who came by one of these `lists` into one of the delegations (`homes`), still comes, and was not `met` again."""
    return [
        row
        for row in sorted(people, key=lambda row: (row.delegation_id, row.rank, row.id))
        if row.delegation_id in homes and row.import_id in lists and row.id not in met and row.state not in GONE
    ]


def paired(left: Iterable[Registration], newcomers: Iterable[Newcomer], rows: Mapping[int, int]) -> list[Left]:
    """Each of those left out with the newcomer who takes their place: the same mailbox, or the same post, or the row.

    `rows`: where each stood in the earlier list. A mailbox that several share, and a post that several hold, say
    nothing.
    """
    left, newcomers = list(left), list(newcomers)
    shared = _shared([*(_of(row) for row in left), *(each.said for each in newcomers)])
    likely: defaultdict[tuple[str, str], list[Newcomer]] = defaultdict(list)
    for newcomer in newcomers:
        for key in (*_keys(newcomer.said), ("row", str(newcomer.row))):
            likely[key].append(newcomer)
    scores = []
    for place, row in enumerate(left):
        keys = [key for key in _keys(_of(row)) if key[1] and key not in shared]
        near = {each.row: each for key in (*keys, ("row", str(rows.get(row.id)))) for each in likely.get(key, ())}
        for newcomer in near.values():
            if newcomer.delegation_id == row.delegation_id:
                scores.append((-_likeness(row, newcomer, rows, shared), place, newcomer.row))
    taken: dict[int, int] = {}
    used: set[int] = set()
    for score, place, number in sorted(scores):
        if score < 0 and place not in taken and number not in used:
            taken[place] = number
            used.add(number)
    return [Left(row, taken.get(place)) for place, row in enumerate(left)]


def _likeness(
    row: Registration, newcomer: Newcomer, rows: Mapping[int, int], shared: Collection[tuple[str, str]]
) -> int:
    before, now = _keys(_of(row)), _keys(newcomer.said)
    score = 0
    if before[0] == now[0] and before[0][1] and before[0] not in shared:
        score += _MAILBOX
    if before[1] == now[1] and before[1][1] and before[1] not in shared:
        score += _POST
    return score + (_ROW if rows.get(row.id) == newcomer.row else 0)


def _shared(said: list[Mapping[str, Any]]) -> set[tuple[str, str]]:
    """What more than two say: the one who went and the one who came may say the same, more say nothing by it."""
    counts = Counter(key for each in said for key in _keys(each) if key[1])
    return {key for key, number in counts.items() if number > 2}


def _keys(said: Mapping[str, Any]) -> tuple[tuple[str, str], tuple[str, str]]:
    email, position, office = (fold(str(said.get(fact) or "")) for fact in ("email", "position", "organization"))
    return ("email", email), ("post", f"{position}|{office}" if position else "")


def _of(row: Registration) -> dict[str, str]:
    return {"email": row.person.email, "position": row.position, "organization": row.organization}


def by_row(left: Iterable[Left], leaving: Collection[int]) -> dict[int, Registration]:
    """{row: whom the person of this row replaces}, of those who do leave."""
    found: dict[int, Registration] = {}
    for each in left:
        if each.row is not None and each.registration.id in leaving:
            found[each.row] = each.registration
    return found


def before(reports: Iterable[Mapping[str, Any]]) -> Before:
    """What the reports of the lists read in so far say, the earliest first."""
    found = Before()
    for report in reports:
        for line in report.get("lines", ()):
            if line["registration"] is not None and line["said"]:
                found.said.setdefault(line["registration"], {}).update(line["said"])
                found.rows[line["registration"]] = line["row"]
    return found
