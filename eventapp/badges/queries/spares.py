"""Blank badges, given or not."""

from dataclasses import dataclass

from sqlalchemy import func, select

from eventapp.badges.models import PrintedBadge, PrintRun, SpareBadge
from eventapp.core.db import session
from eventapp.registration.models import DelegationType


@dataclass(frozen=True, slots=True)
class SpareCount:
    """Of a delegation type: how many blank badges there are, and how many of them are still nobody's."""

    printed: int
    left: int


def spares(workshop_id: int, *, free: bool = True) -> list[SpareBadge]:
    """The blank badges of a workshop by number; with `free` only those that nobody was given."""
    query = select(SpareBadge).where(SpareBadge.workshop_id == workshop_id).order_by(SpareBadge.number)
    if free:
        query = query.where(SpareBadge.given_at.is_(None))
    return list(session.scalars(query))


def spare(workshop_id: int, code_hash: str) -> SpareBadge | None:
    """The blank badge of this workshop whose code has this hash."""
    return session.scalar(
        select(SpareBadge).where(SpareBadge.workshop_id == workshop_id, SpareBadge.code_hash == code_hash)
    )


def spare_counts(workshop_id: int) -> dict[int, SpareCount]:
    """By delegation type (its id), of those that have any."""
    rows = session.execute(
        select(SpareBadge.type_id, func.count(SpareBadge.id), func.count(SpareBadge.given_at))
        .where(SpareBadge.workshop_id == workshop_id)
        .group_by(SpareBadge.type_id)
    )
    return {type_id: SpareCount(printed, printed - given) for type_id, printed, given in rows}


def next_spare_number(workshop_id: int) -> int:
    """The number of the next blank badge; to be asked under the workshop's lock."""
    highest = session.scalar(select(func.max(SpareBadge.number)).where(SpareBadge.workshop_id == workshop_id))
    return 1 + (highest or 0)


def free_of(run: PrintRun) -> list[tuple[SpareBadge, DelegationType]]:
    """The blank badges of a pile that nobody was given, in its order."""
    rows = session.execute(
        select(SpareBadge, DelegationType)
        .join(PrintedBadge, PrintedBadge.spare_id == SpareBadge.id)
        .join(DelegationType, DelegationType.id == SpareBadge.type_id)
        .where(PrintedBadge.run_id == run.id, SpareBadge.given_at.is_(None))
        .order_by(PrintedBadge.place)
    )
    return [(spare, kind) for spare, kind in rows]
