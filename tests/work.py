"""What the worker would do, done now."""

from datetime import datetime

from eventapp.core import jobs


def run_all_work(now: datetime) -> int:
    """Run every job that is due at `now`, and those they ask for; how many there were."""
    ran = 0
    while jobs.run_next(now):
        ran += 1
    return ran
