"""What other features keep about delegation types, without being known to registration.

A feature calls `add(forget)` once, when its actions are imported; a type that is removed is then forgotten everywhere.
"""

from collections.abc import Callable

Forget = Callable[[int, int], None]
_uses: list[Forget] = []


def add(forget: Forget) -> Forget:
    """`forget(workshop_id, type_id)` takes the type out of what the feature keeps, inside the caller's transaction."""
    if forget not in _uses:
        _uses.append(forget)
    return forget


def forget(workshop_id: int, type_id: int) -> None:
    """A type is being removed: nothing names it any more. Numbers of rows may be given again."""
    for use in _uses:
        use(workshop_id, type_id)
