"""A proposal of who goes into which of the groups at one time, and the table that shows how even it is."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventapp.core.i18n import country_name, language, language_name, tr
from eventapp.groups import balancing
from eventapp.groups.balancing import Room, Somebody
from eventapp.groups.queries import Group
from eventapp.registration.labels import SEX_LABELS, delegation_label
from eventapp.registration.models import Registration


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something people are spread by: how it is called, what somebody is by it, and the word for that ("": none)."""

    label: Any
    weight: int
    of: Callable[[Registration], str]
    word: Callable[[Registration], str]


def _works_in(registration: Registration) -> str:
    return registration.interpretation or registration.language


def _working_language(registration: Registration) -> str:
    code = _works_in(registration)
    return language_name(code) if code else ""


ATTRIBUTES = {
    "country": Attribute(_l("Country"), 3, lambda row: row.country, lambda row: country_name(row.country)),
    "sex": Attribute(
        _l("Sex"), 2, lambda row: row.person.counted_sex, lambda row: str(SEX_LABELS[row.person.counted_sex])
    ),
    "language": Attribute(_l("Language"), 2, _works_in, _working_language),
    "type": Attribute(_l("Category"), 1, lambda row: str(row.type_id), lambda row: tr(row.type.name)),
    "delegation": Attribute(
        _l("Delegation"),
        1,
        lambda row: str(row.delegation_id),
        lambda row: delegation_label(row.delegation, language()),
    ),
}
USUAL = ("country", "sex", "language")


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of people: how many of them are in each group; `uneven`: the groups that have not their share."""

    word: str
    counts: tuple[int, ...]
    uneven: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """`assignment`: registration id to session id, of everybody it places. `without`: for whom there is no place."""

    assignment: dict[int, int]
    without: list[Registration]
    beyond: int
    proven: bool
    tables: list[tuple[str, list[Line]]]
    sizes: tuple[int, ...]


def propose(
    people: Sequence[Registration], groups: Sequence[Group], by: Sequence[str], *, keep: Collection[str]
) -> Proposal:
    """Spread `people` over `groups` evenly by the attributes named; who is in a group by a way in `keep` ("organizer",
    "own", "list") stays there. Raises ValueError where there is no group."""
    attributes = [ATTRIBUTES[name] for name in by]
    stays = {row.id: group.session.id for group in groups for row in group.members if group.sources[row.id] in keep}
    rooms = [Room(group.session.id, group.capacity) for group in groups]
    somebody = [
        Somebody(row.id, tuple(attribute.of(row) for attribute in attributes), stays.get(row.id)) for row in people
    ]
    spread = balancing.spread(somebody, rooms, [attribute.weight for attribute in attributes])
    without = set(spread.without)
    return Proposal(
        spread.groups,
        [row for row in people if row.id in without],
        spread.beyond,
        spread.proven,
        [(str(attribute.label), lines(people, spread.groups, groups, attribute)) for attribute in attributes],
        tuple(sum(there == group.session.id for there in spread.groups.values()) for group in groups),
    )


def lines(
    people: Sequence[Registration], assignment: Mapping[int, int], groups: Sequence[Group], attribute: Attribute
) -> list[Line]:
    """How the kinds of one attribute are spread over the groups; the commonest first."""
    seated = [row for row in people if row.id in assignment]
    whole = Counter(attribute.of(row) for row in seated)
    there = Counter((attribute.of(row), assignment[row.id]) for row in seated)
    sizes = Counter(assignment[row.id] for row in seated)
    words = {attribute.of(row): attribute.word(row) or _("Not stated") for row in seated}
    found = []
    for kind, number in sorted(whole.items(), key=lambda item: (-item[1], words[item[0]])):
        counts = tuple(there[kind, group.session.id] for group in groups)
        shares = [balancing.share(number, sizes[group.session.id], len(seated)) for group in groups]
        uneven = tuple(not low <= count <= high for count, (low, high) in zip(counts, shares, strict=True))
        found.append(Line(words[kind], counts, uneven))
    return found
