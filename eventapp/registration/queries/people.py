"""Registrations: by link, by badge, by name in any script, in precedence order."""

from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import Select, Text, and_, cast, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from eventapp.core import audit
from eventapp.core.audit import AuditEntry
from eventapp.core.db import session
from eventapp.core.errors import Missing
from eventapp.core.names import search_words
from eventapp.core.outbox import Message
from eventapp.core.tokens import fingerprint
from eventapp.fields import queries as fields
from eventapp.registration import precedence, seats
from eventapp.registration.models import FUNCTIONS, Badge, Delegation, DelegationType, Person, Registration, State

_places: ContextVar[dict[int, int] | None] = ContextVar("places", default=None)


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """Which participants to show; what is empty does not matter. `text`: names in any script, organization."""

    text: str = ""
    state: str = ""
    type_id: int | None = None
    delegation_id: int | None = None
    country: str = ""
    sex: str | None = None
    role: str = ""  # head, alternate, or a function
    funding: str | None = None
    missing: str = ""  # email, photo, answers
    check: str = ""  # review: changed after confirmation; names: not approved; offered: a seat is offered


def registration(workshop_id: int, registration_id: int) -> Registration:
    """A registration of this workshop. Raises Missing."""
    row = session.get(Registration, registration_id)
    if row is None or row.workshop_id != workshop_id:
        raise Missing(_("There is no such participant at this workshop."))
    return row


def by_public_id(workshop_id: int, public_id: UUID) -> Registration:
    """A registration of this workshop, by the id that other systems know. Raises Missing."""
    row = session.scalar(
        select(Registration).where(Registration.workshop_id == workshop_id, Registration.public_id == public_id)
    )
    if row is None:
        raise Missing(_("There is no such participant at this workshop."))
    return row


def by_link(token: str) -> Registration | None:
    """The registration that a private link opens, at whatever workshop."""
    return session.scalar(select(Registration).where(Registration.link_hash == fingerprint(token)))


def by_badge_codes(workshop_id: int, codes: Collection[str]) -> dict[str, tuple[Badge, Registration]]:
    """For each code that is of a badge of this workshop, revoked ones included: the badge and whose it is."""
    hashes = {fingerprint(code): code for code in codes}
    rows = session.execute(
        select(Badge, Registration)
        .join(Registration, Registration.id == Badge.registration_id)
        .where(Registration.workshop_id == workshop_id, Badge.code_hash.in_(list(hashes)))
        .options(*_whole(Registration))
    )
    return {hashes[badge.code_hash]: (badge, owner) for badge, owner in rows}


def people(workshop_id: int, wanted: PeopleFilter | None = None, language: str = "en") -> list[Registration]:
    """The participants of a workshop in precedence order, with person, type, delegation and badges loaded."""
    query = _filtered(select(Registration).where(Registration.workshop_id == workshop_id), wanted or PeopleFilter())
    rows = list(session.scalars(query.options(*_whole(Registration), selectinload(Registration.badges))))
    if wanted is not None and wanted.missing == "answers":
        lacking = fields.missing(workshop_id, language)
        rows = [row for row in rows if row.id in lacking]
    return precedence.sorted_registrations(rows, language)


def confirmed(workshop_id: int, language: str = "en") -> list[Registration]:
    """The confirmed ones in precedence order."""
    return people(workshop_id, PeopleFilter(state=State.CONFIRMED), language)


def found(workshop_id: int, text: str, language: str = "en", *, most: int = 20) -> list[Registration]:
    """Participants by name in any script or spelling, at most so many."""
    return people(workshop_id, PeopleFilter(text=text), language)[:most]


def counts_by_state(workshop_id: int) -> Counter[str]:
    rows = session.execute(
        select(Registration.state, func.count())
        .where(Registration.workshop_id == workshop_id)
        .group_by(Registration.state)
    )
    return Counter({state: number for state, number in rows})  # noqa: C416 - rows are no pairs to the type checker


def place_in_line(waiting: Registration) -> int:
    """Which number somebody on the waiting list is, among those who wait for the same seats.

    The seats are the delegation's where it has its own, else those of the type.
    """
    known = _places.get()
    if known is not None and waiting.id in known:
        return known[waiting.id]
    return seats.same_line(waiting).index(waiting) + 1


