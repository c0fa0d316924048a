"""How the confirmed participants come, stay, eat and leave; counted by day and by night."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from eventapp.core.names import fold
from eventapp.core.timezones import local
from eventapp.fields import queries as fields
from eventapp.fields.models import Group
from eventapp.logistics.subsistence import Entitlement, Rules, entitlement
from eventapp.registration import queries as registrations
from eventapp.registration.models import Registration
from eventapp.workshops.models import Workshop

LONGEST_STAY = timedelta(days=60)
"""A longer one is a slip of the pen and is not spread over a table."""


@dataclass(frozen=True, slots=True)
class Traveller:
    """One confirmed participant on the road. Instants are UTC, nights are dates at the workshop; None: not known."""

    registration: Registration
    arrives_at: datetime | None
    arrival_flight: str
    arrival_from: str
    leaves_at: datetime | None
    departure_flight: str
    pick_up: bool
    wants_hotel: bool | None
    first_night: date | None
    leaves_hotel: date | None

    @property
    def nights(self) -> tuple[date, ...]:
        """The nights in the hotel, by the date on which each begins; none where they are not known or not wanted."""
        if self.wants_hotel is False or self.first_night is None or self.leaves_hotel is None:
            return ()
        stay = self.leaves_hotel - self.first_night
        if not timedelta(0) < stay <= LONGEST_STAY:
            return ()
        return tuple(self.first_night + timedelta(days=number) for number in range(stay.days))


@dataclass(frozen=True, slots=True)
class Journey:
    """One arrival or one departure, on the workshop's clock."""

    traveller: Traveller
    at: datetime
    flight: str
    place: str


@dataclass(frozen=True, slots=True)
class Due:
    """A participant and what is due to them."""

    traveller: Traveller
    entitlement: Entitlement


def travellers(workshop: Workshop, language: str) -> list[Traveller]:
    """Everybody confirmed, in precedence order, with what they said of their journey."""
    people = registrations.confirmed(workshop.id, language)
    said = fields.values([row.id for row in people], [Group.TRAVEL])
    return [_traveller(row, {k: each.value for k, each in said.get(row.id, {}).items()}, workshop) for row in people]


def arrivals(workshop: Workshop, everybody: Iterable[Traveller]) -> dict[date, list[Journey]]:
    """Arrivals by day, each day in order of time."""
    return _by_day(
        Journey(each, local(each.arrives_at, workshop.timezone), each.arrival_flight, each.arrival_from)
        for each in everybody
        if each.arrives_at is not None
    )


def departures(workshop: Workshop, everybody: Iterable[Traveller]) -> dict[date, list[Journey]]:
    """Departures by day, each day in order of time."""
    return _by_day(
        Journey(each, local(each.leaves_at, workshop.timezone), each.departure_flight, "")
        for each in everybody
        if each.leaves_at is not None
    )


def nights(everybody: Iterable[Traveller]) -> dict[date, int]:
    """Rooms needed for each night, from the first to the last without a gap."""
    taken = Counter(night for each in everybody for night in each.nights)
    if not taken:
        return {}
    first, last = min(taken), max(taken)
    every = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return {night: taken[night] for night in every}


def needs(people: Sequence[Registration], fact: str) -> list[tuple[str, list[Registration]]]:
    """Those who stated something under `fact` ("dietary", "access_needs"), by what they said, most frequent first.

    "Halal" and "halal" are one need; it is shown as it was written first.
    """
    groups: defaultdict[str, list[Registration]] = defaultdict(list)
    for registration in people:
        if said := getattr(registration, fact).strip():
            groups[fold(said)].append(registration)
    found = [(getattr(rows[0], fact), rows) for rows in groups.values()]
    return sorted(found, key=lambda each: (-len(each[1]), each[0].casefold()))


def subsistence(workshop: Workshop, rules: Rules, everybody: Iterable[Traveller]) -> list[Due]:
    """What is due to each, in the order given; to the funded ones only where the rules say so."""
    return [
        Due(each, entitlement(rules, workshop.starts_on, workshop.ends_on, *_days(each, workshop.timezone)))
        for each in everybody
        if each.registration.funding == "funded" or not rules.funded_only
    ]


def _days(each: Traveller, zone: str) -> tuple[date | None, date | None]:
    """The days of arrival and departure: of the journey, else of the hotel."""
    arrives = local(each.arrives_at, zone).date() if each.arrives_at else each.first_night
    leaves = local(each.leaves_at, zone).date() if each.leaves_at else each.leaves_hotel
    return arrives, leaves


def _traveller(registration: Registration, said: dict[str, Any], workshop: Workshop) -> Traveller:
    """The nights are those asked for; where they are not, those between arrival and departure."""
    arrives, leaves = said.get("arrival_at"), said.get("departure_at")
    return Traveller(
        registration=registration,
        arrives_at=arrives,
        arrival_flight=said.get("arrival_flight") or "",
        arrival_from=said.get("arrival_from") or "",
        leaves_at=leaves,
        departure_flight=said.get("departure_flight") or "",
        pick_up=bool(said.get("pick_up")),
        wants_hotel=said.get("hotel_wish"),
        first_night=said.get("hotel_from") or (local(arrives, workshop.timezone).date() if arrives else None),
        leaves_hotel=said.get("hotel_to") or (local(leaves, workshop.timezone).date() if leaves else None),
    )


def _by_day(journeys: Iterable[Journey]) -> dict[date, list[Journey]]:
    days: defaultdict[date, list[Journey]] = defaultdict(list)
    for journey in sorted(journeys, key=lambda each: (each.at, each.flight)):
        days[journey.at.date()].append(journey)
    return dict(days)
