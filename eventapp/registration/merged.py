"""What became of a registration that was merged into another, for those who still know it by its old public id.

Merging belongs to a feature above this one, which registers how it finds out; a lower feature never imports a higher.
"""

from collections.abc import Callable
from uuid import UUID

Finder = Callable[[int, UUID], int | None]

_finders: list[Finder] = []


def register(finder: Finder) -> Finder:
    """`finder(workshop id, public id)` gives the id of the registration that stands now, or None; usable as a
    decorator, and registering twice changes nothing."""
    if finder not in _finders:
        _finders.append(finder)
    return finder


def into(workshop_id: int, public_id: UUID) -> int | None:
    """The registration that this one became, if it was merged."""
    return next((found for finder in _finders if (found := finder(workshop_id, public_id)) is not None), None)
