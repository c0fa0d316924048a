"""Turns an untrusted spreadsheet into plain text cells, in a process of its own with little memory and time.

Run as ``python -m eventapp.registration.sheets.child .xlsx``: the file on standard input, JSON on standard output,
either ``{"sheets": [{"name", "rows": [[row number, [text, …]], …], "merged": [[row, column, row, column], …], …}]}``
with positions counted from 1, or ``{"refused": code, "facts": {…}}``; see ``isolation.SheetCells`` for the rest.
"""

import datetime as dt
import json
import resource
import sys
from io import BytesIO

from eventapp.registration.sheets import delimited, letters, limits
from eventapp.registration.sheets.reasons import SheetRefused

MEMORY = 512 * 1024 * 1024
SECONDS = 20

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT_ENDINGS = frozenset({"", ".csv", ".tsv", ".txt", ".tab"})

_EPOCH_RECORD = b"\x22\x00\x02\x00\x01\x00"  # the record of old Excel that says: dates count from 1904

Cells = list[list[str]]


def main() -> int:
    """Read, convert, print; the exit code is 0 whether the file was read or refused for a reason that can be told."""
    _limit(resource.RLIMIT_AS, MEMORY)
    _limit(resource.RLIMIT_CPU, SECONDS)
    try:
        answer: dict[str, object] = {"sheets": read_sheets(sys.stdin.buffer.read(), (sys.argv[1:] or [""])[0])}
    except SheetRefused as refused:
        answer = {"refused": refused.reason_code, "facts": refused.facts}
    except MemoryError:
        answer = {"refused": "too_costly", "facts": {}}
    json.dump(answer, sys.stdout)
    return 0


def _limit(kind: int, most: int) -> None:
    _soft, hard = resource.getrlimit(kind)
    allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (allowed, hard))


def read_sheets(data: bytes, ending: str) -> list[dict[str, object]]:
    """The visible sheets of a file, told by its content; the ending of its name only says what text is meant to be.

    Raises :class:`SheetRefused`.
    """
    if not data.strip():
        raise SheetRefused("empty")
    if data.startswith(_ZIP):
        return _workbook(data, *limits.check_zipped(data))
    if data.startswith(_OLE):
        _check_ole(data)
        return _workbook(data, {}, epoch_1904=_EPOCH_RECORD in data)
    if ending.lower() not in _TEXT_ENDINGS or data.startswith((b"%PDF", b"{\\rtf", b"<", b"\x89PNG", b"PK")):
        raise SheetRefused("not_a_workbook")
    text = delimited.decode(data)
    if lines := letters.read(text):
        return [{**_sheet("", [], []), "rows": lines, "fields": list(letters.FIELDS)}]
    return [_sheet("", delimited.read_cells(text), [])]


def _check_ole(data: bytes) -> None:
    """The old binary container names its streams in UTF-16: enough to tell what must not be opened."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise SheetRefused("encrypted")
    if "_VBA_PROJECT".encode("utf-16-le") in data:
        raise SheetRefused("macros")
    if not any(stream.encode("utf-16-le") in data for stream in ("Workbook", "Book")):
        raise SheetRefused("not_a_workbook")


def _workbook(data: bytes, formulas: limits.Formulas, epoch_1904: bool = False) -> list[dict[str, object]]:
    import python_calamine as calamine  # a compiled reader: only this process may load it

    sheets = []
    try:
        book = calamine.CalamineWorkbook.from_filelike(BytesIO(data))
        for about in book.sheets_metadata:
            if about.typ != calamine.SheetTypeEnum.WorkSheet or about.visible != calamine.SheetVisibleEnum.Visible:
                continue
            sheet = book.get_sheet_by_name(about.name)
            if sheet.end:
                limits.check_address(sheet.end[0] + 1, sheet.end[1] + 1)
            cells = [[_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
            unsaved = _put_formulas(cells, formulas.get(about.name, {}))
            made = _sheet(about.name, cells, sheet.merged_cell_ranges or [])
            sheets.append({**made, "formulas": unsaved, "epoch_1904": epoch_1904})
    except calamine.PasswordError:
        raise SheetRefused("encrypted") from None
    except calamine.CalamineError as error:
        raise SheetRefused("encrypted" if "password" in str(error).lower() else "damaged") from None
    return sheets


def _put_formulas(cells: Cells, formulas: dict[tuple[int, int], str]) -> list[tuple[int, int]]:
    """Put the text of each formula without a value in its place; the places, counted from 1."""
    put = []
    for (row, column), text in formulas.items():
        while len(cells) < row:
            cells.append([])
        line = cells[row - 1]
        line.extend([""] * (column - len(line)))
        if not line[column - 1]:
            line[column - 1] = text
            put.append((row, column))
    return put


def _sheet(name: str, cells: Cells, merged: list[tuple[tuple[int, int], tuple[int, int]]]) -> dict[str, object]:
    rows = []
    for number, line in enumerate(cells, start=1):
        width = max(
            (column for column, text in enumerate(line, start=1) if text.strip()),
            default=0,
        )
        if width:
            limits.check_address(number, width)
            rows.append([number, line[:width]])
    ranges = [[start[0] + 1, start[1] + 1, end[0] + 1, end[1] + 1] for start, end in merged]
    return {"name": name, "rows": rows, "merged": ranges, "formulas": [], "epoch_1904": False, "fields": []}


def _text(value: object) -> str:
    """A cell as a person reads it: whole numbers without a point, dates in ISO order, truth as yes or no."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e18 else repr(value)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, (dt.datetime, dt.date, dt.time)):
        return value.isoformat()
    return str(value)


if __name__ == "__main__":
    sys.exit(main())
