"""Blank badges, given or not."""

from dataclasses import dataclass

from sqlalchemy import func, select

from eventapp.badges.models import SpareBadge
from eventapp.core.db import session


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
