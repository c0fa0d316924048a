"""Delegation types and delegations, and what is held of their seats."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from eventapp.core.db import session
from eventapp.core.errors import Missing
from eventapp.core.tokens import fingerprint
from eventapp.registration import precedence
from eventapp.registration.models import HOLDS_SEAT, Delegation, DelegationType, Registration, State


@dataclass(frozen=True, slots=True)
class _Numbers:
    """How many people there are by state."""

    by_state: Counter[str]

    @property
    def held(self) -> int:
        return sum(self.by_state[state] for state in HOLDS_SEAT)

    @property
    def confirmed(self) -> int:
        return self.by_state[State.CONFIRMED]

    @property
    def waitlisted(self) -> int:
        return self.by_state[State.WAITLISTED]


@dataclass(frozen=True, slots=True)
class TypeSeats(_Numbers):
    """A delegation type and its people by state."""

    type: DelegationType


@dataclass(frozen=True, slots=True)
class DelegationSeats(_Numbers):
    """A delegation, its people by state, and its head."""

    delegation: Delegation
    head: Registration | None

    @property
    def people(self) -> int:
        return sum(self.by_state.values())


def delegation_types(workshop_id: int) -> list[DelegationType]:
    """In precedence order."""
    return precedence.sorted_types(
        session.scalars(select(DelegationType).where(DelegationType.workshop_id == workshop_id))
    )


def delegation_type(workshop_id: int, type_id: int) -> DelegationType:
    """A type of this workshop. Raises Missing."""
    kind = session.get(DelegationType, type_id)
    if kind is None or kind.workshop_id != workshop_id:
        raise Missing(_("There is no such delegation type at this workshop."))
    return kind


def delegations(workshop_id: int, language: str = "en") -> list[Delegation]:
    """In precedence order, by the alphabet of the language."""
    rows = session.scalars(
        select(Delegation).where(Delegation.workshop_id == workshop_id).options(joinedload(Delegation.type))
    )
    return precedence.sorted_delegations(rows, language)


def delegation(workshop_id: int, delegation_id: int) -> Delegation:
    """A delegation of this workshop. Raises Missing."""
    row = session.get(Delegation, delegation_id)
    if row is None or row.workshop_id != workshop_id:
        raise Missing(_("There is no such delegation at this workshop."))
    return row


def by_focal_link(token: str) -> Delegation | None:
    """The delegation whose page a focal point's link opens, at whatever workshop."""
    return session.scalar(select(Delegation).where(Delegation.link_hash == fingerprint(token)))


def of_delegation(delegation_id: int, language: str = "en") -> list[Registration]:
    """Everybody of a delegation in precedence order, whatever their state; persons loaded."""
    rows = session.scalars(
        select(Registration)
        .where(Registration.delegation_id == delegation_id)
        .options(joinedload(Registration.person), joinedload(Registration.delegation), joinedload(Registration.type))
    )
    return precedence.sorted_registrations(rows, language)


def type_seats(workshop_id: int) -> list[TypeSeats]:
    """Every type with its people by state, in precedence order."""
    counts = _counted(workshop_id, by_type=True)
    return [TypeSeats(counts[kind.id], kind) for kind in delegation_types(workshop_id)]


def delegation_seats(workshop_id: int, language: str = "en") -> list[DelegationSeats]:
    """Every delegation with its people by state and its head, in precedence order."""
    counts = _counted(workshop_id, by_type=False)
    heads = {
        head.delegation_id: head
        for head in session.scalars(
            select(Registration)
            .where(Registration.workshop_id == workshop_id, Registration.is_head)
            .options(joinedload(Registration.person))
        )
    }
    return [DelegationSeats(counts[row.id], row, heads.get(row.id)) for row in delegations(workshop_id, language)]


def _counted(workshop_id: int, *, by_type: bool) -> defaultdict[int, Counter[str]]:
    group = Registration.type_id if by_type else Registration.delegation_id
    rows = session.execute(
        select(group, Registration.state, func.count())
        .where(Registration.workshop_id == workshop_id)
        .group_by(group, Registration.state)
    )
    counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for key, state, number in rows:
        counts[key][state] = number
    return counts
