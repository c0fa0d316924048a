"""Rooms, themes and partners: what they are told apart by, and the facts that a person gives of each."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from eventapp.core.texts import Texts
from eventapp.workshops.models import Partner, Room, Theme, Workshop

Part = Room | Theme | Partner
KINDS: dict[str, type[Part]] = {"rooms": Room, "themes": Theme, "partners": Partner}
"""The kinds of parts by their word in addresses, which is also the attribute of `Workshop`."""


@dataclass(frozen=True, slots=True)
class RoomFacts:
    """A room; `capacity` None: it bounds nobody."""

    name: Texts
    capacity: int | None = None

    def label(self) -> str:
        return self.name.pick("en")


@dataclass(frozen=True, slots=True)
class ThemeFacts:
    """A theme; its key is made from the title and stays."""

    title: Texts

    def label(self) -> str:
        return self.title.pick("en")


@dataclass(frozen=True, slots=True)
class PartnerFacts:
    """An organizer or a funder (`role`), with the usual abbreviation if there is one."""

    role: str
    name: str
    short: str = ""

    def label(self) -> str:
        return self.name


PartFacts = RoomFacts | ThemeFacts | PartnerFacts


def rows_of(workshop: Workshop, kind: str) -> Sequence[Part]:
    """The parts of one kind, in order."""
    rows: Sequence[Part] = getattr(workshop, kind)
    return rows


def columns(facts: PartFacts) -> dict[str, Any]:
    """{column: value} of what a person said."""
    return {part.name: getattr(facts, part.name) for part in fields(facts)}


def facts_of(part: Part) -> dict[str, Any]:
    """{column: value} of what a person may change."""
    if isinstance(part, Room):
        return columns(RoomFacts(part.name, part.capacity))
    if isinstance(part, Theme):
        return columns(ThemeFacts(part.title))
    return columns(PartnerFacts(part.role, part.name, part.short))


def label_of(part: Part) -> str:
    """How the history calls a part."""
    if isinstance(part, Partner):
        return part.name
    return (part.name if isinstance(part, Room) else part.title).pick("en")
