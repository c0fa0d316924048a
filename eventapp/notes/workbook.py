"""The notes workbook as it comes back: opened in a child process, its columns known by their keys in a hidden row."""

from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from eventapp.core.errors import Invalid
from eventapp.core.forms import tidy
from eventapp.registration.sheets.isolation import SheetCells, read_cells
from eventapp.registration.sheets.limits import column_letter
from eventapp.registration.sheets.reasons import SheetRefused
from exports.excel.notes import KEY_ROW, NOTE_COLUMNS, NOTES_HEAD_ROW

NEEDED = frozenset({"number", "kind", "text"})
READ = tuple(key for key in NOTE_COLUMNS if key not in ("number", "attribution"))
"""The columns that are read back: `number` says which note a row is, `attribution` follows from others."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: its `number` as text ("" for a new note) and its cells by column key, tidied.

    `version` is that of the note when the changes were looked at, None where nobody has looked yet.
    """

    row: int
    number: str
    cells: dict[str, str]
    columns: dict[str, str] = field(default_factory=dict)
    version: int | None = None

    def plain(self) -> dict[str, Any]:
        """As JSON, for the page on which a person looks at the changes."""
        return {name: getattr(self, name) for name in ("row", "number", "cells", "columns", "version")}


def read(data: bytes, filename: str) -> tuple[SheetRow, ...]:
    """The rows of an edited notes workbook; rows with nothing in them are left out.

    Raises Invalid if the file cannot be read, or is no notes workbook.
    """
    try:
        sheets = read_cells(data, filename)
    except SheetRefused as refused:
        raise Invalid(_(refused.message) % refused.facts) from refused
    for sheet in sheets:
        if (found := _key_row(sheet)) is not None:
            return _rows(sheet, *found)
    raise Invalid(
        _("This is not a notes workbook: its hidden first row, which names the columns, is missing. Export it again.")
    )


def _key_row(sheet: SheetCells) -> tuple[int, dict[str, int]] | None:
    """(row number, column index by key) of the row that names the columns."""
    for number, texts in sheet.rows[:5]:
        columns = {text.strip(): index for index, text in enumerate(texts) if text.strip() in NOTE_COLUMNS}
        if columns.keys() >= NEEDED:
            return number, columns
    return None


def _rows(sheet: SheetCells, key_row: int, columns: dict[str, int]) -> tuple[SheetRow, ...]:
    below = key_row + NOTES_HEAD_ROW - KEY_ROW
    letters = {key: column_letter(index + 1) for key, index in columns.items()}
    rows = []
    for number, texts in sheet.rows:
        cells = {key: _cell(texts, columns[key]) for key in READ if key in columns}
        name = _cell(texts, columns["number"])
        if number > below and (name or any(cells.values())):
            rows.append(SheetRow(number, name, cells, letters))
    return tuple(rows)


def _cell(texts: tuple[str, ...], index: int) -> str:
    text: str = tidy(texts[index]) if index < len(texts) else ""
    return text
