"""A list written as a letter: "1. Mr. Ali Karimov, Head of department, Ministry of Justice, tel. …", line by line."""

import re
from collections.abc import Iterator

from eventapp.core import names
from eventapp.registration.sheets import content, values

FIELDS = ("full_name", "position", "organization", "phone", "email")
"""What the columns hold that are made of such lines."""

_NUMBERED = re.compile(r"\s{0,8}(\d{1,4})\s?[.)]\s*(\S.*)")
_LEAST = 2
_BETWEEN = re.compile(r"\s*[,;\n]\s*|\s+[-–—]\s+")
_CALLED = re.compile(r"(?i)^(?:(?:mobile|mob|tel|phone|cell|e-?mail|тел|телефон|моб|эл\.? ?почта|почта)\b[.:\s]*)+")

Line = tuple[int, list[str]]


def read(text: str) -> list[Line]:
    """The numbered people of a letter, as (line number, texts in the order of FIELDS); empty if it is a table.

    Lines above the first and below the last are kept as lines of one cell, so that they can be told.
    """
    lines = text.splitlines()
    starts = [place for place, line in enumerate(lines) if _NUMBERED.fullmatch(line)]
    if len(starts) < _LEAST or not _is_letter(lines, starts):
        return []
    found: list[Line] = [(place + 1, [line.strip()]) for place, line in enumerate(lines[: starts[0]]) if line.strip()]
    for place, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        block, after = _block(lines, place, end)
        found.append((place + 1, _person("\n".join(block))))
        found.extend((line + 1, [lines[line].strip()]) for line in after)
    return found


def _is_letter(lines: list[str], starts: list[int]) -> bool:
    """The numbers follow each other, and what follows a number is a person and no row of a table."""
    numbers = [int(match[1]) for place in starts if (match := _NUMBERED.fullmatch(lines[place]))]
    if numbers != list(range(numbers[0], numbers[0] + len(numbers))) or numbers[0] > 1:
        return False
    return not any(lines[place].count(mark) > 1 for place in starts for mark in "\t|") and any(
        len(parts) > 1 for parts in (_BETWEEN.split(lines[place]) for place in starts)
    )


def _block(lines: list[str], start: int, end: int) -> tuple[list[str], Iterator[int]]:
    """The lines of one person, and the numbers of those that follow after a blank one."""
    stop = next((place for place in range(start, end) if not lines[place].strip()), end)
    first = _NUMBERED.fullmatch(lines[start])
    block = [first[2] if first else "", *(line.strip() for line in lines[start + 1 : stop])]
    return block, (place for place in range(stop, end) if lines[place].strip())


def _person(text: str) -> list[str]:
    parts = [part for part in (names.clean(part).rstrip(".") for part in _BETWEEN.split(text)) if part]
    emails = [part for part in parts if values.read_emails(_CALLED.sub("", part))]
    phones = [part for part in parts if part not in emails and content.is_phone(_CALLED.sub("", part))]
    words = [part for part in parts if part not in emails and part not in phones]
    name, posts = words[0] if words else "", words[1:]
    if len(posts) > 1 and len(name.split()) == 1 and name.isupper():  # "KARIMOV, Ali, …"
        name, posts = f"{name}, {posts[0]}", posts[1:]
    organization = posts[1:]
    if len(posts) == 1 and content.is_organization(posts[0]) and not content.is_post(posts[0]):
        posts, organization = [""], posts
    return [
        name,
        posts[0] if posts else "",
        ", ".join(organization),
        "; ".join(_CALLED.sub("", part) for part in phones),
        "; ".join(_CALLED.sub("", part) for part in emails),
    ]
