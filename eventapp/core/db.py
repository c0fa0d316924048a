"""The database: one session, one transaction per action, instants that know their zone.

Flask-SQLAlchemy is used here only, so that another glue would touch one file.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, cast
from weakref import WeakKeyDictionary

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, DateTime, Engine, MetaData, event
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Session, registry, scoped_session
from sqlalchemy.types import TypeDecorator

from eventapp.core.texts import Texts
from eventapp.core.turns import Turns

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
BUSY_TIMEOUT_MS = 5000
ASK_WITHIN_MS = 8
WIPE_AGAIN_S = (0.02, 0.05, 0.1, 0.2, 0.4, 0)

LONGEST_TURN = 30.0
"""Seconds that a writer waits for those before it; then it is refused, as by a database that is locked."""

_turns: WeakKeyDictionary[Engine, Turns] = WeakKeyDictionary()
"""Writers of one process wait here, first come first, for the only write lock of their SQLite database: its own
waiting is by polling, and gives up. A block inside another one never waits: it has the turn already."""
_writing: ContextVar[bool] = ContextVar("writing", default=False)
_read_once: ContextVar[dict[Any, Any] | None] = ContextVar("read_once", default=None)


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. Refuses a datetime without zone; always gives back UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class TextsColumn(TypeDecorator[Texts]):
    """A text in each language of the workshop, kept as JSON: {"en": …, "ru": …}."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Texts | dict[str, str] | None, dialect: Any) -> dict[str, str]:
        return dict(value or {})

    def process_result_value(self, value: dict[str, str] | None, dialect: Any) -> Texts:
        return Texts(value or {})


class Base(DeclarativeBase):
    """What every table derives from. (Flask-SQLAlchemy copies the class, so the map stands in the registry.)"""

    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={
            datetime: UtcDateTime,
            Texts: TextsColumn,
            list[str]: JSON,
            list[int]: JSON,
            dict[str, Any]: JSON,
            list[dict[str, Any]]: JSON,
        },
    )


db = SQLAlchemy(model_class=Base)
session: scoped_session[Session] = cast(Any, db.session)


@contextmanager
def transaction() -> Iterator[Session]:
    """Everything inside is one commit; an inner block joins the outer one.

    What was read before is read again inside, under the write lock, so an action's checks see
    the state it changes. On SQLite the transaction takes the write lock at once (BEGIN IMMEDIATE):
    a reader that later wants to write would be refused instead of waiting.
    """
    current = session()
    if _writing.get():
        yield current
        return
    if current.new or current.dirty or current.deleted:
        raise RuntimeError("something was changed outside of a transaction")
    current.rollback()
    with _turn(current):
        yield from _alone(current)


@contextmanager
def _turn(current: Session) -> Iterator[None]:
    engine = current.get_bind().engine
    if engine.dialect.name != "sqlite":
        yield
        return
    turns = _turns.setdefault(engine, Turns())
    try:
        turns.wait(LONGEST_TURN)
    except TimeoutError as error:  # as the database itself says it
        raise OperationalError("BEGIN IMMEDIATE", None, error) from error
    try:
        yield
    finally:
        turns.hand_on()


def _alone(current: Session) -> Iterator[Session]:
    token, read = _writing.set(True), _read_once.set({})
    try:
        yield current
        current.commit()
    except BaseException:
        current.rollback()
        raise
    finally:
        _writing.reset(token)
        _read_once.reset(read)


def read_once() -> dict[Any, Any]:
    """What a transaction over thousands of people reads once, by any key; outside of one it is forgotten at once."""
    kept = _read_once.get()
    return {} if kept is None else kept


def wipe_deleted() -> None:
    """After the commit of a deletion that has to be one: SQLite's log, in which the rows still stand, is emptied too.

    A reader that is busy for longer puts it off to the next checkpoint: emptying the log keeps writers out while it
    waits, so it waits a moment only, and between two tries it lets them in. PostgreSQL frees and reuses the space by
    itself (vacuum).
    """
    current = session()
    if _writing.get() or current.get_bind().dialect.name != "sqlite":
        return
    current.rollback()
    raw: Any = current.connection().connection.driver_connection
    raw.execute("PRAGMA busy_timeout=0")
    try:
        for wait in WIPE_AGAIN_S:
            busy, _pages, _moved = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if not busy:
                break
            time.sleep(wait)
    finally:
        raw.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        current.rollback()


def in_transaction() -> bool:
    """Whether we are inside `transaction()`."""
    return _writing.get()


def tune_sqlite(engine: Engine) -> None:
    """Foreign keys, write-ahead log, a sync for each commit, and our own BEGIN."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, record: object) -> None:
        connection.isolation_level = None
        for pragma in (
            "foreign_keys=ON",
            "journal_mode=WAL",
            "synchronous=FULL",
            "secure_delete=ON",  # what is deleted is overwritten
            f"busy_timeout={BUSY_TIMEOUT_MS}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if _writing.get():
            _begin_writing(connection)
        else:
            connection.exec_driver_sql("BEGIN")


def _begin_writing(connection: Connection) -> None:
    """Wait for the write lock that another process has, asking for it every few milliseconds.

    SQLite's own waiting soon asks ten times a second only, and would hardly ever meet the moment between two writes of
    a process that writes all the time.
    """
    raw: Any = connection.connection.driver_connection
    patience = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    raw.execute(f"PRAGMA busy_timeout={ASK_WITHIN_MS}")
    try:
        while time.monotonic() < patience:
            try:
                raw.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                    break
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # the last try, which says in SQLAlchemy's words what is wrong
    finally:
        raw.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
