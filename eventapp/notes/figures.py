"""Figures in a note, as one line that a person types: "planned: 50; trained: 300"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:[ ,\u00a0\u202f]\d{3})+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and what it counts."""

    label: str
    value: int | float

    def row(self) -> dict[str, Any]:
        return {"label": self.label, "value": self.value}


class BadFigure(ValueError):
    """A part of the line is no figure; `str()` of it is that part."""


def render(figures: Iterable[dict[str, Any]]) -> str:
    """The line that `parse` reads."""
    return "; ".join(f"{figure['label']}: {figure['value']}" for figure in figures)


def parse(text: str) -> tuple[Figure, ...]:
    """The figures of a line or of several. Raises BadFigure for a part that is not "what: number"."""
    parts = [part.strip() for part in re.split(r"[;\n]", text)]
    return tuple(_figure(part) for part in parts if part)


def _figure(part: str) -> Figure:
    label, colon, number = (piece.strip() for piece in part.rpartition(":"))
    value = _number(number)
    if not colon or not label or value is None:
        raise BadFigure(part)
    return Figure(label, value)


def _number(text: str) -> int | float | None:
    """23000, "23,000", "23 000", "4.5" or "4,5"; None for anything else."""
    if _THOUSANDS.fullmatch(text):
        text = re.sub(r"[ ,\u00a0\u202f]", "", text)
    text = text.replace(",", ".").replace("\u2212", "-")
    if re.fullmatch(r"[+-]?\d{1,15}", text):
        return int(text)
    return float(text) if re.fullmatch(r"[+-]?\d{1,15}\.\d{1,9}", text) else None
