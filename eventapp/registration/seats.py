"""Seats, exactly: what is held, which bound is reached, who waits. Read and kept under the workshop's lock.

A seat is held by who is nominated, pending or confirmed, and by an offer that still stands. Three bounds: the
delegation's own seats (None: no own bound, 0: it has none), the type's quota (None: no bound), the workshop's capacity
(participants only).
"""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from flask_babel import gettext as _
from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from eventapp.core.db import in_transaction, session
from eventapp.core.errors import Missing, UserError
from eventapp.core.i18n import language, tr
from eventapp.registration.labels import delegation_label
from eventapp.registration.models import HOLDS_SEAT, Approval, Delegation, DelegationType, Registration, State
from eventapp.workshops.models import Workshop


class Bound(StrEnum):
    """What there are no more seats of."""

    DELEGATION = "delegation"
    TYPE = "type"
    WORKSHOP = "workshop"


class NoSeats(UserError):
    """The delegation was given no seats at all: nobody can even wait for one."""


def lock(workshop_id: int) -> Workshop:
    """Wait until nobody else decides about this workshop's seats; until the transaction ends, nobody else does.

    SQLite has the write lock already (BEGIN IMMEDIATE). Call it before reading what a decision rests on.
    Raises Missing.
    """
    if not in_transaction():
        raise RuntimeError("seats are decided inside a transaction")
    found = session.scalar(
        select(Workshop).where(Workshop.id == workshop_id).with_for_update().execution_options(populate_existing=True)
    )
    if found is None:
        raise Missing(_("There is no such workshop."))
    return found


class Tally:
    """The seats held at one workshop, kept up to date while people are placed in the same transaction."""

    def __init__(self, workshop: Workshop) -> None:
        self.capacity = workshop.capacity
        self.by_delegation: Counter[int] = Counter()
        self.by_type: Counter[int] = Counter()
        self.participants = 0
        counted = (
            select(Registration.delegation_id, DelegationType, func.count())
            .join(DelegationType, DelegationType.id == Registration.type_id)
            .where(
                Registration.workshop_id == workshop.id,
                or_(Registration.state.in_(HOLDS_SEAT), Registration.offered_until.is_not(None)),
            )
            .group_by(Registration.delegation_id, DelegationType.id)
        )
        for delegation_id, kind, number in session.execute(counted):
            self.add(delegation_id, kind, number)

    def add(self, delegation_id: int | None, kind: DelegationType, number: int = 1) -> None:
        """Note that seats are held (or, with a negative number, free again). No id: a delegation yet to be added."""
        if delegation_id is not None:
            self.by_delegation[delegation_id] += number
        self.by_type[kind.id] += number
        if kind.counts_as_participant:
            self.participants += number

    def reached(self, kind: DelegationType, delegation: Delegation | None) -> Bound | None:
        """The bound that leaves no seat for one more person, or None if there is a seat."""
        own = delegation.seats if delegation is not None else None
        if delegation is not None and own is not None and self.by_delegation[delegation.id] >= own:
            return Bound.DELEGATION
        if kind.quota is not None and self.by_type[kind.id] >= kind.quota:
            return Bound.TYPE
        if kind.counts_as_participant and self.capacity is not None and self.participants >= self.capacity:
            return Bound.WORKSHOP
        return None


def refuse_without_seats(delegation: Delegation) -> None:
    """Raises NoSeats for a delegation that was given none."""
    if delegation.seats == 0:
        name = delegation_label(delegation, language())
        raise NoSeats(_("%(delegation)s has no seats at this workshop.", delegation=name))


def explain(bound: Bound, delegation: Delegation) -> str:
    """Why there is no seat, as a sentence."""
    if bound is Bound.DELEGATION:
        name = delegation_label(delegation, language())
        return str(_("All %(seats)s seats of %(delegation)s are taken.", seats=delegation.seats, delegation=name))
    if bound is Bound.TYPE:
        kind = delegation.type
        return str(_("All %(quota)s seats for “%(type)s” are taken.", quota=kind.quota, type=tr(kind.name)))
    return str(_("All seats of the workshop are taken."))


def entry_state(kind: DelegationType) -> State:
    """The state in which somebody takes a seat, as the type's approval says."""
    return {
        Approval.OPEN: State.CONFIRMED,
        Approval.ORGANIZER: State.PENDING,
        Approval.NOMINATION: State.NOMINATED,
        Approval.INVITATION: State.PENDING,
    }[Approval(kind.approval)]


def next_waitlist_number(workshop_id: int) -> int:
    """The number behind everybody who waits now."""
    waiters = select(func.max(Registration.waitlist_number)).where(Registration.workshop_id == workshop_id)
    with session.no_autoflush:  # who was placed before is flushed; see `actions.states.put`
        last = session.scalar(waiters)
    return (last or 0) + 1


def waiting(workshop_id: int) -> list[Registration]:
    """Who waits, first come first."""
    return list(
        session.scalars(
            select(Registration)
            .where(Registration.workshop_id == workshop_id, Registration.state == State.WAITLISTED)
            .order_by(Registration.waitlist_number, Registration.id)
            .options(
                joinedload(Registration.person),
                joinedload(Registration.type),
                joinedload(Registration.delegation).joinedload(Delegation.type),
            )
        )
    )


def in_line(workshop_id: int) -> list[Registration]:
    """Who waits, in the order in which seats are given.

    First come first; but of the places that a delegation with seats of its own has in the line, its alternates
    have the first ones.
    """
    line = waiting(workshop_id)
    own: dict[int, list[Registration]] = {}
    for row in line:
        if row.delegation.seats is not None:
            own.setdefault(row.delegation_id, []).append(row)
    turns = {key: iter(in_turn(rows)) for key, rows in own.items()}
    return [next(turns[row.delegation_id]) if row.delegation_id in turns else row for row in line]


def in_turn(waiting: Iterable[Registration]) -> list[Registration]:
    """Those of one delegation who wait, in the order in which its own seats come to them: its alternates first."""

    def turn(row: Registration) -> tuple[bool, int, int]:
        return row.delegation.seats is not None and not row.alternate, row.waitlist_number or 0, row.id

    return sorted(waiting, key=turn)


def same_line(registration: Registration) -> list[Registration]:
    """Who waits for the same seats as somebody who waits, in order: the delegation's own seats, else the type's."""
    own = registration.delegation.seats is not None
    return [
        row
        for row in in_line(registration.workshop_id)
        if (row.delegation_id == registration.delegation_id if own else row.type_id == registration.type_id)
    ]


def before(registration: Registration) -> list[Registration]:
    """Who waits for the same seats, without an offer, before somebody."""
    line = same_line(registration)
    return [row for row in line[: line.index(registration)] if row.offered_until is None]


def home_of(delegation_id: int) -> Delegation | None:
    """A delegation, if it is still there."""
    return session.get(Delegation, delegation_id)


def has_head(delegation_id: int) -> bool:
    """Whether somebody heads a delegation."""
    heads = select(Registration.id).where(Registration.delegation_id == delegation_id, Registration.is_head)
    return session.scalar(heads) is not None
