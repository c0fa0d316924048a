"""Who came without being on a list, for the organizer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from eventapp.checkin.models import Desk, WalkIn
from eventapp.checkin.queries import people
from eventapp.checkin.queries.people import Card
from eventapp.checkin.rules import settings_of
from eventapp.core.db import session
from eventapp.core.errors import Missing
from eventapp.core.i18n import language
from eventapp.registration import precedence
from eventapp.registration.labels import delegation_label
from eventapp.registration.models import Delegation, DelegationType, Registration
from eventapp.workshops.models import Workshop


@dataclass(frozen=True, slots=True)
class CameUnannounced:
    """A walk-in as the organizer sees it. `card`: the registration that came of it; `facts`: what was typed, where
    none did or where somebody of that name stood on the list already; `problem`: why."""

    id: UUID
    card: Card | None
    facts: dict[str, Any]
    problem: str
    desk: str
    made_at: datetime
    settled_at: datetime | None


def walk_in(workshop_id: int, walk_in_id: UUID) -> WalkIn:
    """A walk-in of this workshop. Raises Missing."""
    row = session.get(WalkIn, walk_in_id)
    if row is None or row.workshop_id != workshop_id:
        raise Missing(_("There is no such walk-in at this workshop."))
    return row


def walk_ins(workshop: Workshop) -> list[CameUnannounced]:
    """Every walk-in: those that the organizer has not dealt with first, then the latest first."""
    rows = session.execute(
        select(WalkIn, Desk.name)
        .join(Desk, Desk.id == WalkIn.desk_id, isouter=True)
        .where(WalkIn.workshop_id == workshop.id)
        .order_by(WalkIn.settled_at.is_not(None), WalkIn.made_at.desc(), WalkIn.id)
    ).all()
    who = people.cards(workshop, {row.registration_id for row, _desk in rows if row.registration_id is not None})
    return [
        CameUnannounced(
            id=row.id,
            card=who.get(row.registration_id or 0),
            facts=row.facts,
            problem=row.problem,
            desk=desk or "",
            made_at=row.made_at,
            settled_at=row.settled_at,
        )
        for row, desk in rows
    ]


@dataclass(frozen=True, slots=True)
class WalkInType:
    """A delegation type in which a desk may register somebody, with its delegations that have seats: (id, label)."""

    id: int
    name: str
    colour: str
    delegations: tuple[tuple[int, str], ...]


def walk_in_types(workshop: Workshop) -> list[WalkInType]:
    """What a desk may register people as, in order of precedence; empty where walk-ins are off."""
    settings = settings_of(workshop)
    if not settings.walk_ins:
        return []
    homes: dict[int, list[tuple[int, str]]] = {}
    rows = session.scalars(
        select(Delegation).where(Delegation.workshop_id == workshop.id).options(joinedload(Delegation.type))
    )
    for row in precedence.sorted_delegations(rows, language()):
        if row.seats != 0:
            homes.setdefault(row.type_id, []).append((row.id, delegation_label(row, language())))
    kinds = session.scalars(select(DelegationType).where(DelegationType.workshop_id == workshop.id))
    return [
        WalkInType(kind.id, kind.name.pick(language(), workshop.languages), kind.colour, tuple(homes.get(kind.id, ())))
        for kind in precedence.sorted_types(kinds)
        if settings.takes(kind.id)
    ]


def became(registration_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """(public id, state) of each of these registrations."""
    if not registration_ids:
        return {}
    rows = session.execute(
        select(Registration.id, Registration.public_id, Registration.state).where(Registration.id.in_(registration_ids))
    )
    return {registration_id: (str(public_id), state) for registration_id, public_id, state in rows}


def walk_ins_waiting(workshop_id: int) -> int:
    """How many walk-ins the organizer has not dealt with."""
    waiting = select(func.count()).where(WalkIn.workshop_id == workshop_id, WalkIn.settled_at.is_(None))
    return session.scalar(waiting) or 0
