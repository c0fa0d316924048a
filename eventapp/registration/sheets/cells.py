"""Divides a cell that holds several things: name, position and organization; position and organization; contacts."""

import re
from dataclasses import dataclass, field

from eventapp.core import names
from eventapp.registration.sheets import content, values
from eventapp.registration.sheets.headings import ColumnMeaning, order_of

DIVIDED = frozenset({"combined", "position_organization", "contacts"})
_BETWEEN = re.compile(r"\s*[\n;]\s*|\s*,\s+|\s+[-–—]\s+")
_CALLED = re.compile(r"(?i)(?:\b(?:mobile|mob|tel|phone|cell|e-?mail|тел|телефон|моб|почта|эл\.? ?почта)\b[.:]*\s*)+")


@dataclass
class Parts:
    """What a cell was divided into. ``sure``: it falls into as many parts as its heading says, each of its kind."""

    name: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    sure: bool = True


def divide(column: ColumnMeaning, raw: str) -> Parts:
    """The parts of a cell, by the heading of its column."""
    if column.field == "contacts":
        return _contacts(raw)
    pieces = [piece for piece in (names.clean(piece) for piece in _BETWEEN.split(raw)) if piece]
    found = Parts()
    emails = [piece for piece in pieces if values.read_emails(piece)]
    phones = [piece for piece in pieces if piece not in emails and content.is_phone(_CALLED.sub("", piece))]
    if emails:
        found.facts["email"] = "; ".join(emails)
    if phones:
        found.facts["phone"] = "; ".join(_CALLED.sub("", piece) for piece in phones)
    words = [piece for piece in pieces if piece not in emails and piece not in phones]
    if column.field == "combined" and words:
        found.name, words = words[0], words[1:]
    _give(found, words, order_of(column.heading) or ["position", "organization"])
    return found


def _give(found: Parts, words: list[str], order: list[str]) -> None:
    if len(words) == 1 < len(order):
        is_office = content.is_organization(words[0]) and not content.is_post(words[0])
        found.facts["organization" if is_office else "position"], found.sure = words[0], False
        return
    found.sure = len(words) == len(order) or not words
    for place, kind in enumerate(order):
        rest = words[place:] if place == len(order) - 1 else words[place : place + 1]
        if rest:
            found.facts[kind] = ", ".join(rest)
    position, organization = found.facts.get("position", ""), found.facts.get("organization", "")
    if content.is_organization(position) and not content.is_post(position) and content.is_post(organization):
        found.sure = False


def _contacts(raw: str) -> Parts:
    found = Parts()
    pieces = [
        piece for piece in re.split(r"[\n;,/|]|\s{2,}|\s(?=\S+@)|(?<=\.\w{2})\s|(?<=\.\w{3})\s", raw) if piece.strip()
    ]
    emails = [names.clean(piece) for piece in pieces if values.read_emails(_CALLED.sub("", piece))]
    phones = [
        names.clean(_CALLED.sub("", piece)) for piece in pieces if sum(map(str.isdigit, piece)) > 4 and "@" not in piece
    ]
    if emails:
        found.facts["email"] = "; ".join(_CALLED.sub("", piece) for piece in emails)
    if phones:
        found.facts["phone"] = "; ".join(phones)
    found.sure = bool(emails or phones)
    return found
