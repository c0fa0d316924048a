"""Whom a list that is taken back must leave: people of whom something is on record that only features above know of.

Each of them registers a check once, when the application is put together; a lower feature never imports a higher one.
"""

from collections.abc import Callable, Collection

Check = Callable[[Collection[int]], set[int]]

_checks: list[Check] = []


def register(check: Check) -> Check:
    """`check(registration ids)` gives those that have to stay; usable as a decorator, and registering twice changes
    nothing. It is called inside the transaction that removes."""
    if check not in _checks:
        _checks.append(check)
    return check


def of(registration_ids: Collection[int]) -> set[int]:
    """Those of these registrations of whom there is evidence: a scan, for one."""
    return {kept for check in _checks for kept in check(registration_ids)}
