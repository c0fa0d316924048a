"""Made-up focal points, journeys, rooms and needs, so that the board and logistics have something to show."""

import random
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from eventapp.core.actors import SYSTEM
from eventapp.core.timezones import instant, local
from eventapp.fields import actions as fields
from eventapp.fields.standard import SETS
from eventapp.logistics import actions as logistics
from eventapp.logistics.subsistence import Rules
from eventapp.registration import actions as registration
from eventapp.registration import queries as registrations
from eventapp.registration.actions.focal_links import ensure_focal_link
from eventapp.registration.models import Delegation, Registration
from eventapp.workshops.models import Workshop

ASKED = datetime(2016, 3, 22, 6, tzinfo=UTC)
HAS_TOLD, WANTS_ROOM, IS_MET, IS_FUNDED, NEEDS_WORDS = 0.82, 0.9, 0.6, 0.5, 0.4
DIETARY = ("Halal", "Halal", "Halal", "Vegetarian", "No nuts")
ARRIVALS = (
    ("Astana", "KC 852", time(19, 40)),
    ("Bishkek", "by road", time(16, 0)),
    ("Dushanbe", "SZ 211", time(21, 15)),
    ("Istanbul", "TK 350", time(5, 55)),
    ("Vienna", "KC 918", time(23, 50)),
)
DEPARTURES = (time(4, 10), time(9, 30), time(13, 45), time(20, 5))
CONTACTS = ("Aliya", "Bakyt", "Gulnara", "Farid", "Maral", "Nodira", "Rustam", "Saida", "Timur", "Zarina")
RATE = Decimal("146.00")


def make(workshop: Workshop, seed: int) -> None:
    """A focal point for each delegation with seats; needs and journeys of most who are confirmed."""
    draw = random.Random(seed)  # noqa: S311 - a demo wants the same people each time, not secrets
    with_seats = [row for row in registrations.delegations(workshop.id) if row.seats]
    for number, delegation in enumerate(with_seats):
        _focal_point(workshop, delegation, number)
    fields.add_standard(workshop.id, SETS["travel"].keys, actor=SYSTEM, now=ASKED)
    for row in registrations.confirmed(workshop.id):
        abroad = row.country != workshop.country
        facts = _needs(row, draw, funded=abroad)
        registration.change_details(row.id, workshop.id, facts, actor=SYSTEM, now=ASKED)
        if abroad and draw.random() < HAS_TOLD:
            journey = _journey(workshop, draw)
            fields.answer(row.id, workshop.id, row.type_id, None, journey, by=SYSTEM, now=ASKED)
    rules = Rules(rate=RATE, provided=frozenset({"lodging", "lunch"}))
    logistics.change_rules(workshop.id, rules, actor=SYSTEM, now=ASKED)


def _focal_point(workshop: Workshop, delegation: Delegation, number: int) -> None:
    name = CONTACTS[number % len(CONTACTS)]
    given = {
        "focal_name": f"{name} (focal point)",
        "focal_email": f"focal{number + 1}@demo.example.org",
        "language": "" if number % 2 else "ru",
        "funded_seats": delegation.seats,
    }
    registration.change_delegation(delegation.id, workshop.id, given, actor=SYSTEM, now=ASKED)
    ensure_focal_link(delegation.id, workshop.id, actor=SYSTEM, now=ASKED)


def _needs(row: Registration, draw: random.Random, *, funded: bool) -> dict[str, Any]:
    told = draw.random() < NEEDS_WORDS
    facts: dict[str, Any] = {"interpretation": draw.choice(("en", "ru")) if draw.random() < NEEDS_WORDS else ""}
    if told and not row.dietary:
        facts["dietary"] = draw.choice(DIETARY)
    if funded:
        facts["funding"] = "funded" if draw.random() < IS_FUNDED else "self-funded"
    return facts


def _journey(workshop: Workshop, draw: random.Random) -> dict[str, Any]:
    """Arrival the evening before, departure the night or the day after."""
    place, flight, lands = draw.choice(ARRIVALS)
    zone = workshop.timezone
    arrives = instant(workshop.starts_on - timedelta(days=1), lands, zone)
    leaves = instant(workshop.ends_on + timedelta(days=1), draw.choice(DEPARTURES), zone)
    told: dict[str, Any] = {
        "arrival_at": arrives,
        "arrival_flight": flight,
        "arrival_from": place,
        "departure_at": leaves,
        "departure_flight": flight,
        "pick_up": draw.random() < IS_MET,
        "hotel_wish": draw.random() < WANTS_ROOM,
    }
    if told["hotel_wish"]:
        told |= {"hotel_from": local(arrives, zone).date(), "hotel_to": local(leaves, zone).date()}
    return told
