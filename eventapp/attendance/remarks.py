"""What stands beside the indicators.

Where other figures of a workshop differ from these and why, features above this one know; each registers its remark
once, when the application is put together.
"""

from collections.abc import Callable

from eventapp.workshops.models import Workshop

Remark = Callable[[Workshop], str | None]

_remarks: list[Remark] = []


def register(remark: Remark) -> Remark:
    """Ask `remark` for a sentence, translated, or None where there is nothing to say. Twice changes nothing."""
    if remark not in _remarks:
        _remarks.append(remark)
    return remark


def of(workshop: Workshop) -> list[str]:
    """All there is to say about this workshop, in the order of registration."""
    return [text for remark in _remarks if (text := remark(workshop))]
