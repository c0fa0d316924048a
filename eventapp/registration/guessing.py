"""To which delegation a row of a nomination list belongs: chosen by hand, said by the row, or told by the file."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from eventapp.core import countries
from eventapp.core.names import fold
from eventapp.registration.matching import same_delegation
from eventapp.registration.models import Delegation, DelegationType
from eventapp.registration.sheets.model import NomineeRow, UnderstoodList

LONGEST_COUNTRY_NAME = 5  # words
SHORTEST_COUNTRY_NAME = 4  # letters: within a text, "in" and "no" are words, not codes of countries


@dataclass(frozen=True, slots=True)
class Target:
    """Where a row belongs. `delegation` None: one that is yet to be added to the type."""

    type: DelegationType
    delegation: Delegation | None
    country: str = ""
    organization: str = ""


class Guess:
    """What can be told about the rows of one list, given the types and delegations of the workshop.

    `chosen`: by hand, a delegation for all rows or a type within which each row finds its own.
    """

    def __init__(
        self,
        types: Sequence[DelegationType],
        delegations: Sequence[Delegation],
        *,
        filename: str,
        found: UnderstoodList,
        chosen: Delegation | DelegationType | None = None,
    ) -> None:
        self._types = types
        self._delegations = delegations
        self._chosen = chosen
        texts = [_stem(filename), *(row.value for row in found.skipped if row.reason_code == "above_headings")]
        headings = [column.heading for column in found.columns if column.field == "organization"]
        self._home = self._named_delegation(texts)
        self._kind = self._named_type([*texts, *headings])

    @property
    def home(self) -> Delegation | None:
        """The one delegation whose list this is, if one was chosen or the file tells it."""
        if isinstance(self._chosen, Delegation):
            return self._chosen
        return self._home if self._chosen is None else None

    def target(self, row: NomineeRow) -> Target | None:
        """Where the row belongs, or None where it cannot be told."""
        if isinstance(self._chosen, Delegation):
            return Target(self._chosen.type, self._chosen)
        if isinstance(self._chosen, DelegationType):
            return self._within(self._chosen, row)
        if row.delegation_type_text and (kind := self._named_type([row.delegation_type_text])) is not None:
            return self._within(kind, row)
        if self._home is not None:
            return Target(self._home.type, self._home)
        if self._kind is not None:
            return self._within(self._kind, row)
        return self._by_organization(row) or self._by_country(row)

    def _within(self, kind: DelegationType, row: NomineeRow) -> Target | None:
        country, organization = row.country or "", row.organization or ""
        if self._home is not None and self._home.type_id == kind.id:
            return Target(kind, self._home)
        known = [delegation for delegation in self._delegations if delegation.type_id == kind.id]
        states = [delegation for delegation in known if not delegation.organization]
        if states and country:
            return Target(kind, same_delegation(states, country, ""), country, "")
        if not (country or organization):
            return None
        return Target(kind, same_delegation(known, country, organization), country, organization)

    def _by_organization(self, row: NomineeRow) -> Target | None:
        wanted = fold(row.organization or "")
        return _only(row for row in self._delegations if wanted and fold(row.organization) == wanted)

    def _by_country(self, row: NomineeRow) -> Target | None:
        return _only(self._of_country(row.country)) if row.country else None

    def _of_country(self, code: str) -> list[Delegation]:
        return [row for row in self._delegations if row.country == code and not row.organization]

    def _named_delegation(self, texts: Iterable[str]) -> Delegation | None:
        for text in texts:
            plain = f" {_words(text)} "
            named = [row for row in self._delegations if row.organization and f" {_words(row.organization)} " in plain]
            if len(named) == 1:
                return named[0]
            for code in dict.fromkeys(_countries_in(text)):
                if len(found := self._of_country(code)) == 1:
                    return found[0]
        return None

    def _named_type(self, texts: Iterable[str]) -> DelegationType | None:
        """The one type whose name says all that the text says ("Associations": only “Public association” does)."""
        for text in texts:
            wanted = _stems(text)
            named = [kind for kind in self._types if wanted and any(wanted <= name for name in _type_names(kind))]
            exact = [kind for kind in named if wanted in _type_names(kind)]
            for candidates in (exact, named):
                if len(candidates) == 1:
                    return candidates[0]
        return None


def _only(found: Iterable[Delegation]) -> Target | None:
    delegations = list(found)
    return Target(delegations[0].type, delegations[0]) if len(delegations) == 1 else None


def _stem(filename: str) -> str:
    return re.sub(r"[_\-.]+", " ", PurePath(filename).stem)


def _words(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s]|_", " ", fold(text)).split())


def _stems(text: str) -> frozenset[str]:
    """The words of a text without the "s" of a plural."""
    return frozenset(re.sub(r"(?<=\w{3})s$", "", word) for word in _words(text).split())


def _type_names(kind: DelegationType) -> list[frozenset[str]]:
    return [_stems(name) for name in (kind.key.replace("-", " "), *kind.name.values())]


def _countries_in(text: str) -> Iterator[str]:
    """The countries that a text names, as a whole or by some of its words, the longest names first."""
    if code := countries.find(text):
        yield code
    words = re.sub(r"[^\w\s'’-]|_", " ", text).split()
    for length in range(min(len(words), LONGEST_COUNTRY_NAME), 0, -1):
        for start in range(len(words) - length + 1):
            part = " ".join(words[start : start + length])
            if len(part) >= SHORTEST_COUNTRY_NAME and (code := countries.find(part)):
                yield code
