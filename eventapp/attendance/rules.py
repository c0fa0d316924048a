"""What counts as attended at a workshop: a session, a day, and how much of it a certificate asks for.

Read from `workshop.presence`; what is not set there, or not understood, is the usual: any presence counts, and a
certificate asks for 80 % of each day (The Global Health Network's rule for its training courses).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, TypeVar

Kind = TypeVar("Kind", bound=StrEnum)


class SessionRule(StrEnum):
    """When somebody attended a session."""

    ANY = "any"  # one scan or mark
    MINUTES = "minutes"  # was in for a share of its minutes, by scans in and out; a mark counts as the whole


class DayRule(StrEnum):
    """When somebody attended a day."""

    ANY = "any"  # one scan or mark, at the venue or at a session
    SESSIONS = "sessions"  # a share of the sessions of the day


class Base(StrEnum):
    """Of what the threshold is a share."""

    EACH_DAY = "each-day"  # of the sessions of each day
    SESSIONS = "sessions"  # of the sessions of all days together
    DAYS = "days"  # of the days


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one workshop; shares and the threshold are percent, 1 to 100."""

    session: SessionRule = SessionRule.ANY
    session_share: int = 50
    day: DayRule = DayRule.ANY
    day_share: int = 50
    threshold: int = 80
    base: Base = Base.EACH_DAY

    def as_json(self) -> dict[str, Any]:
        """As `rules_of` reads it."""
        return {name: value if isinstance(value, int) else str(value) for name, value in asdict(self).items()}


USUAL = Rules()


def rules_of(presence: Mapping[str, Any]) -> Rules:
    """The rules as a workshop has them in `presence`."""
    return Rules(
        session=_choice(SessionRule, presence.get("session"), USUAL.session),
        session_share=_percent(presence.get("session_share"), USUAL.session_share),
        day=_choice(DayRule, presence.get("day"), USUAL.day),
        day_share=_percent(presence.get("day_share"), USUAL.day_share),
        threshold=_percent(presence.get("threshold"), USUAL.threshold),
        base=_choice(Base, presence.get("base"), USUAL.base),
    )


def _choice(kind: type[Kind], value: object, usual: Kind) -> Kind:
    return kind(value) if isinstance(value, str) and value in set(kind) else usual


def _percent(value: object, usual: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 100 else usual
