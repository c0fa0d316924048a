"""A workshop with people at its door, and scans of their badges."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from eventapp.checkin.actions import Reading, receive_scans
from eventapp.core.actors import Actor, Role
from eventapp.registration.models import Delegation, Registration
from eventapp.workshops.models import Room, Workshop
from tests import factories

DAY_1 = datetime(2016, 3, 29, 2, 30, tzinfo=UTC)  # 08:30 in Almaty
NOW = datetime(2016, 4, 1, tzinfo=UTC)


def desk_of(workshop: Workshop) -> Actor:
    return Actor("desk", roles=frozenset({(workshop.id, Role.CHECK_IN)}))


def a_delegation(workshop: Workshop) -> Delegation:
    return factories.a_delegation(factories.a_type(workshop))


def a_guest(delegation: Delegation, **changes: Any) -> tuple[Registration, str]:
    """A confirmed registration and the code of its badge."""
    registration = factories.a_registration(delegation, **changes)
    return registration, factories.a_badge(registration).code


def a_reading(code: str = "", minutes: int = 0, checkpoint: str = "day-1", **changes: Any) -> Reading:
    """A scan at the venue on the first day, `minutes` after 08:30."""
    facts = {"id": uuid.uuid4(), "checkpoint": checkpoint, "code": code, **changes}
    return Reading(scanned_at=DAY_1 + timedelta(minutes=minutes), **facts)


def scan(workshop: Workshop, *readings: Reading, now: datetime = NOW) -> list[str]:
    """The outcomes of a batch."""
    return [str(each.outcome) for each in receive_scans(workshop.id, readings, actor=desk_of(workshop), now=now)]


def room_for(workshop: Workshop, number: int) -> Room:
    """The workshop's second room, which holds so many people."""
    from eventapp.core.db import transaction

    room = workshop.rooms[1]
    with transaction():
        room.capacity = number
    return room
