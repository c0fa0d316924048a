"""Writers take turns: in the order in which they came, never for ever, and each database by itself."""

import threading

import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from eventapp.core import db
from eventapp.core.turns import Turns


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
