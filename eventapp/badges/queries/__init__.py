"""Whose badges there are to print, which were printed together, and the blank ones."""

from eventapp.badges.queries.pile import (
    ALPHABET,
    ORDERS,
    PRECEDENCE,
    Counts,
    Wanted,
    counts,
    is_approved,
    is_printed,
    pile,
)
from eventapp.badges.queries.runs import Run, next_number, people_of, pile_places, run, runs
from eventapp.badges.queries.spares import SpareCount, free_of, next_spare_number, spare, spare_counts, spares

__all__ = [
    "ALPHABET",
    "ORDERS",
    "PRECEDENCE",
    "Counts",
    "Run",
    "SpareCount",
    "Wanted",
    "counts",
    "free_of",
    "is_approved",
    "is_printed",
    "next_number",
    "next_spare_number",
    "people_of",
    "pile",
    "pile_places",
    "run",
    "runs",
    "spare",
    "spare_counts",
    "spares",
]
