"""Who is the same person: by name within a delegation, never by e-mail address alone.

A whole delegation may share one mailbox, and a name may stand in another order, script or case.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import or_, select

from eventapp.core.db import session
from eventapp.core.names import fold
from eventapp.registration.models import Delegation, Person, Registration
from eventapp.workshops.models import Workshop


def name_keys(latin: str | None, original: str | None) -> frozenset[str]:
    """The names of a person as they are compared: folded, their words in alphabetical order."""
    keys = (" ".join(sorted(fold(name or "").split())) for name in (latin, original))
    return frozenset(key for key in keys if key)


def keys_of(facts: Mapping[str, Any]) -> frozenset[str]:
    return name_keys(facts.get("latin_name"), facts.get("original_name"))


def same_delegation(known: Collection[Delegation], country: str, organization: str) -> Delegation | None:
    """Of the delegations of one type, the one that this country and organization belong to.

    An organization without a delegation of its own belongs to its State's, where that State was given seats: naming
    one's ministry is no way around them.
    """
    wanted = fold(organization)
    same = [row for row in known if fold(row.organization) == wanted]
    exact = [row for row in same if row.country == country]
    stateless = [row for row in same if not row.country and wanted]
    only = same if wanted and not country and len(same) == 1 else []
    states = [row for row in known if row.country == country and not row.organization and row.seats is not None]
    return next(iter((*exact, *stateless, *only, *(states if country else []))), None)


class KnownPeople:
    """The registrations of a workshop by name. Each stands for one row of a list at most: see `claim`."""

    def __init__(self, registrations: Iterable[Registration]) -> None:
        self._by_name: defaultdict[str, list[Registration]] = defaultdict(list)
        self._claimed: set[int] = set()
        for registration in registrations:
            person = registration.person
            for key in name_keys(person.latin_name, person.original_name):
                self._by_name[key].append(registration)

    def claim(self, registration: Registration) -> None:
        """This registration has been met; the next row of the same name is somebody else."""
        self._claimed.add(registration.id)

    def same(self, facts: Mapping[str, Any], delegation_id: int | None) -> Registration | None:
        """The registration of this person in this delegation: same name; of several, the likest one."""
        found = [known for known in self._named(facts) if known.delegation_id == delegation_id]
        found = [known for known in found if known.id not in self._claimed]
        return max(found, key=lambda known: _likeness(known, facts), default=None)

    def elsewhere(self, facts: Mapping[str, Any], delegation_id: int | None) -> Registration | None:
        """A registration under the same name in another delegation: perhaps the same person, perhaps not."""
        return next((known for known in self._named(facts) if known.delegation_id != delegation_id), None)

    def _named(self, facts: Mapping[str, Any]) -> list[Registration]:
        found = {known.id: known for key in keys_of(facts) for known in self._by_name.get(key, ())}
        return sorted(found.values(), key=lambda known: known.id)


def _likeness(known: Registration, facts: Mapping[str, Any]) -> tuple[bool, bool, int]:
    same_mailbox = bool(facts.get("email")) and fold(known.person.email) == fold(facts["email"])
    same_office = bool(facts.get("organization")) and fold(known.organization) == fold(facts["organization"])
    return same_mailbox, same_office, -known.id


class EarlierPeople:
    """The people of the series who came to other workshops and are not at this one, by name and delegation.

    With `only`, the facts of one person, no more is read than may be that person.
    """

    def __init__(self, workshop: Workshop, only: Mapping[str, Any] | None = None) -> None:
        self._found: dict[tuple[str, str, str], list[Person]] = defaultdict(list)
        self._taken: set[int] = set()
        here = select(Registration.person_id).where(Registration.workshop_id == workshop.id)
        query = (
            select(Person, Delegation.country, Delegation.organization)
            .join(Registration, Registration.person_id == Person.id)
            .join(Delegation, Delegation.id == Registration.delegation_id)
            .where(
                Person.series_id == workshop.series_id,
                Registration.workshop_id != workshop.id,
                Person.id.not_in(here),
            )
            .order_by(Person.id)
        )
        if only is not None:
            words = [max(key.split(), key=len) for key in keys_of(only)]
            query = query.where(or_(*(Person.search.contains(word, autoescape=True) for word in words)))
        for person, country, organization in session.execute(query):
            for key in name_keys(person.latin_name, person.original_name):
                self._found[key, country, fold(organization)].append(person)

    def take(self, facts: Mapping[str, Any], delegation: Delegation, *, surely: bool = False) -> Person | None:
        """The person of this name from a like delegation, once. `surely`: only with the same mailbox, too."""
        for key in sorted(keys_of(facts)):
            for person in self._found.get((key, delegation.country, fold(delegation.organization)), ()):
                if person.id in self._taken:
                    continue
                if surely and not (person.email and fold(person.email) == fold(facts.get("email") or "")):
                    continue
                self._taken.add(person.id)
                return person
        return None
