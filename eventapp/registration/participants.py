"""Participants as the feature `fields`, which stands below, needs to know them (see `fields.participants`)."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventapp.core.db import session
from eventapp.core.errors import Missing
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

    def row(self, registration_id: int) -> Registration:
        """The row, for the history to point at. Raises Missing."""
        found = session.get(Registration, registration_id)
        if found is None:
            raise Missing(_("There is no such participant at this workshop."))
        return found

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
