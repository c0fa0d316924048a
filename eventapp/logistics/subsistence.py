"""Daily subsistence (DSA): rate × nights, less what is provided.

A night counts from the day of arrival to the day of departure, within the official window: from the day before the
workshop to the day after it. Where lodging or meals are provided the rate is reduced by their shares of it; the usual
division (lodging 50 %, breakfast 6 %, lunch 12 %, dinner 12 %, the rest incidentals) leaves 20 % where board and
lodging are provided, as the UN DESA fellowship rules (para. 41) have it. The workshop serves meals on its days only.
All figures are the organizer's to change.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

CENT = Decimal("0.01")
PARTS = ("lodging", "breakfast", "lunch", "dinner")
MEALS = PARTS[1:]
USUAL_SHARES = {"lodging": 50, "breakfast": 6, "lunch": 12, "dinner": 12}


@dataclass(frozen=True, slots=True)
class Rules:
    """What a workshop pays. `rate`: a night, in `currency`; `shares`: percent of it; `provided`: not paid out."""

    currency: str = "USD"
    rate: Decimal = Decimal(0)
    shares: Mapping[str, int] = field(default_factory=lambda: dict(USUAL_SHARES))
    provided: frozenset[str] = frozenset()
    terminal: Decimal = Decimal(0)
    days_before: int = 1
    days_after: int = 1
    funded_only: bool = True

    def to_json(self) -> dict[str, Any]:
        """As the workshop keeps it."""
        facts = asdict(self)
        return {**facts, "rate": str(self.rate), "terminal": str(self.terminal), "provided": sorted(self.provided)}

    @staticmethod
    def from_json(kept: Mapping[str, Any]) -> "Rules":
        """The rules kept, or the usual ones with no rate."""
        if not kept:
            return Rules()
        return Rules(
            **{
                **kept,
                "rate": Decimal(kept["rate"]),
                "terminal": Decimal(kept["terminal"]),
                "provided": frozenset(kept["provided"]),
            }
        )


@dataclass(frozen=True, slots=True)
class Night:
    """One night, by the date on which it begins, and what is paid for it."""

    begins: date
    share: int  # percent of the rate
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Entitlement:
    """What one participant is due. No nights: arrival or departure is not known, or lies outside the window."""

    nights: tuple[Night, ...]
    full: Decimal  # nights at the whole rate
    provided: Decimal  # what is taken off, a positive figure
    terminal: Decimal

    @property
    def due(self) -> Decimal:
        return self.full - self.provided + self.terminal


def entitlement(
    rules: Rules, first_day: date, last_day: date, arrives: date | None, leaves: date | None
) -> Entitlement:
    """What is due to somebody who arrives and leaves on these days at a workshop from `first_day` to `last_day`."""
    opens, closes = first_day - timedelta(days=rules.days_before), last_day + timedelta(days=rules.days_after)
    if arrives is None or leaves is None:
        return Entitlement((), Decimal(0), Decimal(0), Decimal(0))
    begins, ends = max(arrives, opens), min(leaves, closes)
    nights = tuple(
        _night(rules, begins + timedelta(days=number), first_day, last_day) for number in range((ends - begins).days)
    )
    full = rules.rate * len(nights)
    paid = sum((night.amount for night in nights), Decimal(0))
    return Entitlement(nights, _money(full), _money(full - paid), rules.terminal if nights else Decimal(0))


def _night(rules: Rules, begins: date, first_day: date, last_day: date) -> Night:
    served = first_day <= begins <= last_day
    taken_off = sum(rules.shares[part] for part in rules.provided if part not in MEALS or served)
    share = max(0, 100 - taken_off)
    return Night(begins, share, _money(rules.rate * share / 100))


def _money(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)
