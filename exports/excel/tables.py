"""A workbook of plain tables, each a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from exports.excel.sheet import Sheet, add_sheet, new_book, to_bytes
from exports.labels import Labels
from exports.model import WorkshopFacts


def tables_workbook(
    workshop: WorkshopFacts,
    title: str,
    sheets: Sequence[Sheet],
    labels: Labels,
    *,
    generated_at: datetime,
    demo: bool = False,
) -> bytes:
    """The sheets in the order given as .xlsx. `generated_at`: local to the workshop."""
    book = new_book(workshop, title, generated_at)
    for sheet in sheets:
        add_sheet(book, sheet, workshop, labels, demo=demo)
    return to_bytes(book)
