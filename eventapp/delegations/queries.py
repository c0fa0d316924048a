"""What the board and the page of a focal point show of delegations."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from eventapp.attendance.queries import days_present
from eventapp.core.db import session
from eventapp.core.i18n import tr
from eventapp.core.outbox import Message
from eventapp.fields import queries as fields
from eventapp.registration import queries, seats
from eventapp.registration.labels import delegation_label
from eventapp.registration.models import HOLDS_SEAT, Delegation, DelegationType, Registration, State
from eventapp.registration.seats import Tally
from eventapp.workshops.models import Workshop

GONE = (State.DECLINED, State.CANCELLED)


@dataclass(frozen=True, slots=True)
class Seats:
    """The seats of a delegation. `given` None: bounded by the type's quota (`type_free`; None: by nothing) alone."""

    given: int | None
    taken: int
    confirmed: int
    type_free: int | None

    @property
    def free(self) -> int | None:
        """How many more can be named on a seat; None: nobody has set a bound."""
        own = None if self.given is None else max(self.given - self.taken, 0)
        bounds = [each for each in (own, self.type_free) if each is not None]
        return min(bounds, default=None)


@dataclass(frozen=True, slots=True)
class FocalPage:
    """A delegation with its people: who has a seat, who waits (in turn), who is gone; and what is still missing."""

    delegation: Delegation
    seats: Seats
    seated: list[Registration]
    waiting: list[Registration]
    gone: list[Registration]
    missing: Mapping[int, list[str]]

    @property
    def head(self) -> Registration | None:
        return next((row for row in self.seated + self.waiting if row.is_head), None)


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One delegation on the board."""

    delegation: Delegation
    label: str
    seats: Seats
    nominated: int
    confirmed: int
    waiting: int
    alternates: int  # of those who wait
    next: Registration | None  # who is first to be offered a seat of its own that is free
    arrived: int
    women: int
    men: int
    unstated: int
    funded: int
    lacking: int  # of those who come, how many have something missing
    head: Registration | None
    last_contact: datetime | None

    @property
    def named(self) -> int:
        """Who holds a seat."""
        return self.seats.taken

    @property
    def empty(self) -> int:
        """Own seats that nobody holds; 0 where there is no number."""
        return 0 if self.delegation.seats is None else max(self.delegation.seats - self.seats.taken, 0)

    @property
    def needs_head(self) -> bool:
        """Whether nobody heads it; who comes alone needs no head."""
        return self.head is None and max(self.named, self.delegation.seats or 0) > 1

    @property
    def link(self) -> str:
        """Of the focal point: sent, made (not sent), none."""
        if not self.delegation.link_serial:
            return "none"
        return "sent" if self.delegation.link_sent_at is not None else "made"


@dataclass(frozen=True, slots=True)
class BoardGroup:
    """The delegations of one type."""

    type: DelegationType
    rows: list[BoardRow]


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """Which delegations to show; what is empty does not matter. `lack`: seats, head, contact, data, link."""

    type_id: int | None = None
    lack: str = ""

    def takes(self, row: BoardRow) -> bool:
        if self.type_id is not None and row.delegation.type_id != self.type_id:
            return False
        return {
            "seats": row.empty > 0,
            "head": row.needs_head,
            "contact": row.last_contact is None,
            "data": row.lacking > 0,
            "link": row.link != "sent",
        }.get(self.lack, True)


@dataclass(slots=True)
class _Counted:
    states: Counter[str] = field(default_factory=Counter)
    sexes: Counter[str] = field(default_factory=Counter)
    arrived: int = 0
    funded: int = 0
    lacking: int = 0
    head: Registration | None = None
    waiting: list[Registration] = field(default_factory=list)


def board(workshop: Workshop, language: str) -> list[BoardRow]:
    """Every delegation in precedence order; the number of queries does not depend on how many there are."""
    people = session.scalars(
        select(Registration).where(Registration.workshop_id == workshop.id).options(joinedload(Registration.person))
    )
    counted = _counted(workshop, list(people), language)
    contacts, tally = last_contacts(workshop.id), Tally(workshop)
    return [
        _row(delegation, counted[delegation.id], contacts.get(delegation.id), tally, language)
        for delegation in queries.delegations(workshop.id, language)
    ]


def grouped(rows: list[BoardRow]) -> list[BoardGroup]:
    """By type, in precedence order."""
    groups: dict[int, BoardGroup] = {}
    for row in rows:
        groups.setdefault(row.delegation.type_id, BoardGroup(row.delegation.type, [])).rows.append(row)
    return list(groups.values())


def last_contacts(workshop_id: int) -> dict[int, datetime]:
    """{delegation id: when its focal point or one of its people was last written to}."""
    to_focal = select(Message.delegation_id, func.max(Message.created_at)).where(
        Message.workshop_id == workshop_id, Message.delegation_id.is_not(None), Message.kind != "delegation.asked"
    )
    to_people = (
        select(Registration.delegation_id, func.max(Message.created_at))
        .join(Message, Message.registration_id == Registration.id)
        .where(Registration.workshop_id == workshop_id)
    )
    found: dict[int, datetime] = {}
    for query in (to_focal.group_by(Message.delegation_id), to_people.group_by(Registration.delegation_id)):
        for delegation_id, at in session.execute(query):
            if delegation_id is not None:
                found[delegation_id] = max(at, found.get(delegation_id, at))
    return found


def focal_page(workshop: Workshop, delegation: Delegation, language: str) -> FocalPage:
    """Everything that the page of one delegation shows."""
    people = queries.of_delegation(delegation.id, language)
    seated = [row for row in people if row.state in HOLDS_SEAT]
    waiting = seats.in_turn(row for row in people if row.state == State.WAITLISTED)
    return FocalPage(
        delegation=delegation,
        seats=_seats(delegation, Counter(row.state for row in people), Tally(workshop)),
        seated=seated,
        waiting=waiting,
        gone=[row for row in people if row.state in GONE],
        missing=missing(workshop, people, language),
    )


def missing(workshop: Workshop, people: list[Registration], language: str) -> dict[int, list[str]]:
    """{registration id: what is still needed of them, in words}; never what they answered."""
    asked = fields.missing(workshop.id, language)
    return {row.id: [tr(each.text) for each in asked[row.id]] for row in people if row.id in asked}


def messages_of(delegation_id: int, most: int = 20) -> list[Message]:
    """What was written to and by the focal point, latest first."""
    return list(
        session.scalars(
            select(Message)
            .where(Message.delegation_id == delegation_id)
            .order_by(Message.created_at.desc(), Message.id)
            .limit(most)
        )
    )


def asked_since(delegation_id: int, since: datetime) -> int:
    """How many questions came from the focal point since then."""
    return (
        session.scalar(
            select(func.count(func.distinct(Message.created_at))).where(
                Message.delegation_id == delegation_id,
                Message.kind == "delegation.asked",
                Message.created_at > since,
            )
        )
        or 0
    )


def _counted(workshop: Workshop, people: list[Registration], language: str) -> defaultdict[int, _Counted]:
    came, lacking = days_present(workshop), fields.missing(workshop.id, language)
    found: defaultdict[int, _Counted] = defaultdict(_Counted)
    for row in people:
        each = found[row.delegation_id]
        each.states[row.state] += 1
        if row.is_head:
            each.head = row
        if row.state == State.WAITLISTED:
            each.waiting.append(row)
        if row.state not in HOLDS_SEAT:
            continue
        each.sexes[row.person.sex if row.person.sex in ("female", "male") else ""] += 1
        each.arrived += row.id in came
        each.funded += row.funding == "funded"
        each.lacking += row.id in lacking
    return found


def _row(
    delegation: Delegation, counted: _Counted, last_contact: datetime | None, tally: Tally, language: str
) -> BoardRow:
    return BoardRow(
        delegation=delegation,
        label=delegation_label(delegation, language),
        seats=_seats(delegation, counted.states, tally),
        alternates=sum(row.alternate for row in counted.waiting),
        next=_next(delegation, counted.waiting, tally),
        nominated=counted.states[State.NOMINATED] + counted.states[State.PENDING],
        confirmed=counted.states[State.CONFIRMED],
        waiting=counted.states[State.WAITLISTED],
        arrived=counted.arrived,
        women=counted.sexes["female"],
        men=counted.sexes["male"],
        unstated=counted.sexes[""],
        funded=counted.funded,
        lacking=counted.lacking,
        head=counted.head,
        last_contact=last_contact,
    )


def next_in_line(workshop: Workshop, delegation: Delegation) -> Registration | None:
    """As `BoardRow.next`, for one delegation."""
    people = queries.of_delegation(delegation.id)
    return _next(delegation, [row for row in people if row.state == State.WAITLISTED], Tally(workshop))


def _next(delegation: Delegation, waiting: list[Registration], tally: Tally) -> Registration | None:
    """Who is to be offered a free seat of the delegation's own; None without such a seat, or where nobody waits."""
    if delegation.seats is None or tally.reached(delegation.type, delegation) is not None:
        return None
    return next((row for row in seats.in_turn(waiting) if row.offered_until is None), None)


def _seats(delegation: Delegation, states: Counter[str], tally: Tally) -> Seats:
    kind = delegation.type
    bounds = [] if kind.quota is None else [kind.quota - tally.by_type[kind.id]]
    if kind.counts_as_participant and tally.capacity is not None:
        bounds.append(tally.capacity - tally.participants)
    return Seats(
        given=delegation.seats,
        taken=sum(states[state] for state in HOLDS_SEAT),
        confirmed=states[State.CONFIRMED],
        type_free=max(min(bounds), 0) if bounds else None,
    )
