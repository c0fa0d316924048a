"""Participants as the feature `fields`, which stands below, needs to know them (see `fields.participants`)."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventapp.core.db import session
from eventapp.fields.participants import Participant, ParticipantType
from eventapp.registration import precedence, queries
from eventapp.registration.labels import delegation_label
from eventapp.registration.models import Delegation, Registration, State

GONE = (State.DECLINED, State.CANCELLED)


class Participants:
    """The answers of `registration`."""

    def listed(self, workshop_id: int, language: str) -> list[Participant]:
        """Everybody, in precedence order."""
        query = select(Registration).where(Registration.workshop_id == workshop_id).options(*_whole())
        return [
            _participant(row, language) for row in precedence.sorted_registrations(session.scalars(query), language)
        ]

    def one(self, workshop_id: int, registration_id: int, language: str) -> Participant:
        """A participant of this workshop. Raises Missing."""
        return _participant(queries.registration(workshop_id, registration_id), language)

    def rows(self, registration_ids: Sequence[int]) -> Sequence[Registration]:
        """The rows, for the history to point at."""
        return session.scalars(select(Registration).where(Registration.id.in_(registration_ids))).all()

    def types(self, workshop_id: int) -> list[ParticipantType]:
        """The delegation types, in precedence order."""
        return [ParticipantType(kind.id, kind.name, kind.colour) for kind in queries.delegation_types(workshop_id)]


def _whole() -> list[Any]:
    delegation = joinedload(Registration.delegation).joinedload(Delegation.type)
    return [joinedload(Registration.person), joinedload(Registration.type), delegation]


def _participant(row: Registration, language: str) -> Participant:
    return Participant(
        id=row.id,
        name=row.person.list_name,
        original_name=row.person.original_name,
        delegation=delegation_label(row.delegation, language),
        type_id=row.type_id,
        state=row.state,
        confirmed=row.state == State.CONFIRMED,
        comes=row.state not in GONE,
    )
