"""A real installation for measuring: the demo, gunicorn as `eventapp serve` starts it, paired desks."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
from flask import Flask
from sqlalchemy import create_engine, text

from eventapp.app import create_app
from eventapp.checkin import actions as checkin
from eventapp.checkin.desk_codes import pairing_code
from eventapp.core.actors import SYSTEM
from eventapp.core.config import read_settings
from eventapp.core.db import db, session
from eventapp.registration import queries as registrations
from eventapp.registration.codes import badge_code
from eventapp.workshops import queries as workshops

ROOT = Path(__file__).parents[2]
SLUG = "almaty-2016"
DATABASE = "eventapp_bench"


@dataclass(frozen=True, slots=True)
class Installation:
    """One that runs. `tokens` of its desks, `codes` of its badges; `seconds` from nothing to a desk with the list."""

    address: str
    database_url: str
    app: Flask
    tokens: list[str]
    codes: list[str]
    seconds: float


@contextmanager
def installation(database: str, desks: int) -> Iterator[Installation]:
    """On "sqlite" or "postgresql", with so many desks; removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="eventapp-bench-"))
    url = f"sqlite:///{folder / 'eventapp.sqlite3'}" if database == "sqlite" else _postgresql()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("EVENTAPP_")},
        "EVENTAPP_DATA_DIR": str(folder),
        "EVENTAPP_DATABASE_URL": url,
    }
    started = time.perf_counter()
    for words in (("db", "upgrade"), ("demo",)):
        subprocess.run(_eventapp(*words), env=environment, cwd=ROOT, check=True, capture_output=True)
    port = free_port()
    server = subprocess.Popen(
        _eventapp("serve", "--port", str(port)), env=environment, cwd=ROOT, stderr=subprocess.DEVNULL
    )
    app = create_app(read_settings(environment))
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/readyz")
        with app.app_context():
            tokens = _paired(address, 1)
            _has_list(address, tokens[0])
            seconds = time.perf_counter() - started
            tokens += _paired(address, desks - 1)
            workshop = workshops.named(SLUG)
            codes = [badge_code(row.badge) for row in registrations.confirmed(workshop.id) if row.badge]
            session.remove()
        yield Installation(address, url, app, tokens, codes, seconds)
    finally:
        server.terminate()
        server.wait()
        with app.app_context():
            db.engine.dispose()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def bare_server(database_url: str) -> Iterator[str]:
    """`tools.bench.bare` behind the same gunicorn, with as many workers and threads; its address."""
    port = free_port()
    words = [sys.executable, "-m", "gunicorn", "tools.bench.bare:app", "--bind", f"127.0.0.1:{port}", "--workers", "2"]
    words += ["--threads", "4", "--worker-class", "gthread", "--no-control-socket", "--chdir", str(ROOT)]
    server = subprocess.Popen(
        words, env={**os.environ, "BENCH_DATABASE": database_url}, cwd=ROOT, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for_port(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str) -> None:
    """Until it answers 200. Raises AssertionError after half a minute."""
    for _try in range(600):
        try:
            if httpx.get(url).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.05)
    raise AssertionError(f"{url} does not answer")


def _wait_for_port(port: int) -> None:
    for _try in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"nothing listens on {port}")


def _paired(address: str, number: int) -> list[str]:
    """Tokens of so many new desks, paired over HTTP as a phone is."""
    workshop, tokens = workshops.named(SLUG), []
    for each in range(number):
        desk = checkin.add_desk(workshop.id, f"Desk {each + 1}", [], None, actor=SYSTEM, now=datetime.now(UTC))
        answer = httpx.post(
            f"{address}/api/v1/desks/pair", json={"code": pairing_code(desk), "agent": "bench"}, timeout=60
        )
        assert answer.status_code == 200, answer.text
        tokens.append(answer.json()["token"])
    return tokens


def _has_list(address: str, token: str) -> None:
    path = f"{address}/api/v1/workshops/{SLUG}/check-in-list"
    answer = httpx.get(path, headers={"Authorization": f"Bearer {token}"})
    assert len(answer.json()["registrations"]) > 50, answer.text


def _eventapp(*words: str) -> list[str]:
    return [sys.executable, "-m", "eventapp", *words]


def _postgresql() -> str:
    """A new database on a server of its own that writes to the disk as one in earnest does; its address."""
    from tests.databases import postgres_server

    server = postgres_server("bench", durable=True)
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{DATABASE}" WITH (FORCE)'))
        connection.execute(text(f'CREATE DATABASE "{DATABASE}"'))
    admin.dispose()
    base, _mark, query = server.partition("?")
    return f"{base.rsplit('/', 1)[0]}/{DATABASE}" + (f"?{query}" if query else "")
