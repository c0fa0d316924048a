"""Whose badges there are to print, which were printed together, and the blank ones."""

from eventapp.badges.queries.pile import Counts, Wanted, counts, is_approved, is_printed, pile
from eventapp.badges.queries.runs import next_number, pile_places
from eventapp.badges.queries.spares import SpareCount, spare, spare_counts, spares

__all__ = [
    "Counts",
    "SpareCount",
    "Wanted",
    "counts",
    "is_approved",
    "is_printed",
    "next_number",
    "pile",
    "pile_places",
    "spare",
    "spare_counts",
    "spares",
]
