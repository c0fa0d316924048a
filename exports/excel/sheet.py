"""One disciplined sheet: title line, bold frozen header, filter, widths by content, print set-up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from exports.excel.cells import Formula, Mean, Share, Value, align, cell_at, is_figure, write
from exports.excel.lines import lines_of
from exports.labels import Labels
from exports.model import WorkshopFacts
from exports.text import clean

FONT = "Calibri"
INK, HEAD_FILL, RULE, ACCENT = "1F2937", "1F4E79", "D0D7DE", "1F4E79"
HEAD_FONT = Font(name=FONT, size=10, bold=True, color="FFFFFF")
TITLE_FONT = Font(name=FONT, size=14, bold=True, color=ACCENT)
BODY_FONT = Font(name=FONT, size=10, color=INK)
BOLD_FONT = Font(name=FONT, size=10, bold=True, color=INK)
MUTED_FONT = Font(name=FONT, size=9, italic=True, color="57606A")
_THIN = Side(style="thin", color=RULE)
_LINE_BELOW = Border(bottom=_THIN)
_TOTAL_LINE = Border(top=Side(style="medium", color=ACCENT))
LINE_HEIGHT, TALLEST = 13.2, 409.0
"""Points; the second is Excel's limit."""
NARROWEST, WIDEST = 7, 60
_AIR = 3
"""What a cell needs beside its letters, in characters."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its caption, what it means (for the code book) and how wide it may become."""

    caption: str
    meaning: str = ""
    widest: int = 34
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to be written. `rows` are as long as `columns`; a row of `totals` closes it."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    totals: Sequence[Value] | None = None
    frozen_columns: int = 0
    filtered: bool = True


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a table ended up on its sheet (rows are 1-based)."""

    page: Worksheet
    head_row: int
    first_row: int
    last_row: int


def new_book(workshop: WorkshopFacts, title: str, when: datetime) -> Workbook:
    """An empty workbook whose properties name the workshop and nobody else."""
    book = Workbook()
    if book.active is not None:
        book.remove(book.active)
    properties = book.properties
    properties.creator = properties.lastModifiedBy = ""
    properties.title = clean(f"{workshop.short_title}: {title}")
    properties.language = workshop.language
    properties.created = properties.modified = when.replace(tzinfo=None)
    return book


def to_bytes(book: Workbook) -> bytes:
    """The file. Formulas are computed by whoever opens it."""
    book.calculation.fullCalcOnLoad = True
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_name(text: str) -> str:
    """`text` as Excel allows a sheet to be called."""
    return re.sub(r"[\[\]:*?/\\]", " ", clean(text))[:31].strip("' ") or "Sheet"


def add_sheet(book: Workbook, sheet: Sheet, workshop: WorkshopFacts, labels: Labels, *, demo: bool = False) -> Placed:
    """Write `sheet` as the next sheet of `book`."""
    page = book.create_sheet(sheet_name(sheet.name))
    page.sheet_view.showGridLines = False
    title = cell_at(page, 1, 1)
    write(title, sheet.title)
    title.font = TITLE_FONT
    page.row_dimensions[1].height = 24
    head_row = 3
    if demo:
        write(cell_at(page, 2, 1), labels.demo_explained)
        cell_at(page, 2, 1).font = MUTED_FONT
    placed = write_table(page, sheet, head_row)
    page.freeze_panes = cell_at(page, placed.first_row, sheet.frozen_columns + 1)
    if sheet.filtered:
        last = get_column_letter(len(sheet.columns))
        page.auto_filter.ref = f"A{head_row}:{last}{max(placed.last_row, head_row)}"
    page.print_title_rows = f"{head_row}:{head_row}"
    prepare_for_print(page, workshop, labels, demo=demo)
    return placed


def write_table(page: Worksheet, sheet: Sheet, head_row: int) -> Placed:
    """Header, rows and totals of `sheet` from `head_row` down; sets the widths of the columns."""
    widths = _widths(sheet)
    _write_head(page, sheet, head_row, widths)
    looks = _BodyLooks()
    for row_number, row in enumerate(sheet.rows, start=head_row + 1):
        _write_row(page, sheet.columns, row_number, row, widths, looks=looks)
    last_row = head_row + len(sheet.rows)
    if sheet.totals is not None:
        for index, value in enumerate(sheet.totals, start=1):
            cell = cell_at(page, last_row + 1, index)
            write(cell, value)
            align(cell, figure=is_figure(value))
            cell.font, cell.border = BOLD_FONT, _TOTAL_LINE
    for index, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(index)].width = width
    return Placed(page, head_row, head_row + 1, last_row)


def _write_head(page: Worksheet, sheet: Sheet, head_row: int, widths: Sequence[int]) -> None:
    lines = 1
    for index, column in enumerate(sheet.columns, start=1):
        cell = cell_at(page, head_row, index)
        write(cell, column.caption)
        cell.font = HEAD_FONT
        cell.fill = PatternFill("solid", fgColor=HEAD_FILL)
        figures = [row[index - 1] for row in sheet.rows if row[index - 1] not in (None, "")]
        figure = bool(figures) and all(is_figure(value) for value in figures)
        align(cell, figure=figure, wrap=True, centred=column.centred, vertical="center")
        lines = max(lines, lines_of(column.caption, widths[index - 1] - 2))
    page.row_dimensions[head_row].height = 8 + LINE_HEIGHT * lines


class _BodyLooks:
    """Looks of the body's cells. The workbook is asked once for each kind of cell, which is many times faster."""

    def __init__(self) -> None:
        self._made: dict[tuple[object, ...], StyleArray] = {}

    def give(self, cell: Cell, *, figure: bool, wrap: bool, centred: bool) -> None:
        own: StyleArray | None = cell._style  # type: ignore[attr-defined]  # unknown to the stubs
        key = (figure, wrap, centred, *((own.numFmtId, own.quotePrefix) if own else (0, 0)))
        if key not in self._made:
            align(cell, figure=figure, wrap=wrap, centred=centred)
            cell.font, cell.border = BODY_FONT, _LINE_BELOW
            self._made[key] = cell._style  # type: ignore[attr-defined]
        cell._style = copy(self._made[key])  # type: ignore[attr-defined]


