"""Which badges went to the printer together, and where in the pile each lies."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import func, select

from eventapp.badges.models import PrintedBadge, PrintRun
from eventapp.core.db import session
from eventapp.core.errors import Missing
from eventapp.registration import queries as registrations
from eventapp.registration.models import Badge, Registration


@dataclass(frozen=True, slots=True)
class Run:
    """A pile, and how many badges lie in it."""

    row: PrintRun
    badges: int


def pile_places(workshop_id: int) -> dict[int, tuple[int, int]]:
    """For each registration whose valid badge lies in a pile: the number of the last such pile and the place in it,
    both from 1."""
    rows = session.execute(
        select(Badge.registration_id, PrintRun.number, PrintedBadge.place)
        .join(PrintedBadge, PrintedBadge.badge_id == Badge.id)
        .join(PrintRun, PrintRun.id == PrintedBadge.run_id)
        .where(PrintRun.workshop_id == workshop_id, Badge.revoked_at.is_(None))
        .order_by(PrintRun.number, PrintedBadge.place.desc())
    )
    return {registration_id: (number, place) for registration_id, number, place in rows}


def next_number(workshop_id: int) -> int:
    """The number of the next pile; to be asked under the workshop's lock."""
    return 1 + (session.scalar(select(func.max(PrintRun.number)).where(PrintRun.workshop_id == workshop_id)) or 0)


def runs(workshop_id: int) -> list[Run]:
    """All piles, the latest first."""
    rows = session.execute(
        select(PrintRun, func.count(PrintedBadge.id))
        .outerjoin(PrintedBadge, PrintedBadge.run_id == PrintRun.id)
        .where(PrintRun.workshop_id == workshop_id)
        .group_by(PrintRun.id)
        .order_by(PrintRun.number.desc())
    )
    return [Run(row, number) for row, number in rows]


def run(workshop_id: int, number: int) -> PrintRun:
    """A pile of this workshop. Raises Missing."""
    found = session.scalar(select(PrintRun).where(PrintRun.workshop_id == workshop_id, PrintRun.number == number))
    if found is None:
        raise Missing(_("There is no such pile at this workshop."))
    return found


def people_of(run: PrintRun, language: str) -> list[Registration]:
    """Those of a pile who are confirmed, each once, in its order."""
    rows = session.execute(
        select(Badge.registration_id, func.min(PrintedBadge.place))
        .join(Badge, Badge.id == PrintedBadge.badge_id)
        .where(PrintedBadge.run_id == run.id)
        .group_by(Badge.registration_id)
    )
    places = {registration_id: place for registration_id, place in rows}  # noqa: C416 - rows are no pairs to mypy
    people = [each for each in registrations.confirmed(run.workshop_id, language) if each.id in places]
    return sorted(people, key=lambda each: places[each.id])
