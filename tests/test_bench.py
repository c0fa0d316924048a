"""The bench's own rules: what it counts, and that a queue in front of a server is not hidden by a slow client."""

import sqlite3
import time

import pytest

from tools.bench.figures import Figure, percentile
from tools.bench.floors import connect
from tools.bench.load import hammer

pytestmark = pytest.mark.any_database


def test_a_percentile_is_one_of_the_values():
    values = [float(number) for number in range(1, 101)]
    assert (percentile(values, 0.5), percentile(values, 0.95), percentile([7.0], 0.95)) == (51.0, 96.0, 7.0)


def test_a_line_tells_the_ratio_and_whether_the_aim_is_met():
    line = Figure("scans", 40.0, 80.0, "bare inserts", "/s", ("half", True)).line()
    assert "0.50 x bare inserts (80.00 /s)" in line
    assert line.endswith("[met: half]")
    assert Figure("scans", 40.0).ratio is None


def test_everybody_knocks_at_the_pace_asked_for():
    run = hammer([lambda: None] * 4, 0.5, rate=40)
    assert 0 < len(run.taken) <= 24  # one more of each at most, by rounding; fewer on a busy machine


def test_who_has_to_wait_in_front_of_the_server_waits_since_it_was_due():
    run = hammer([lambda: time.sleep(0.05)], 0.4, rate=40)
    assert run.at(0.95) > 75  # asked for every 25 ms, done every 50


def test_what_a_client_meets_is_not_swallowed():
    def broken() -> None:
        raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        hammer([broken], 0.1)


def test_the_floor_is_an_insert_and_a_commit_that_is_synced(tmp_path):
    insert, close = connect(f"sqlite:///{tmp_path / 'floor.sqlite3'}")
    insert("x")
    with sqlite3.connect(tmp_path / "floor.sqlite3") as other:
        assert other.execute("SELECT count(*) FROM bench_floor").fetchone() == (1,)
        assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    close()
