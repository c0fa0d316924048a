"""Who has arrived: known above badges, and shown beside "printed" and "handed over", which are other things."""

from collections.abc import Callable, Mapping
from datetime import datetime

from eventapp.workshops.models import Workshop

Teller = Callable[[Workshop], Mapping[int, datetime | None]]
_tellers: list[Teller] = []


def told_by(teller: Teller) -> None:
    """`teller(workshop)` gives the ids of the registrations that are there, with the first time if it is known."""
    _tellers[:] = [teller]


def arrived(workshop: Workshop) -> Mapping[int, datetime | None]:
    """The registrations that have arrived, with the first time if it is known."""
    return _tellers[0](workshop) if _tellers else {}
