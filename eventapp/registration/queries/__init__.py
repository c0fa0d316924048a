"""Reading delegation types, delegations, registrations, badges and lists that came in."""

from eventapp.registration.queries.delegations import (
    DelegationSeats,
    TypeSeats,
    delegation,
    delegation_seats,
    delegation_type,
    delegation_types,
    delegations,
    type_seats,
)
from eventapp.registration.queries.imports import applied, draft, has_head, has_number, imports, is_being_read
from eventapp.registration.queries.people import (
    PeopleFilter,
    by_badge_codes,
    by_link,
    by_public_id,
    confirmed,
    counts_by_state,
    found,
    link_sent_since,
    people,
    place_in_line,
    registration,
)

__all__ = [
    "DelegationSeats",
    "PeopleFilter",
    "TypeSeats",
    "applied",
    "by_badge_codes",
    "by_link",
    "by_public_id",
    "confirmed",
    "counts_by_state",
    "delegation",
    "delegation_seats",
    "delegation_type",
    "delegation_types",
    "delegations",
    "draft",
    "found",
    "has_head",
    "has_number",
    "imports",
    "is_being_read",
    "link_sent_since",
    "people",
    "place_in_line",
    "registration",
    "type_seats",
]
