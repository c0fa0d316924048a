"""Arrivals over time as a drawing: where bars, line and marks stand. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from eventapp.attendance.queries.board import Step

WIDTH, HEIGHT = 720, 200
LEFT, RIGHT, TOP, BOTTOM = 44, 8, 16, 30
NARROWEST = 12
"""Steps at least, so that two bars do not fill the page."""


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    step: Step


@dataclass(frozen=True, slots=True)
class Chart:
    """`marks`: (x, "09:00"); `levels`: (y, number of people) of the bars' scale."""

    bars: tuple[Bar, ...]
    marks: tuple[tuple[float, str], ...]
    levels: tuple[tuple[float, int], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM


def chart(steps: Sequence[Step]) -> Chart | None:
    """The drawing of these steps; None where nobody has come."""
    if not steps:
        return None
    count = max(len(steps), NARROWEST)
    unit = (WIDTH - LEFT - RIGHT) / count
    top = _round_up(max(step.arrived for step in steps))
    floor = HEIGHT - BOTTOM
    scale = (floor - TOP) / top
    bars = tuple(
        Bar(
            x=round(LEFT + number * unit + unit * 0.1, 2),
            y=round(floor - step.arrived * scale, 2),
            width=round(unit * 0.8, 2),
            height=round(step.arrived * scale, 2),
            step=step,
        )
        for number, step in enumerate(steps)
    )
    every = max(1, -(-count // 7))
    marks = tuple(
        (round(LEFT + number * unit, 2), f"{step.at:%H:%M}") for number, step in enumerate(steps) if number % every == 0
    )
    levels = tuple((round(floor - level * scale, 2), level) for level in sorted({0, top // 2, top}))
    return Chart(bars, marks, levels)


def _round_up(number: int) -> int:
    """The next even figure that reads well at the top of a scale: 2, 4, 6, 8, 10, 20, 30 …"""
    return number + number % 2 if number <= 10 else -(-number // 10) * 10
