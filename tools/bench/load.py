"""Clients that knock all at once: each a thread with a connection of its own, as desks are."""

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from tools.bench.figures import percentile


@dataclass(slots=True)
class Run:
    """What came of it: milliseconds of each answer, and the seconds that all of it took."""

    taken: list[float] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        return len(self.taken) / self.seconds

    def at(self, share: float) -> float:
        return percentile(self.taken, share)


class Caller:
    """One client's connection, kept open."""

    def __init__(self, address: str, headers: Mapping[str, str]) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
        self._headers = {"Content-Type": "application/json", "Accept": "application/json", **headers}

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """The answer's JSON. Raises AssertionError for anything but 200."""
        sent = json.dumps(body) if body is not None else None
        for last in (False, True):
            try:
                self._connection.request(method, path, sent, self._headers)
                answer = self._connection.getresponse()
                break
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):  # an idle one was closed
                self._connection.close()
                if last:
                    raise
        data = answer.read()
        assert answer.status == 200, (answer.status, data[:300])
        return json.loads(data)

    def close(self) -> None:
        self._connection.close()


@contextmanager
def callers(address: str, tokens: list[str]) -> Iterator[list[Caller]]:
    """A client for each token."""
    made = [Caller(address, {"Authorization": f"Bearer {token}"}) for token in tokens]
    try:
        yield made
    finally:
        for each in made:
            each.close()


def hammer(works: list[Callable[[], object]], seconds: float, *, rate: float | None = None) -> Run:
    """Each of the works again and again in a thread of its own, for so long.

    With `rate`, so many a second in all, evenly; the time then counts from the moment at which one was due, so that a
    queue in front of the server is not hidden.
    """
    run, lock, faults = Run(), threading.Lock(), list[BaseException]()
    barrier = threading.Barrier(len(works) + 1)

    def one(number: int, work: Callable[[], object]) -> None:
        taken = []
        barrier.wait()
        began = time.perf_counter()
        due = began + (number / rate if rate else 0.0)
        try:
            while (now := time.perf_counter()) < began + seconds:
                if rate:
                    if due >= began + seconds:
                        break
                    time.sleep(max(due - now, 0))
                started = due if rate else now
                work()
                taken.append((time.perf_counter() - started) * 1000)
                due += len(works) / rate if rate else 0.0
        except BaseException as error:  # told after the run, in the main thread
            faults.append(error)
        with lock:
            run.taken += taken

    threads = [threading.Thread(target=one, args=(number, work)) for number, work in enumerate(works)]
    for thread in threads:
        thread.start()
    barrier.wait()
    started = time.perf_counter()
    for thread in threads:
        thread.join()
    run.seconds = time.perf_counter() - started
    if faults:
        raise faults[0]
    return run
