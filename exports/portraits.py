"""Portraits of people as pictures beside a template."""

from __future__ import annotations

from collections.abc import Sequence

from exports.model import Badge, Participant


def portraits(people: Sequence[Badge | Participant]) -> dict[str, bytes]:
    """The portraits of those who have one, by the names under which the template finds them."""
    return {name: person.photo for person, name in zip(people, portrait_names(people), strict=True) if name}


def portrait_names(people: Sequence[Badge | Participant]) -> list[str]:
    """For each the name of the picture; "" where there is none."""
    return [f"portrait-{index}.jpg" if person.photo else "" for index, person in enumerate(people)]