def _write_row(
    page: Worksheet,
    columns: Sequence[Column],
    row_number: int,
    row: Sequence[Value],
    widths: Sequence[int],
    *,
    looks: _BodyLooks,
) -> None:
    tallest = 1
    for index, (column, value) in enumerate(zip(columns, row, strict=True), start=1):
        cell = cell_at(page, row_number, index)
        write(cell, value)
        lines = lines_of(value, widths[index - 1] - 2) if isinstance(value, str) else 1
        tallest = max(tallest, lines)
        looks.give(cell, figure=is_figure(value), wrap=lines > 1, centred=column.centred)
    # LibreOffice does not fit the rows of a file it opens, so the height is given
    page.row_dimensions[row_number].height = min(TALLEST, 4 + LINE_HEIGHT * tallest)


def _widths(sheet: Sheet) -> list[int]:
    widths = []
    for index, column in enumerate(sheet.columns):
        longest = max((_longest_line(row[index]) for row in sheet.rows), default=0)
        longest_word = max((len(word) for word in column.caption.split()), default=0)
        head = max(longest_word + _AIR, min(len(column.caption) + _AIR, 16))
        widths.append(max(NARROWEST, head, min(longest + _AIR, column.widest, WIDEST)))
    return widths


def _longest_line(value: Value) -> int:
    match value:
        case str():
            return max((len(line) for line in value.split("\n")), default=0)
        case datetime():
            return 16
        case date():
            return 10
        case time() | Share() | Mean() | Formula():
            return 6
        case _:
            return len(str(value)) if value is not None else 0


def prepare_for_print(page: Worksheet, workshop: WorkshopFacts, labels: Labels, *, demo: bool) -> None:
    """Landscape A4, one page wide, with the workshop's title above and page n of m below."""
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_margins.left = page.page_margins.right = 0.5
    page.page_margins.top, page.page_margins.bottom = 0.75, 0.65
    page.oddHeader, page.oddFooter = HeaderFooterItem(), HeaderFooterItem()
    mark = f"{labels.demo} · " if demo else ""
    _mark(page.oddHeader.left, _printable(mark + workshop.short_title))
    _mark(page.oddHeader.right, _printable(joined((workshop.place, workshop.dates), " · ")))
    _mark(page.oddFooter.left, "&A")
    _mark(page.oddFooter.right, labels.page_of % {"page": "&P", "pages": "&N"})


def _printable(text: str) -> str:
    """`text` for a page header, where & is a command and 255 characters are all there is."""
    return clean(text)[:110].replace("&", "&&")


def _mark(part: _HeaderFooterPart, text: str) -> None:
    part.text, part.size = text, 8


def yes_no(value: bool, labels: Labels) -> str:
    return labels.yes if value else labels.no


def joined(parts: Iterable[str], separator: str = ", ") -> str:
    return separator.join(part for part in parts if part)
