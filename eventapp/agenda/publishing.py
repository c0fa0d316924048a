"""Who is told when a version of the programme is published: features above this one ask for it once.

A lower feature never imports a higher one; see also `removal`.
"""

from collections.abc import Callable
from datetime import datetime

from eventapp.agenda.changes import Change
from eventapp.agenda.models import ProgrammeVersion
from eventapp.core.actors import Actor
from eventapp.workshops.models import Workshop

After = Callable[[Workshop, ProgrammeVersion, list[Change], str, Actor, datetime], int]
"""(workshop, version, changes, whom to tell, actor, now) -> how many are told; inside the transaction that publishes.
Whom: "concerned" or "everybody"."""

_after: list[After] = []


def register(told: After) -> After:
    """Call `told` with each version that is published and to be told of; usable as a decorator, once is enough."""
    if told not in _after:
        _after.append(told)
    return told


def tell(
    workshop: Workshop, version: ProgrammeVersion, changes: list[Change], whom: str, *, actor: Actor, now: datetime
) -> int:
    """Tell them; how many."""
    return sum(told(workshop, version, changes, whom, actor, now) for told in _after)
