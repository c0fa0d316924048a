"""What is measured, and how it is told."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """Ours beside a floor: milliseconds, or how many a second (`rate`), or a bare number of seconds without a floor.

    `aim`: what it ought to be, and whether it is.
    """

    name: str
    ours: float
    floor: float | None = None
    floor_name: str = ""
    unit: str = "ms"
    aim: tuple[str, bool] | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the floor's time we take; of a rate, the share of the floor's that we reach."""
        return self.ours / self.floor if self.floor else None

    def line(self) -> str:
        against = f"  {self.ratio:8.2f} x {self.floor_name} ({self.floor:.2f} {self.unit})" if self.ratio else ""
        aim = f"  [{'met' if self.aim[1] else 'MISSED'}: {self.aim[0]}]" if self.aim else ""
        return f"{self.name:<58} {self.ours:9.2f} {self.unit:<3}{against}{aim}"


def median_ms(work: Callable[[], object], times: int) -> float:
    """The median of so many runs, after one that is not counted."""
    work()
    taken = []
    for _number in range(times):
        started = time.perf_counter()
        work()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which that share of the values lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
