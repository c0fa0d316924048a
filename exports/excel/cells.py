"""One cell: what may stand in it, and how text is kept from ever becoming a formula."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from exports.text import clean

LONGEST_TEXT = 32_767
"""Excel's limit for one cell, in UTF-16 units."""

_LOOKS_LIKE_AN_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_LOOKS_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that we write on purpose. Only the sheets' own code makes one, never from data."""

    text: str
    number_format: str = "General"


@dataclass(frozen=True, slots=True)
class Share:
    """A share between 0 and 1, shown as a percentage."""

    value: float


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean, shown with two decimals."""

    value: float


Value = str | int | float | bool | date | datetime | time | Formula | Share | Mean | None


def fit(text: str) -> str:
    """`text` as a cell can hold it: clean, and cut to Excel's limit."""
    text = clean(text)
    if len(text) > LONGEST_TEXT // 2 and len(text.encode("utf-16-le")) // 2 > LONGEST_TEXT:
        text = text.encode("utf-16-le")[: 2 * LONGEST_TEXT].decode("utf-16-le", errors="ignore")
    return text


def cell_at(page: Worksheet, row: int, column: int) -> Cell:
    """The cell to be written to; raises TypeError where it lies hidden inside merged cells."""
    cell = page.cell(row, column)
    if not isinstance(cell, Cell):
        raise TypeError(f"{cell.coordinate} is covered by merged cells")
    return cell


def write(cell: Cell, value: Value) -> None:
    """Put `value` into `cell` with its type and number format; text stays text whatever it starts with."""
    match value:
        case None:
            return
        case Formula():
            cell.value, cell.number_format = value.text, value.number_format
        case Share():
            cell.value, cell.number_format = value.value, "0%"
        case Mean():
            cell.value, cell.number_format = value.value, "0.00"
        case str():
            _write_text(cell, fit(value))
        case datetime():
            # Excel knows no time zones: the instant is already local to the workshop
            cell.value, cell.number_format = value.replace(tzinfo=None), "yyyy-mm-dd hh:mm"
        case date():
            cell.value, cell.number_format = value, "yyyy-mm-dd"
        case time():
            cell.value, cell.number_format = value, "hh:mm"
        case _:
            cell.value = value


def _write_text(cell: Cell, text: str) -> None:
    if not text:
        return
    # Excel reads _x0041_ as A; an escaped underscore keeps the text as it was typed
    cell.value = _LOOKS_LIKE_AN_ESCAPE.sub("_x005F_", text)
    cell.data_type = "s"
    if text.startswith(_LOOKS_LIKE_A_FORMULA):
        # so that it stays text even when an editor opens the cell and presses Enter
        cell.quotePrefix = True


def is_figure(value: Value) -> bool:
    """Whether `value` is a number of some kind, which stands to the right of its column."""
    return isinstance(value, int | float | Formula | Share | Mean) and not isinstance(value, bool)


def align(cell: Cell, *, figure: bool, wrap: bool = False, centred: bool = False, vertical: str = "top") -> None:
    """Figures right, words left, both with a little air; everything at the top of its row."""
    horizontal = "center" if centred else "right" if figure else "left"
    cell.alignment = Alignment(horizontal=horizontal, vertical=vertical, wrap_text=wrap, indent=0 if centred else 1)
