"""What was acknowledged survives `kill -9`: the server is killed while scans arrive, started again, and asked."""

import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from sqlalchemy import create_engine, text

pytestmark = pytest.mark.any_database

ROOT = Path(__file__).parents[1]
KILLS, SECONDS_TO_START = 3, 30


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


def test_no_acknowledged_scan_is_lost_and_none_is_there_twice(installation):
    token = installation.command("token", "add", "--workshop", "almaty-2016", "--scope", "check-in").strip()
    address = f"http://127.0.0.1:{installation.port}/api/v1/workshops/almaty-2016/scans"
    acknowledged: list[str] = []
    for _kill in range(KILLS):
        installation.start()
        with httpx.Client(headers={"Authorization": f"Bearer {token}"}) as http:
            until = time.monotonic() + 0.7
            sent = ""
            while time.monotonic() < until:
                sent = str(uuid.uuid4())
                acknowledged += answered(http, address, sent)
            # the one under way when the server dies may be stored or not; sent again, it is stored once
            installation.kill()
        installation.start()
        with httpx.Client(headers={"Authorization": f"Bearer {token}"}) as http:
            assert answered(http, address, sent) == [sent]
        installation.kill()
    engine = create_engine(f"sqlite:///{installation.folder / 'eventapp.sqlite3'}")
    with engine.connect() as connection:
        stored = [str(uuid.UUID(row[0])) for row in connection.execute(text("SELECT id FROM scan"))]
    engine.dispose()
    assert len(acknowledged) > KILLS
    assert sorted(stored) == sorted(set(acknowledged))


def answered(http: httpx.Client, address: str, scan: str) -> list[str]:
    reading = {
        "id": scan,
        "checkpoint": "day-1",
        "code": "NO SUCH CODE",
        "scanned_at": datetime.now(UTC).isoformat(),
        "device": "test",
    }
    results = http.post(address, json={"scans": [reading]}).raise_for_status().json()["results"]
    return [result["id"] for result in results]
