"""By which words somebody is recognized, and finding them in whatever was written.

Full names, addresses, numbers: a single word of a name is removed only beside the other one, since many people share
it. Letter case and the kind of blanks do not matter.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

SHORTEST = 4
SHORTEST_PHONE = 7
"""Shorter ones would hit other words and numbers."""


@dataclass(frozen=True)
class Words:
    """What to remove. `whole`: to be replaced wherever it stands; `phones`: their digits; `pairs`: (family, given)."""

    whole: frozenset[str]
    phones: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    pseudonym: str

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        longest_first = sorted((word for word in self.whole if len(word) >= SHORTEST), key=len, reverse=True)
        spellings = [r"\s+".join(map(re.escape, word.split())) for word in longest_first]
        spellings += [r"\+?" + r"[\s().-]*".join(digits) for digits in self.phones if len(digits) >= SHORTEST_PHONE]
        if not spellings:
            return None
        return re.compile(rf"(?<!\w)(?:{'|'.join(spellings)})(?!\w)", re.IGNORECASE)

    def without(self, value: Any) -> Any:
        """Text or JSON without the words; the same object where there were none."""
        if isinstance(value, str):
            return self._pattern.sub(self.pseudonym, value) if self._pattern else value
        if isinstance(value, dict | list):
            new = self._rebuilt(value)
            return value if new == value else new
        return value

    def _rebuilt(self, value: Any) -> Any:
        parts = self._parts_in(value)
        items = value.items() if isinstance(value, dict) else enumerate(value)
        made: dict[Any, Any] = {}
        for name, item in items:
            key = self.without(name) if isinstance(name, str) else name
            if isinstance(item, str) and _plain(item) in parts:
                made[key] = self.pseudonym
            else:
                made[key] = self.without(item)
        return made if isinstance(value, dict) else list(made.values())

    def _parts_in(self, value: Any) -> set[str]:
        """The parts of the name that stand side by side as values of this record."""
        leaves = {_plain(leaf) for leaf in _leaves(value)}
        found: set[str] = set()
        for family, given in self.pairs:
            if {_plain(family), _plain(given)} <= leaves:
                found |= {_plain(family), _plain(given)}
        return found


def _leaves(value: Any) -> Iterable[str]:
    """The texts directly in a record."""
    for item in value.values() if isinstance(value, dict) else value:
        if isinstance(item, str):
            yield item


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def spellings(family: str, given: str) -> Iterable[str]:
    """The ways in which the two parts stand in one line; capitals apart, since "ß" has none of its own."""
    if family and given:
        for name in (family, family.upper()):
            yield from (f"{given} {name}", f"{name} {given}", f"{name}, {given}")
