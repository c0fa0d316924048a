"""Days and nights are those of the workshop's clock."""

from datetime import date
from decimal import Decimal

from eventapp.logistics import queries
from eventapp.logistics.subsistence import Rules
from tests import factories


def names(journeys):
    return [(each.traveller.registration.person.latin_name, each.at.strftime("%H:%M")) for each in journeys]


def test_arrivals_stand_under_the_day_of_the_workshops_clock(workshop, people):
    days = queries.arrivals(workshop, queries.travellers(workshop, "en"))
    assert {day: names(journeys) for day, journeys in days.items()} == {
        date(2016, 3, 28): [("Aigul Osmonova", "23:40")],
        date(2016, 3, 29): [("Boris =Petrov", "02:00")],
    }


def test_rooms_are_counted_for_each_night_of_those_who_want_one(workshop, people):
    found = queries.nights(queries.travellers(workshop, "en"))
    assert found == {date(2016, 3, 28): 1, date(2016, 3, 29): 1, date(2016, 3, 30): 1, date(2016, 3, 31): 1}


def test_who_leaves_before_arriving_has_no_nights(workshop, people):
    slip = queries.Traveller(people[2], None, "", "", None, "", False, True, date(2016, 4, 1), date(2016, 3, 28))
    assert slip.nights == ()


def test_one_need_in_two_spellings_is_one(workshop, people):
    found = queries.needs(people, "dietary")
    assert [(said, [row.person.latin_name for row in who]) for said, who in found] == [
        ("Halal", ["Aigul Osmonova", "Boris =Petrov"])
    ]


def test_the_funded_are_paid_and_who_told_nothing_is_due_nothing(workshop, people):
    dues = queries.subsistence(workshop, Rules(rate=Decimal(100)), queries.travellers(workshop, "en"))
    assert [(due.traveller.registration.person.latin_name, due.entitlement.due) for due in dues] == [
        ("Aigul Osmonova", 400),
        ("Clara", 0),
    ]


def test_only_the_confirmed_travel(workshop, delegation, people):
    factories.a_registration(delegation, state="nominated")
    assert len(queries.travellers(workshop, "en")) == 3
