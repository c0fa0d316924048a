"""What may be told about answers. The one place; pages, API, workbook and report draft all pass through it.

Two rules (product.md, rule 3: no statistic of fewer than five responses):

* Nothing is told about fewer than `THRESHOLD` answers.
* Every later change adds at least `THRESHOLD` answers at once. Otherwise the mean before and after one answer
  would reveal that answer.

Responses therefore come in batches of five, in the order in which they were given (the batch of a response is
fixed when it is saved; within a batch there is no order). A batch counts once it is full. Where a question
was left out by some, batches wait for one another until together they add `THRESHOLD` answers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from exports.model import SMALLEST_REPORTED_GROUP

THRESHOLD = SMALLEST_REPORTED_GROUP
POINTS = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class Ratings:
    """The ratings of one question that may be told: how often each of 1 to 5, and the mean.

    While suppressed both are None and `n` is 0.
    """

    n: int
    counts: tuple[int, ...] | None
    mean: float | None

    @property
    def suppressed(self) -> bool:
        return self.counts is None


@dataclass(frozen=True, slots=True)
class Comments:
    """The free texts of one question that may be told, in an order that has nothing to do with time."""

    texts: tuple[str, ...]

    @property
    def n(self) -> int:
        return len(self.texts)

    @property
    def suppressed(self) -> bool:
        return not self.texts


def batch_of(received: int) -> int:
    """The batch of the next response, when `received` came before it."""
    return received // THRESHOLD


def released_responses(received: int) -> int:
    """How many of the responses received are in full batches."""
    return received - received % THRESHOLD


def released_batches(sizes: Mapping[int, int], received: int) -> frozenset[int]:
    """The batches whose answers to one question may be told.

    `sizes`: batch to number of answers to this question in it; `received`: responses to the form.
    The result only ever grows with `received`, and by batches of together at least `THRESHOLD` answers.
    """
    released: set[int] = set()
    waiting: list[int] = []
    answers = 0
    for batch in range(received // THRESHOLD):
        waiting.append(batch)
        answers += sizes.get(batch, 0)
        if answers >= THRESHOLD:
            released.update(waiting)
            waiting, answers = [], 0
    return frozenset(released)


def ratings(tallies: Mapping[int, Mapping[int, int]], received: int) -> Ratings:
    """What may be told of a rating question. `tallies`: batch to {rating: how often}."""
    released = released_batches({batch: sum(tally.values()) for batch, tally in tallies.items()}, received)
    counts = tuple(sum(tallies[batch].get(point, 0) for batch in released if batch in tallies) for point in POINTS)
    n = sum(counts)
    if n == 0:
        return Ratings(0, None, None)
    return Ratings(n, counts, sum(point * count for point, count in zip(POINTS, counts, strict=True)) / n)


def comments(texts: Mapping[int, Sequence[tuple[UUID, str]]], received: int, *, question: int) -> Comments:
    """What may be told of an open question. `texts`: batch to (response id, text) pairs.

    The order is that of a hash of question and response: the same each time, another one for each question
    (so that the third comment here and the third there are not one person's), and unrelated to time.
    """
    released = released_batches({batch: len(given) for batch, given in texts.items()}, received)
    shown = [pair for batch in released for pair in texts.get(batch, ())]
    shown.sort(key=lambda pair: sha256(f"{question}:{pair[0]}".encode()).digest())
    return Comments(tuple(text for _response, text in shown))