@contextmanager
def places_known(workshop_id: int) -> Iterator[None]:
    """Inside, the line is counted through once, for who writes to many that wait while nobody else comes or goes."""
    counts: Counter[tuple[str, int]] = Counter()
    known: dict[int, int] = {}
    for row in seats.in_line(workshop_id):
        own = row.delegation.seats is not None
        line = ("delegation", row.delegation_id) if own else ("type", row.type_id)
        if own:  # who waits for the delegation's seats is counted in the type's line too
            counts["type", row.type_id] += 1
        counts[line] += 1
        known[row.id] = counts[line]
    token = _places.set(known)
    try:
        yield
    finally:
        _places.reset(token)


def link_sent_since(registration_id: int, since: datetime) -> bool:
    """Whether a mail with the private link went to its owner since then."""
    return bool(
        session.scalar(select(exists().where(Message.registration_id == registration_id, Message.created_at > since)))
    )


def last_decision(workshop_id: int, user_id: int | None, at: datetime) -> int | None:
    """The id of the decision that this user took at that instant, for its "Undo"; None if it changed nothing."""
    return session.scalar(
        select(AuditEntry.id)
        .where(
            AuditEntry.workshop_id == workshop_id,
            AuditEntry.tag == "registration.decided",
            AuditEntry.at == at,
            AuditEntry.user_id == user_id,
        )
        .order_by(AuditEntry.id.desc())
        .limit(1)
    )


def can_be_undone(workshop_id: int, entry_id: int) -> bool:
    """Whether this is a decision of this workshop that still stands."""
    entry = session.get(AuditEntry, entry_id)
    if entry is None or entry.workshop_id != workshop_id or entry.tag != "registration.decided":
        return False
    return not audit.history("audit_entry", entry.id)


def _whole(owner: Any) -> list[Any]:
    return [joinedload(owner.person), joinedload(owner.type), joinedload(owner.delegation).joinedload(Delegation.type)]


def _filtered(query: Select[Registration], wanted: PeopleFilter) -> Select[Registration]:
    query = query.join(Registration.person).join(Registration.delegation)
    if wanted.state:
        query = query.where(Registration.state == wanted.state)
    if wanted.type_id is not None:
        query = query.where(Registration.type_id == wanted.type_id)
    if wanted.delegation_id is not None:
        query = query.where(Registration.delegation_id == wanted.delegation_id)
    if wanted.country:
        stands_for = func.coalesce(func.nullif(Delegation.country, ""), Person.country)  # as Registration.country
        query = query.where(stands_for == wanted.country)
    if wanted.sex is not None:
        query = query.where(Person.sex == wanted.sex)
    for condition in _more(wanted):
        query = query.where(condition)
    for spellings in search_words(wanted.text):
        query = query.where(or_(*(Person.search.contains(spelling, autoescape=True) for spelling in spellings)))
    return query


_ROLES: dict[str, Any] = {
    "head": Registration.is_head,
    "speaker": or_(Registration.speaker, Registration.function == "speaker"),
    **{each: Registration.function == each for each in FUNCTIONS if each != "speaker"},
    "alternate": Registration.alternate,
}
_CHECKS: dict[str, Any] = {
    "review": cast(Registration.to_review, Text) != "[]",
    "names": and_(Registration.names_approved_at.is_(None), Registration.state == State.CONFIRMED),
    "offered": Registration.offered_until.is_not(None),
}


def _more(wanted: PeopleFilter) -> list[Any]:
    found = [
        conditions[key] for conditions, key in ((_ROLES, wanted.role), (_CHECKS, wanted.check)) if key in conditions
    ]
    if wanted.funding is not None:
        found.append(Registration.funding == wanted.funding)
    if wanted.missing == "email":
        found.append(Person.email == "")
    if wanted.missing == "photo":
        asked = select(DelegationType.id).where(DelegationType.photo == "required")
        found.append(and_(Registration.photo_id.is_(None), Registration.type_id.in_(asked)))
    return found
