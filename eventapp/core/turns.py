"""Taking turns: one thread at a time, in the order in which they came; or the first in line for all that wait."""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")


class Turns:
    """A lock that is handed on to whoever waits longest. It knows nothing of nesting: ask once per thread."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._taken = False
        self._waiting: deque[Lock] = deque()

    def wait(self, longest: float) -> None:
        """Wait for the turn, at most so many seconds. Raises TimeoutError; else `hand_on` must follow."""
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            mine = Lock()
            mine.acquire()
            self._waiting.append(mine)
        if mine.acquire(timeout=longest):
            return
        with self._guard:
            if mine in self._waiting:
                self._waiting.remove(mine)
                raise TimeoutError(f"no turn within {longest:g} seconds")
        # handed on in the very moment in which the waiting ended: the turn is ours

    def hand_on(self) -> None:
        """The turn is over; it goes to whoever waits longest."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False


class Together(Generic[Item, Answer]):
    """Work for one lock that many threads bring at once: whoever is first does it for all who came while it waited."""

    def __init__(self) -> None:
        self._guard, self._first = Lock(), Lock()
        self._waiting: list[tuple[Item, Future[Answer]]] = []

    def done(self, item: Item, work: Callable[[Callable[[], list[Item]]], Sequence[Answer]]) -> Answer:
        """The answer to `item`.

        `work` gets a function that takes whatever waits, in the order in which it came, to be called once the lock is
        held; it gives the answers in that order, after its commit. What it raises is raised for each of those it took.
        """
        mine: Future[Answer] = Future()
        with self._guard:
            self._waiting.append((item, mine))
        with self._first:
            if not mine.done():
                self._do(work)
        return mine.result()

    def _do(self, work: Callable[[Callable[[], list[Item]]], Sequence[Answer]]) -> None:
        taken: list[tuple[Item, Future[Answer]]] = []

        def take() -> list[Item]:
            with self._guard:
                taken.extend(self._waiting)
                self._waiting.clear()
            return [item for item, _answer in taken]

        try:
            answers = work(take)
            for (_item, answer), told in zip(taken, answers, strict=True):
                answer.set_result(told)
        except BaseException as error:
            if not taken:
                take()  # the lock never came: those behind would only wait as long again
            for _item, answer in taken:
                if not answer.done():
                    answer.set_exception(error)
