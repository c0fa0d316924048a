"""Rate × nights, less what is provided, on the dates of the Almaty workshop (29-31 March 2016)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventapp.logistics.subsistence import PARTS, Rules, entitlement

pytestmark = pytest.mark.any_database
FIRST, LAST = date(2016, 3, 29), date(2016, 3, 31)
EVERYTHING = frozenset(PARTS)


def due(rules: Rules, arrives: date | None, leaves: date | None) -> Decimal:
    return entitlement(rules, FIRST, LAST, arrives, leaves).due


def test_the_whole_rate_for_each_night_where_nothing_is_provided():
    assert due(Rules(rate=Decimal(180)), date(2016, 3, 28), date(2016, 4, 1)) == Decimal("720.00")


def test_a_fifth_of_it_where_board_and_lodging_are_provided():
    """The night before the first day has lodging, but no meals of the workshop."""
    rules = Rules(rate=Decimal(100), provided=EVERYTHING)
    found = entitlement(rules, FIRST, LAST, date(2016, 3, 28), date(2016, 4, 1))
    assert [night.share for night in found.nights] == [50, 20, 20, 20]
    assert (found.full, found.provided, found.due) == (Decimal(400), Decimal(290), Decimal(110))


def test_nights_outside_the_official_window_are_not_paid():
    rules = Rules(rate=Decimal(100))
    found = entitlement(rules, FIRST, LAST, date(2016, 3, 20), date(2016, 4, 10))
    assert [night.begins for night in found.nights] == [date(2016, 3, 28) + timedelta(days=n) for n in range(4)]


def test_terminal_expenses_come_with_the_journey_only():
    rules = Rules(rate=Decimal(100), terminal=Decimal("94.00"))
    assert due(rules, date(2016, 3, 28), date(2016, 3, 29)) == Decimal("194.00")
    assert due(rules, None, date(2016, 3, 29)) == 0
    assert due(rules, date(2016, 4, 2), date(2016, 4, 5)) == 0


def test_a_half_cent_is_rounded_up_each_night():
    rules = Rules(rate=Decimal("33.35"), provided=frozenset({"lodging"}))
    assert due(rules, date(2016, 3, 29), date(2016, 3, 31)) == Decimal("33.36")


def test_rules_are_kept_as_they_are():
    rules = Rules("EUR", Decimal("12.50"), {"lodging": 40, "breakfast": 5, "lunch": 10, "dinner": 15}, EVERYTHING)
    assert Rules.from_json(rules.to_json()) == rules
    assert Rules.from_json({}) == Rules()


days = st.dates(date(2016, 3, 1), date(2016, 4, 30))


@given(days, days, st.sets(st.sampled_from(PARTS)), st.decimals(0, 1000, places=2))
def test_what_is_due_lies_between_nothing_and_the_whole_rate(arrives, leaves, provided, rate):
    rules = Rules(rate=rate, provided=frozenset(provided))
    found = entitlement(rules, FIRST, LAST, arrives, leaves)
    assert 0 <= found.due <= found.full
    assert found.due == sum((night.amount for night in found.nights), Decimal(0))
    assert len(found.nights) <= 4
