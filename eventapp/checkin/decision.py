"""Whether somebody is let in: the one place that decides, without database, clock or request.

The rules are data (`rules.json`): one ordered list, of which the first that fits decides. A device gets them with its
list and reads them by the same few lines (`assets/js/desk/decide.js`), so that a desk without a network never decides
otherwise than the server would with the same knowledge. The facts are gathered alike on both sides (`facts_of` and
`facts.js`); `tests/checkin/cases.json` is run against both.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from eventapp.checkin.models import Outcome

RULES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("rules.json").read_text())
"""Each `{"when": {fact: value or [values]}, "then": outcome}`; facts that a rule does not name do not matter."""


class Badge(StrEnum):
    """What the code that was read is to this workshop."""

    VALID = "valid"
    REVOKED = "revoked"
    UNKNOWN = "unknown"  # no code of ours, or a code of another workshop
    NONE = "none"  # nothing was read: the person was found by name


class Direction(StrEnum):
    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Guest:
    """Who stands at the door. `groups`: keys of the working groups in which they have a place."""

    state: str
    type_id: int
    groups: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Door:
    """The place. `rivals`: keys of the other working groups at the same time; empty `type_ids`: for everybody."""

    key: str
    capacity: int | None = None
    type_ids: Collection[int] = ()
    repeats: bool = False
    grouped: bool = False
    rivals: Collection[str] = ()


def decide(facts: Mapping[str, object]) -> Outcome:
    """The answer at the door: that of the first rule all of whose facts hold."""
    rule = next(rule for rule in RULES if all(_holds(facts[fact], wanted) for fact, wanted in rule["when"].items()))
    return Outcome(rule["then"])


def facts_of(
    badge: Badge, guest: Guest | None, door: Door, direction: str, *, inside: bool, number_inside: int
) -> dict[str, object]:
    """What the rules ask for. `guest` is None where the code stands for nobody here; `inside`: they are in already;
    `number_inside`: how many are in now."""
    return {
        "badge": badge.value,
        "state": guest.state if guest is not None else "",
        "direction": direction,
        "permitted": guest is None or not door.type_ids or guest.type_id in door.type_ids,
        "group": _group(guest, door),
        "inside": inside,
        "repeats": door.repeats,
        "full": door.capacity is not None and number_inside >= door.capacity,
    }


def _group(guest: Guest | None, door: Door) -> str:
    if guest is None or not door.grouped:
        return "none"
    if door.key in guest.groups:
        return "this"
    return "other" if any(key in guest.groups for key in door.rivals) else "none"


def _holds(value: object, wanted: object) -> bool:
    return value in wanted if isinstance(wanted, list) else value == wanted
