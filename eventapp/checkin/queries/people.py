"""Who stands at the desk: cards of registrations, found by id, by badge code or by name."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from eventapp.checkin.decision import Guest
from eventapp.checkin.models import WalkIn
from eventapp.checkin.queries.checkpoints import Checkpoint
from eventapp.core import i18n
from eventapp.core.db import session
from eventapp.core.names import fold
from eventapp.core.texts import Texts
from eventapp.groups import queries as groups
from eventapp.registration import merged
from eventapp.registration import queries as registrations
from eventapp.registration.labels import delegation_label
from eventapp.registration.models import Badge, Delegation, Registration, State
from eventapp.workshops.models import Workshop

SHORTEST_SEARCH = 2
MOST_FOUND = 12


@dataclass(frozen=True, slots=True)
class Card:
    """What a desk is shown of a registration. Texts are in the language in force, the names as written."""

    registration_id: int
    public_id: UUID
    name: str
    original_name: str
    delegation: str
    delegation_type: str
    colour: str
    state: State
    type_id: int


@dataclass(frozen=True, slots=True)
class ReadBadge:
    """A badge of this workshop whose code was read."""

    registration_id: int
    revoked_at: datetime | None


def cards(workshop: Workshop, registration_ids: Collection[int]) -> dict[int, Card]:
    """The cards of these registrations of the workshop, by registration id."""
    rows = session.scalars(with_names(workshop.id).where(Registration.id.in_(registration_ids)))
    return {row.id: card(workshop, row) for row in rows}


def find_people(workshop: Workshop, query: str) -> list[Card]:
    """Registrations whose names contain every word of the query, in any script; the confirmed first.

    MOST_FOUND at most; none for fewer than SHORTEST_SEARCH letters.
    """
    if len(fold(query)) < SHORTEST_SEARCH:
        return []
    found = registrations.people(workshop.id, registrations.PeopleFilter(text=query), i18n.language())
    ordered = sorted(found, key=lambda registration: registration.state != State.CONFIRMED)
    return [card(workshop, registration) for registration in ordered[:MOST_FOUND]]


def guests(workshop_id: int, registration_ids: Collection[int], places: Sequence[Checkpoint]) -> dict[int, Guest]:
    """What the decision needs to know of each of these registrations, as far as they are the workshop's.

    `places`: the checkpoints, if there are working groups among them.
    """
    if not registration_ids:
        return {}
    member_of = group_keys(workshop_id, places)
    rows = session.execute(
        select(Registration.id, Registration.state, Registration.type_id).where(
            Registration.workshop_id == workshop_id, Registration.id.in_(registration_ids)
        )
    )
    return {owner: Guest(state, type_id, tuple(member_of.get(owner, ()))) for owner, state, type_id in rows}


def group_keys(workshop_id: int, places: Sequence[Checkpoint]) -> dict[int, list[str]]:
    """{registration id: keys of the working groups in which they have a place}, as far as they are checkpoints."""
    keys = {place.session_id: place.key for place in places if place.grouped}
    if not keys:
        return {}
    of_people = groups.of_people(workshop_id)
    return {owner: [keys[each] for each in theirs if each in keys] for owner, theirs in of_people.items()}


def badges_read(workshop_id: int, code_hashes: Collection[str]) -> dict[str, ReadBadge]:
    """The workshop's badges among these codes (fingerprints), revoked ones included."""
    if not code_hashes:
        return {}
    rows = session.execute(
        select(Badge.code_hash, Badge.registration_id, Badge.revoked_at)
        .join(Registration, Registration.id == Badge.registration_id)
        .where(Registration.workshop_id == workshop_id, Badge.code_hash.in_(code_hashes))
    )
    return {code: ReadBadge(owner, revoked_at) for code, owner, revoked_at in rows}


def registered_walk_ins(walk_in_ids: Collection[UUID]) -> dict[UUID, int]:
    """The registration that came of each of these walk-ins, where one did."""
    if not walk_in_ids:
        return {}
    rows = session.execute(
        select(WalkIn.id, WalkIn.registration_id).where(WalkIn.id.in_(walk_in_ids), WalkIn.registration_id.is_not(None))
    )
    return {walk_in_id: owner for walk_in_id, owner in rows if owner is not None}


def registrations_named(workshop_id: int, public_ids: Collection[UUID | None]) -> dict[UUID, int]:
    """The registrations of the workshop with these public ids, or that those became which were merged into another."""
    wanted = {public_id for public_id in public_ids if public_id is not None}
    if not wanted:
        return {}
    rows = session.execute(
        select(Registration.public_id, Registration.id).where(
            Registration.workshop_id == workshop_id, Registration.public_id.in_(wanted)
        )
    )
    found: dict[UUID, int] = {row.public_id: row.id for row in rows}
    now = {gone: merged.into(workshop_id, gone) for gone in wanted - found.keys()}
    return found | {gone: kept for gone, kept in now.items() if kept is not None}


def workshops_of_codes(code_hashes: Collection[str]) -> dict[str, tuple[int, Texts]]:
    """(id, title) of the workshop each of these badge codes belongs to, by fingerprint."""
    rows = session.execute(
        select(Badge.code_hash, Workshop.id, Workshop.title)
        .join(Registration, Registration.id == Badge.registration_id)
        .join(Workshop, Workshop.id == Registration.workshop_id)
        .where(Badge.code_hash.in_(code_hashes))
    )
    return {code: (workshop_id, title) for code, workshop_id, title in rows}


def with_names(workshop_id: int) -> Select[Registration]:
    """The workshop's registrations with all that a card shows and precedence needs: one statement."""
    return (
        select(Registration)
        .where(Registration.workshop_id == workshop_id)
        .options(
            joinedload(Registration.person),
            joinedload(Registration.type),
            joinedload(Registration.delegation).joinedload(Delegation.type),
        )
    )


def card(workshop: Workshop, registration: Registration) -> Card:
    person, kind = registration.person, registration.type
    return Card(
        registration_id=registration.id,
        public_id=registration.public_id,
        name=registration.shown_name,
        original_name=person.original_name,
        delegation=delegation_label(registration.delegation, i18n.language()),
        delegation_type=kind.name.pick(i18n.language(), workshop.languages),
        colour=kind.colour,
        state=State(registration.state),
        type_id=kind.id,
    )
