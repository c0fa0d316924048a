"""Why a session may not be removed.

What hangs on a session (scans, responses, notes) belongs to features above this one. Each of them registers a check
once, when the application is put together; a lower feature never imports a higher one.
"""

from collections.abc import Callable

Check = Callable[[int], str | None]

_checks: list[Check] = []


def register(check: Check) -> Check:
    """Ask `check` before every removal; usable as a decorator, and registering twice changes nothing.

    `check(session_id)` returns the reason against the removal, translated and fit for the person who asks, or None.
    It is called inside the transaction that removes, under the write lock.
    """
    if check not in _checks:
        _checks.append(check)
    return check


def withdraw(check: Check) -> None:
    """No longer ask `check`."""
    _checks.remove(check)


def reasons(session_id: int) -> list[str]:
    """Everything that speaks against removing this session, in the order of registration."""
    return [reason for check in _checks if (reason := check(session_id))]
