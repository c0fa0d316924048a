"""A workshop with two parallel working groups, the second in a room of two, and one in the afternoon."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from flask import Flask

from eventapp.agenda.models import Session
from eventapp.core.actors import Actor, Role
from eventapp.core.db import transaction
from eventapp.core.texts import Texts
from eventapp.registration.models import Registration
from eventapp.workshops.models import Workshop
from tests import factories

MORNING = (datetime(2016, 3, 30, 3, tzinfo=UTC), datetime(2016, 3, 30, 5, tzinfo=UTC))
AFTERNOON = (datetime(2016, 3, 30, 8, tzinfo=UTC), datetime(2016, 3, 30, 10, tzinfo=UTC))


@dataclass
class Scene:
    workshop: Workshop
    big: Session
    small: Session
    later: Session
    people: list[Registration]
    organizer: Actor

    def owner(self, registration: Registration) -> Actor:
        return Actor("owner", registration_id=registration.id)


@pytest.fixture
def scene(app: Flask) -> Scene:
    workshop = factories.a_workshop()
    with transaction():
        workshop.rooms[1].capacity = 2
    hall, small_room = workshop.rooms

    def group(title: str, room_id: int, times: tuple[datetime, datetime]) -> Session:
        return factories.a_session(
            workshop, type="working-group", title=Texts(en=title), room_id=room_id, starts_at=times[0], ends_at=times[1]
        )

    big = group("Evidence", hall.id, MORNING)
    small = group("Channels", small_room.id, MORNING)
    later = group("Conclusions", hall.id, AFTERNOON)
    kind = factories.a_type(workshop)
    home = factories.a_delegation(kind)
    people = [factories.a_registration(home, rank=number) for number in range(4)]
    organizer = Actor("organizer", roles=frozenset({(workshop.id, Role.ORGANIZER)}))
    return Scene(workshop, big, small, later, people, organizer)
