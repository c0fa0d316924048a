"""Writers take turns: in the order in which they came, never for ever, and each database by itself."""

import sqlite3
import threading

import pytest
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from eventapp.core import db
from eventapp.core.turns import Together, Turns


def test_the_turn_goes_to_whoever_waits_longest():
    turns, order, waits = Turns(), [], threading.Event()

    def take(number: int) -> None:
        turns.wait(10)
        order.append(number)
        turns.hand_on()

    turns.wait(1)
    threads = []
    for number in range(20):
        threads.append(threading.Thread(target=take, args=(number,)))
        threads[-1].start()
        while len(turns._waiting) <= number:
            waits.wait(0.001)
    turns.hand_on()
    for thread in threads:
        thread.join(10)

    assert order == list(range(20))


def test_who_waited_too_long_is_refused_and_stands_in_nobodys_way():
    turns = Turns()
    turns.wait(1)
    with pytest.raises(TimeoutError):
        turns.wait(0.01)
    turns.hand_on()
    turns.wait(0.01)


def test_a_writer_that_waits_too_long_is_refused_as_by_a_locked_database(app, monkeypatch):
    """And a block inside another one needs no turn of its own."""
    monkeypatch.setattr(db, "LONGEST_TURN", 0.05)
    refused: list[BaseException] = []

    def write() -> None:
        with app.app_context():
            try:
                with db.transaction():
                    pass
            except OperationalError as error:
                refused.append(error)
            finally:
                db.session.remove()

    with db.transaction(), db.transaction():
        thread = threading.Thread(target=write)
        thread.start()
        thread.join(10)
    write()

    assert len(refused) == (db.db.engine.dialect.name == "sqlite")


def test_two_databases_do_not_wait_for_each_other(tmp_path, monkeypatch):
    monkeypatch.setattr(db, "LONGEST_TURN", 0.05)
    one, other = (Session(create_engine(f"sqlite:///{tmp_path / name}")) for name in ("a.sqlite", "b.sqlite"))

    with db._turn(one), db._turn(other):
        both = True

    assert both


def _all_at_once(queue: Together[int, str], work, number: int) -> dict[int, object]:
    """What each of so many threads is told that all come while the first one waits for its lock."""
    told: dict[int, object] = {}

    def one(item: int) -> None:
        try:
            told[item] = queue.done(item, work)
        except ValueError as error:
            told[item] = error

    threads = [threading.Thread(target=one, args=(item,)) for item in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    return told


def _after_all_came(queue: Together[int, str], take, number: int) -> list[int]:
    pause = threading.Event()
    while len(queue._waiting) < number:
        pause.wait(0.001)
    return take()


def test_the_first_in_line_does_the_work_of_all_who_came_meanwhile():
    queue: Together[int, str] = Together()
    batches = []

    def work(take) -> list[str]:
        batches.append(_after_all_came(queue, take, 12))
        return [f"{item} is done" for item in batches[-1]]

    assert _all_at_once(queue, work, 12) == {item: f"{item} is done" for item in range(12)}
    assert [sorted(batch) for batch in batches] == [list(range(12))]


def test_what_the_work_raises_is_raised_for_each_and_the_next_one_is_served():
    queue: Together[int, str] = Together()
    wrong = ValueError("not today")

    def work(take) -> list[str]:
        _after_all_came(queue, take, 3)
        raise wrong

    assert _all_at_once(queue, work, 3) == dict.fromkeys(range(3), wrong)
    assert queue.done(7, lambda take: [f"{item} is done" for item in take()]) == "7 is done"


def test_who_waits_behind_a_lock_that_never_came_is_told_so_at_once():
    queue: Together[int, str] = Together()
    tries = []

    def work(take) -> list[str]:
        tries.append(1)
        pause = threading.Event()
        while len(queue._waiting) < 3:
            pause.wait(0.001)
        raise ValueError("no turn")

    assert {str(each) for each in _all_at_once(queue, work, 3).values()} == {"no turn"}
    assert tries == [1]


def test_a_lock_of_another_process_is_waited_for_but_not_for_ever(app, monkeypatch):
    """Another connection, whose lock knows nothing of our turns."""
    if db.db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL has a queue of its own")
    monkeypatch.setattr(db, "BUSY_TIMEOUT_MS", 200)
    other = sqlite3.connect(str(db.db.engine.url.database), isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError, match="locked"), db.transaction() as current:
        current.execute(text("SELECT 1"))

    release = threading.Timer(0.05, other.execute, ["COMMIT"])
    release.start()
    with db.transaction() as current:
        assert current.execute(text("PRAGMA busy_timeout")).scalar() == 200
    release.join()
    other.close()


def test_emptying_the_log_lets_writers_in_while_a_reader_is_busy(app, store, monkeypatch):
    """It kept them out for five seconds: the morning's first scans were answered "the server is busy"."""
    if not store.url.startswith("sqlite"):
        pytest.skip("PostgreSQL has no such log")
    reader = sqlite3.connect(store.url.removeprefix("sqlite:///"), isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM user").fetchone()
    with db.transaction() as current:
        current.execute(text("UPDATE user SET language = 'ru' WHERE id = 0"))
        current.execute(text("CREATE TABLE something (id INTEGER)"))
    begun = threading.Event()

    def wipe() -> None:
        with app.app_context():
            begun.set()
            db.wipe_deleted()
            db.session.remove()

    wiping = threading.Thread(target=wipe)
    wiping.start()
    begun.wait(10)
    threading.Event().wait(0.2)
    monkeypatch.setattr(db, "BUSY_TIMEOUT_MS", 2000)
    with db.transaction() as current:
        current.execute(text("DROP TABLE something"))
    reader.close()
    wiping.join(10)
    assert not wiping.is_alive()
    assert not inspect(db.db.engine).has_table("something")
