"""The queue's server wakes workers at once; without it, or when it is gone, they look for themselves."""

import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator

import pytest

from eventapp.core import queue

pytestmark = pytest.mark.any_database


@pytest.fixture
def server(tmp_path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    path = shutil.which("redis-server")
    assert path, "redis-server is not installed: tools/debian-packages test"
    running = subprocess.Popen(
        [path, "--port", str(port), "--bind", "127.0.0.1", "--dir", str(tmp_path), "--save", ""],
        stdout=subprocess.DEVNULL,
    )
    for _try in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield f"redis://127.0.0.1:{port}/0", running
    running.kill()
    running.wait()


def waited(bell: queue.Bell) -> float:
    started = time.monotonic()
    bell.wait(0.2)
    return time.monotonic() - started


def test_a_ring_ends_the_wait(server):
    bell = queue.bell(server[0])
    threading.Timer(0.1, queue.bell(server[0]).ring).start()
    assert waited(bell) < 0.9


def test_nobody_rings_and_the_wait_ends_by_itself(server):
    assert waited(queue.bell(server[0])) < 3


def test_a_server_that_is_gone_neither_breaks_nor_spins(server):
    address, running = server
    bell = queue.bell(address)
    running.kill()
    running.wait()
    bell.ring()
    assert waited(bell) >= 0.2


def test_without_a_server_a_worker_sleeps():
    bell = queue.bell(None)
    bell.ring()
    assert waited(bell) >= 0.2
