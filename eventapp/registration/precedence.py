"""The one order of types, delegations and people: every list, pile, sheet and export uses it.

Types by their position. Delegations by the precedence the organizer set; those without one follow, in the alphabet
of the language by the official short name of the country or the name of the organization. Within a delegation the
head first, then by rank (the order of nomination), then by name.
"""

from collections.abc import Iterable
from typing import Any

from eventapp.core import countries, names
from eventapp.registration.models import Delegation, DelegationType, Registration

Key = tuple[Any, ...]


def type_key(kind: DelegationType) -> Key:
    return kind.position, kind.id


def delegation_key(delegation: Delegation, language: str) -> Key:
    """The place of a delegation among all of the workshop."""
    given = delegation.precedence
    organization = names.sort_key(delegation.organization, language)
    first = countries.sort_key(delegation.country, language) if delegation.country else organization
    return *type_key(delegation.type), given is None, given or 0, first, organization, delegation.id


def sorted_types(types: Iterable[DelegationType]) -> list[DelegationType]:
    return sorted(types, key=type_key)


def sorted_delegations(delegations: Iterable[Delegation], language: str) -> list[Delegation]:
    """Delegations of one workshop in order; `type` should be loaded."""
    return sorted(delegations, key=lambda delegation: delegation_key(delegation, language))


def sorted_registrations(registrations: Iterable[Registration], language: str) -> list[Registration]:
    """Registrations of one workshop in order; `person`, `delegation` and its `type` should be loaded."""
    homes: dict[int, Key] = {}

    def key(registration: Registration) -> Key:
        if registration.delegation_id not in homes:
            homes[registration.delegation_id] = delegation_key(registration.delegation, language)
        return *homes[registration.delegation_id], *_within(registration, language)

    return sorted(registrations, key=key)


def _within(registration: Registration, language: str) -> Key:
    person = registration.person
    return (
        not registration.is_head,
        registration.rank,
        names.sort_key(person.latin_family or person.badge_name, language),
        names.sort_key(person.badge_name, language),
        registration.id,
    )
