"""What wakes a worker: a queue server (Redis through Huey) where there are several machines, else a short sleep.

Only job ids travel through the server, and they are hints: the `job` table decides. A lost hint costs
one poll interval, not a job.
"""

import logging
import time
from typing import Protocol

from huey import RedisHuey
from redis import RedisError

log = logging.getLogger(__name__)
NAME = "eventapp"


class Bell(Protocol):
    """Rung after a commit that asked for a job; waited for by workers."""

    def ring(self) -> None: ...
    def wait(self, seconds: float) -> None: ...


class Poll:
    """Without a queue server workers look once a second."""

    def ring(self) -> None:
        return None

    def wait(self, seconds: float) -> None:
        time.sleep(seconds)


class HueyBell:
    """Rings through a Redis list kept by Huey; blocks on it while waiting."""

    def __init__(self, url: str) -> None:
        self._storage = RedisHuey(NAME, url=url, blocking=True, read_timeout=1).storage

    def ring(self) -> None:
        try:
            self._storage.enqueue(b"job")
        except RedisError as error:
            log.warning("queue server: %s", type(error).__name__)  # the table still has the job

    def wait(self, seconds: float) -> None:
        try:
            self._storage.dequeue()
        except RedisError as error:
            log.warning("queue server: %s", type(error).__name__)
            time.sleep(seconds)


def bell(url: str | None) -> Bell:
    """The bell for EVENTAPP_QUEUE_URL, e.g. redis://queue:6379/0; None: polling."""
    return HueyBell(url) if url else Poll()
