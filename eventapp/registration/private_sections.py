"""What other features add to a participant's private page, without being known to registration.

A feature calls `add(builder)` once, when its views are imported; the private page shows `sections(registration,
token)` in that order: for each a heading, a line of text, and links of which some are done already.
"""

from collections.abc import Callable
from dataclasses import dataclass

from eventapp.registration.models import Registration


@dataclass(frozen=True, slots=True)
class PrivateLink:
    """One thing to open. `done`: shown with a tick."""

    label: str
    url: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class PrivateSection:
    """A part of the private page; texts come translated. `first`: it stands before the others."""

    heading: str
    text: str
    links: tuple[PrivateLink, ...]
    first: bool = False


Builder = Callable[[Registration, str], PrivateSection | None]
_builders: list[Builder] = []


def add(builder: Builder) -> None:
    """`builder(registration, token)` gives the section, or None when there is nothing to show."""
    if builder not in _builders:
        _builders.append(builder)


def sections(registration: Registration, token: str) -> list[PrivateSection]:
    """The sections of this participant's page; `token` is that of the private link, for addresses."""
    built = (builder(registration, token) for builder in _builders)
    return sorted((section for section in built if section is not None), key=lambda section: not section.first)
