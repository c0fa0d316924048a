"""The registry: a check is a function that looks at a workshop and says ok, warn or missing, why, and where to go.

@check("badges-printed", PEOPLE, _l("Badges printed"), leads_to="badges.index")
def badges_printed(look: Look) -> Answer:
    return ok(...) if … else missing(...)
"""

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _

from eventapp.rehearsal.readiness.labels import GROUPS
from eventapp.workshops.models import Workshop

log = logging.getLogger(__name__)


class Level(StrEnum):
    """`missing` blocks: the day cannot go well without it. `warn`: somebody should look."""

    OK = "ok"
    WARN = "warn"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a check found, in words of the language in force."""

    level: Level
    text: str


@dataclass(frozen=True, slots=True)
class Look:
    """What a check may look at; `now` in UTC."""

    workshop: Workshop
    now: datetime


@dataclass(frozen=True, slots=True)
class Check:
    """One check. `leads_to`: the endpoint of the workshop's page on which it is mended, with its values; or none."""

    key: str
    group: str
    title: Any
    run: Callable[[Look], Answer]
    leads_to: tuple[str, dict[str, str]] | None


@dataclass(frozen=True, slots=True)
class Finding:
    """A check and its answer."""

    check: Check
    answer: Answer

    @property
    def blocks(self) -> bool:
        return self.answer.level is Level.MISSING


_checks: dict[str, Check] = {}
_ORDER = (Level.MISSING, Level.WARN, Level.OK)


def check(
    key: str, group: str, title: Any, *, leads_to: str | None = None, **values: str
) -> Callable[[Callable[[Look], Answer]], Callable[[Look], Answer]]:
    """Register a function as a check. The same key replaces what stood there."""

    def register(run: Callable[[Look], Answer]) -> Callable[[Look], Answer]:
        _checks[key] = Check(key, group, title, run, (leads_to, values) if leads_to else None)
        return run

    return register


def ok(text: str) -> Answer:
    return Answer(Level.OK, text)


def warn(text: str) -> Answer:
    return Answer(Level.WARN, text)


def missing(text: str) -> Answer:
    return Answer(Level.MISSING, text)


def look(workshop: Workshop, now: datetime) -> list[Finding]:
    """Every check's answer, by groups. One that fails says so and does not keep the others from it."""
    groups = list(GROUPS)
    ordered = sorted(_checks.values(), key=lambda each: groups.index(each.group))
    return [Finding(each, _asked(each, Look(workshop, now))) for each in ordered]


def grouped(found: list[Finding]) -> dict[str, list[Finding]]:
    """By group, in each what is missing first."""
    groups: dict[str, list[Finding]] = {}
    for finding in sorted(found, key=lambda each: _ORDER.index(each.answer.level)):
        groups.setdefault(finding.check.group, []).append(finding)
    return {name: groups[name] for name in GROUPS if name in groups}


def tally(found: list[Finding]) -> Counter[str]:
    """How many of each level."""
    return Counter(str(finding.answer.level) for finding in found)


def _asked(each: Check, at: Look) -> Answer:
    try:
        return each.run(at)
    except Exception:
        log.exception("readiness check %s", each.key)
        return warn(_("This could not be checked; the reason stands in the server's log."))
