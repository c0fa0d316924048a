"""The least there is to do for one scan: an insert and a commit, by the same driver, as durable as ours."""

import sqlite3
import uuid
from collections.abc import Callable

import psycopg

TABLE = "CREATE TABLE IF NOT EXISTS bench_floor (id TEXT PRIMARY KEY, body TEXT)"


def connect(database_url: str) -> tuple[Callable[[str], None], Callable[[], None]]:
    """(insert and commit, close) on a connection of its own."""
    if database_url.startswith("sqlite"):
        return _sqlite(database_url.removeprefix("sqlite:///"))
    return _postgresql(database_url.replace("postgresql+psycopg://", "postgresql://"))


def _sqlite(path: str) -> tuple[Callable[[str], None], Callable[[], None]]:
    bare = sqlite3.connect(path, isolation_level=None, timeout=60, check_same_thread=False)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        bare.execute(f"PRAGMA {pragma}")
    bare.execute(TABLE)

    def insert(body: str) -> None:
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("INSERT INTO bench_floor VALUES (?, ?)", (str(uuid.uuid4()), body))
        bare.execute("COMMIT")

    return insert, bare.close


def _postgresql(url: str) -> tuple[Callable[[str], None], Callable[[], None]]:
    bare = psycopg.connect(url)
    bare.execute("SELECT pg_advisory_xact_lock(1)")  # two at once would both create the table
    bare.execute(TABLE)
    bare.commit()

    def insert(body: str) -> None:
        bare.execute("INSERT INTO bench_floor VALUES (%s, %s)", (str(uuid.uuid4()), body))
        bare.commit()

    return insert, bare.close
