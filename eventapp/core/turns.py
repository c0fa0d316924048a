"""Taking turns: one thread at a time, in the order in which they came."""

from collections import deque
from threading import Lock


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
