"""What was acknowledged survives `kill -9`: the server is killed while desks send, started again, and asked.

EVENTAPP_KILLS=50 for the long run.
"""

import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from sqlalchemy import create_engine, text

pytestmark = pytest.mark.any_database

ROOT = Path(__file__).parents[1]
KILLS, SECONDS_TO_START = int(os.environ.get("EVENTAPP_KILLS", "2")), 90
DESKS = 4


class Installation:
    """A real server in its own processes, on an SQLite database of its own."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.folder = folder
        self.environment = {**os.environ, "EVENTAPP_DATA_DIR": str(folder)}
        self.running: subprocess.Popen[bytes] | None = None

    def command(self, *words: str) -> str:
        return subprocess.run(
            [sys.executable, "-m", "eventapp", *words],
            env=self.environment,
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    def start(self) -> None:
        self.running = subprocess.Popen(
            [sys.executable, "-m", "eventapp", "serve", "--port", str(self.port), "--workers", "2"],
            env=self.environment,
            cwd=ROOT,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _try in range(SECONDS_TO_START * 10):
            try:
                if httpx.get(f"http://127.0.0.1:{self.port}/readyz").status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
        raise AssertionError("the server does not answer")

    def kill(self) -> None:
        """Every process of the server, at once."""
        assert self.running is not None
        os.killpg(self.running.pid, signal.SIGKILL)
        self.running.wait()


@pytest.fixture
def installation(tmp_path):
    site = Installation(tmp_path)
    site.command("db", "upgrade")
    site.command("workshop", "import", str(ROOT / "eventapp" / "demo" / "almaty-2016" / "workshop.json"))
    yield site
    if site.running is not None and site.running.poll() is None:
        site.kill()


class Sender(threading.Thread):
    """A desk that sends one event after the other; what is not answered stays on it and is sent again."""

    def __init__(self, address: str, token: str, kind: int) -> None:
        super().__init__(daemon=True)
        self.address, self.headers, self.kind = address, {"Authorization": f"Bearer {token}"}, kind
        self.waiting: list[dict[str, object]] = []
        self.acknowledged: dict[str, str] = {}
        self.walked_in: list[str] = []
        self.over = threading.Event()
        self.faults: list[int] = []

    def run(self) -> None:
        while not self.over.is_set() or self.waiting:
            if not self.waiting:
                self.waiting = [self.made(number) for number in range(random.randint(1, 3))]
            try:
                self.send()
            except httpx.TransportError:
                time.sleep(0.05)

    def made(self, number: int) -> dict[str, object]:
        event: dict[str, object] = {"id": str(uuid.uuid4()), "at": datetime.now(UTC).isoformat()}
        if number == 0 and len(self.walked_in) < 8:
            return {**event, "kind": "walk-in", "name": f"Guest {event['id']}", "type": self.kind, "organization": "A"}
        who = random.choice(self.walked_in) if self.walked_in else None
        return {**event, "kind": "scan", "checkpoint": "day-1", "walk_in": who, "told": "admitted"}

    def send(self) -> None:
        body = {"format": 1, "sent_at": datetime.now(UTC).isoformat(), "events": self.waiting}
        answer = httpx.post(self.address, json=body, headers=self.headers, timeout=10)
        if answer.status_code != 200:
            self.faults.append(answer.status_code)
            time.sleep(0.05)
            return
        answered = {result["id"] for result in answer.json()["results"] if result["status"] != "refused"}
        for event in self.waiting:
            if event["id"] in answered:
                self.acknowledged[str(event["id"])] = str(event["kind"])
                if event["kind"] == "walk-in":
                    self.walked_in.append(str(event["id"]))
        self.waiting = [event for event in self.waiting if event["id"] not in answered]


def test_nothing_acknowledged_is_lost_and_nothing_is_there_twice(installation):
    token = installation.command("token", "add", "--workshop", "almaty-2016", "--scope", "check-in").strip()
    address = f"http://127.0.0.1:{installation.port}/api/v1/workshops/almaty-2016"
    installation.start()
    listed = httpx.get(f"{address}/check-in-list", headers={"Authorization": f"Bearer {token}"}).json()
    kind = listed["settings"]["walk_in_types"][0]["id"]
    desks = [Sender(f"{address}/desk/events", token, kind) for _desk in range(DESKS)]
    for desk in desks:
        desk.start()
    for _kill in range(KILLS):
        time.sleep(random.uniform(0.2, 1.0))
        installation.kill()
        installation.start()
    for desk in desks:
        desk.over.set()
    for desk in desks:
        desk.join(timeout=30)
    installation.kill()

    scans, walk_ins, registrations = stored(installation.folder)
    acknowledged = {key: kind for desk in desks for key, kind in desk.acknowledged.items()}
    assert [len(desk.waiting) for desk in desks] == [0] * DESKS
    assert len(acknowledged) > KILLS * DESKS
    assert sorted(scans) == sorted(key for key, kind in acknowledged.items() if kind == "scan")
    assert sorted(walk_ins) == sorted(key for key, kind in acknowledged.items() if kind == "walk-in")
    assert registrations == len(walk_ins)
    faults = Counter(status for desk in desks for status in desk.faults)
    sys.stdout.write(f"{KILLS} kills, {len(acknowledged)} events acknowledged, other answers: {dict(faults)}\n")


def stored(folder: Path) -> tuple[list[str], list[str], int]:
    """The ids of scans and walk-ins that are there, and how many registrations came of the latter."""
    engine = create_engine(f"sqlite:///{folder / 'eventapp.sqlite3'}")
    with engine.connect() as connection:
        scans, walk_ins = (
            [str(uuid.UUID(row[0])) for row in connection.execute(text(f"SELECT id FROM {table}"))]
            for table in ("scan", "walk_in")
        )
        number = connection.execute(text("SELECT count(*) FROM registration WHERE source = 'walk-in'")).scalar_one()
    engine.dispose()
    return scans, walk_ins, number
