"""What is typed while a paper sheet is ticked off: "14", "15 16", "17-23", "12-", "-14" to take one back, or a name.

Pure. Numbers are those of the sheet's lines, from 1.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from eventapp.core.names import matches

_DASHES = "–—−‐‑"
_PART = re.compile(r"(?P<off>[-!])?(?P<first>\d{1,5})(?:-(?P<last>\d{1,5}))?\Z")


@dataclass(frozen=True, slots=True)
class Ticks:
    """Lines to tick, lines to take back (a line is in one of them at most, the later entry holds), and what was not
    understood or stands on no line, as it was typed."""

    on: tuple[int, ...] = ()
    off: tuple[int, ...] = ()
    unknown: tuple[str, ...] = ()


def parse(typed: str, keys: Sequence[str]) -> Ticks:
    """What `typed` means on a sheet whose lines have these `core.names.search_key`s ("" for an empty line).

    Parts are parted by blanks, commas or semicolons. Text that holds a letter is one name, found by every word of it
    in any script, with or without accents; it has to mean one line.
    """
    typed = typed.strip()
    if any(letter.isalpha() for letter in typed):
        return _by_name(typed, keys)
    for dash in _DASHES:
        typed = typed.replace(dash, "-")
    typed = re.sub(r"(?<=\d)(\s+-\s+|-\s*)(?=\d)", "-", typed)  # "17 - 23", but "17 -23" takes 23 back
    ticked: dict[int, bool] = {}
    unknown: list[str] = []
    for part in re.split(r"[\s,;.]+", typed):
        if not part:
            continue
        lines = _lines(part, len(keys))
        if lines is None:
            unknown.append(part)
        else:
            ticked |= lines
    return Ticks(
        on=tuple(number for number, on in ticked.items() if on),
        off=tuple(number for number, on in ticked.items() if not on),
        unknown=tuple(dict.fromkeys(unknown)),
    )


def _lines(part: str, count: int) -> dict[int, bool] | None:
    """{line: whether to tick it} of "14", "17-23", "-14" or "!17-23"; None where it is no such thing."""
    found = _PART.match(part)
    if not found:
        return None
    first = int(found["first"])
    last = int(found["last"] or first)
    first, last = min(first, last), max(first, last)
    if not 1 <= first <= last <= count:
        return None
    return dict.fromkeys(range(first, last + 1), not found["off"])


def _by_name(typed: str, keys: Sequence[str]) -> Ticks:
    hits = [number for number, key in enumerate(keys, start=1) if key and matches(typed, key)]
    return Ticks(on=(hits[0],)) if len(hits) == 1 else Ticks(unknown=(typed,))
