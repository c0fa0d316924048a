"""Three confirmed people of the Almaty dates, two of whom told of their journeys."""

from datetime import UTC, date, datetime

import pytest

from eventapp.core.actors import SYSTEM
from eventapp.core.db import transaction
from eventapp.fields import actions as fields
from tests import factories
from tests.people import NOW


@pytest.fixture
def workshop(app):
    return factories.a_workshop()


@pytest.fixture
def delegation(workshop):
    return factories.a_delegation(factories.a_type(workshop))


@pytest.fixture
def people(workshop, delegation):
    """Aigul comes on the 28th at 23:40 local time, Boris wants no room, of Clara nothing is known."""
    fields.add_standard(
        workshop.id,
        ["arrival_at", "arrival_flight", "departure_at", "pick_up", "hotel_wish", "hotel_from", "hotel_to"],
        type_ids=[],
        actor=SYSTEM,
        now=NOW,
    )
    facts = {"funding": "funded", "interpretation": "ru"}
    rows = [
        factories.a_registration(
            delegation, factories.a_person(workshop, latin_name=name, latin_family="", latin_given=""), **more
        )
        for name, more in (
            ("Aigul Osmonova", {**facts, "dietary": "Halal", "rank": 1}),
            ("Boris =Petrov", {"dietary": "halal", "rank": 2}),
            ("Clara", {"access_needs": "wheelchair", "funding": "funded", "rank": 3}),
        )
    ]
    aigul = {
        "arrival_at": datetime(2016, 3, 28, 17, 40, tzinfo=UTC),
        "arrival_flight": "KC 131",
        "departure_at": datetime(2016, 4, 1, 3, tzinfo=UTC),
        "pick_up": True,
        "hotel_wish": True,
        "hotel_from": date(2016, 3, 28),
        "hotel_to": date(2016, 4, 1),
    }
    boris = {
        "arrival_at": datetime(2016, 3, 28, 20, tzinfo=UTC),
        "departure_at": datetime(2016, 3, 31, 14, tzinfo=UTC),
        "hotel_wish": False,
    }
    with transaction():
        for row, values in zip(rows, (aigul, boris), strict=False):
            fields.answer(row.id, workshop.id, row.type_id, None, values, by=SYSTEM, now=NOW)
    return rows
