"""What features above add to the list of participants and to the page of one, without being known to registration.

A feature calls `add_section(builder)` or `add_to_list(builder)` once, when its views are imported.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from eventapp.registration.models import Registration
from eventapp.workshops.models import Workshop


@dataclass(frozen=True, slots=True)
class PersonLink:
    """One thing to open from a person's page."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class PersonSection:
    """A part of a person's page; texts come translated. `warns`: it asks to be looked at."""

    heading: str
    lines: tuple[str, ...]
    links: tuple[PersonLink, ...] = ()
    warns: bool = False


@dataclass(frozen=True, slots=True)
class ListAddition:
    """A tab over the list ("" as label: none), a sentence that asks to be looked at, and marks beside people.

    `count`: shown at the tab, None where it is not known. `marks`: {registration id: what to open}.
    """

    label: str
    url: str
    count: int | None = None
    notice: str = ""
    marks: Mapping[int, PersonLink] = field(default_factory=dict)


Section = Callable[[Workshop, Registration], PersonSection | None]
Addition = Callable[[Workshop], ListAddition | None]
_sections: list[Section] = []
_additions: list[Addition] = []


def add_section(builder: Section) -> None:
    """`builder(workshop, registration)` gives the section, or None when there is nothing to show."""
    if builder not in _sections:
        _sections.append(builder)


def add_to_list(builder: Addition) -> None:
    """`builder(workshop)` gives what is added to the organizers' list, or None."""
    if builder not in _additions:
        _additions.append(builder)


def sections(workshop: Workshop, registration: Registration) -> list[PersonSection]:
    """The sections of this person's page, for organizers."""
    built = (builder(workshop, registration) for builder in _sections)
    return [section for section in built if section is not None]


def additions(workshop: Workshop) -> list[ListAddition]:
    """What is added to the list of this workshop, for organizers."""
    built = (builder(workshop) for builder in _additions)
    return [addition for addition in built if addition is not None]
