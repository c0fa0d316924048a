"""Many ids in an address that stays short: "1-90,95"."""

from collections.abc import Collection

MOST = 5000


def write(ids: Collection[int]) -> str:
    """The ids in order, neighbours as a range."""
    parts: list[list[int]] = []
    for number in sorted(set(ids)):
        if parts and number == parts[-1][-1] + 1:
            parts[-1] = [parts[-1][0], number]
        else:
            parts.append([number])
    return ",".join("-".join(map(str, part)) for part in parts)


def read(text: str) -> list[int]:
    """The ids of a text, at most `MOST`; what is no number or no range is left out."""
    found: set[int] = set()
    for part in text.split(","):
        first, _dash, last = part.strip().partition("-")
        if not _is_id(first) or not _is_id(last or first):
            continue
        start, end = int(first), int(last or first)
        found.update(range(start, min(end, start + MOST - len(found)) + 1))
        if len(found) >= MOST:
            break
    return sorted(found)[:MOST]


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10
