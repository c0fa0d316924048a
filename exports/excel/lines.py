"""How many lines a text takes in a column, told from the letters alone."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4096)
def _width(letter: str) -> float:
    """Of one letter of Calibri 10, in digits of Calibri 11 (the unit of Excel's column widths), rounded up."""
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return 0.0
    if letter in " .,:;'!|ijlIt()[]-fr":
        return 0.55
    if letter in "mwMW@%—" or unicodedata.east_asian_width(letter) in "WF":
        return 1.5
    if letter.isupper() or letter in "шщжюфмы":
        return 1.15
    return 0.92


def lines_of(text: str, width: float) -> int:
    """Lines that `text` takes when words go to the next line whole and longer ones are cut; `width` in digits."""
    return sum(_lines_of_paragraph(paragraph, max(1.0, width)) for paragraph in text.split("\n"))


def _lines_of_paragraph(paragraph: str, width: float) -> int:
    lines, used, space = 1, 0.0, _width(" ")
    for word in paragraph.split(" "):
        length = sum(map(_width, word))
        if used and used + space + length > width:
            lines, used = lines + 1, 0.0
        used = used + space + length if used else length
        while used > width:
            lines, used = lines + 1, used - width
    return lines
