"""Which kinds of long work there are. Each room registers its own in its `work.py`, which the app imports."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: what runs, how it is called, and (endpoint, label) of the page its result leads to."""

    run: Callable[[Any], None]
    title: Any
    leads_to: tuple[str, Any] | None


_kinds: dict[str, Kind] = {}


def register(name: str, kind: Kind) -> None:
    """Make a kind known under its name, such as "letters.all"."""
    _kinds[name] = kind


def find(name: str) -> Kind | None:
    """The kind of this name; None if this version of the application does not know it."""
    return _kinds.get(name)
