"""The first sheet: which workshop this is, and its key figures with how each was counted."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from exports.excel.cells import Share, Value, cell_at, write
from exports.excel.sheet import (
    ACCENT,
    BODY_FONT,
    BOLD_FONT,
    FONT,
    MUTED_FONT,
    Column,
    Sheet,
    joined,
    prepare_for_print,
    sheet_name,
    write_table,
)
from exports.labels import Labels
from exports.model import KeyFigure, WorkshopReport


def add_overview(book: Workbook, report: WorkshopReport, labels: Labels) -> Sheet:
    """Write the overview as the next sheet of `book`."""
    page = book.create_sheet(sheet_name(labels.sheet_overview))
    page.sheet_view.showGridLines = False
    figures = Sheet(
        labels.sheet_overview,
        labels.evidence_workbook,
        [Column(labels.key_figure, widest=44), Column(labels.value, widest=16), Column(labels.how_counted, widest=60)],
        [[figure.label, _value(figure), figure.how_counted] for figure in report.key_figures],
    )
    head_row = _write_facts(page, report, labels) + 2
    write_table(page, figures, head_row)
    page.column_dimensions["A"].width = max(30, page.column_dimensions["A"].width)
    page.column_dimensions["B"].width = 16
    page.column_dimensions["C"].width = 60
    for row in range(head_row + 1, head_row + 1 + len(figures.rows)):
        cell_at(page, row, 2).font = Font(name=FONT, size=12, bold=True, color=ACCENT)
        cell_at(page, row, 2).alignment = Alignment(horizontal="right", vertical="top", indent=1)
    prepare_for_print(page, report.workshop, labels, demo=report.demo)
    return figures


def _value(figure: KeyFigure) -> Value:
    return Share(float(figure.value)) if figure.is_share and not isinstance(figure.value, str) else figure.value


def _write_facts(page: Worksheet, report: WorkshopReport, labels: Labels) -> int:
    """Title block and facts; answers the last row used."""
    workshop = report.workshop
    _line(page, 1, workshop.title, Font(name=FONT, size=16, bold=True, color=ACCENT), height=44)
    generated = {"when": report.generated_at.strftime("%Y-%m-%d %H:%M"), "zone": workshop.timezone}
    _line(page, 2, f"{labels.evidence_workbook} · {labels.generated % generated}", MUTED_FONT)
    row = 3
    if report.demo:
        _line(page, row, labels.demo_explained, Font(name=FONT, size=10, bold=True, color="B2182B"))
        row += 1
    facts = (
        (labels.series, workshop.series_title),
        (labels.dates, workshop.dates),
        (labels.place, workshop.place),
        (labels.host, workshop.host),
        (labels.organizers, joined((f"{item.name} ({item.short})" for item in workshop.organizers), "; ")),
        (labels.funders, joined(workshop.funders, "; ")),
        (labels.languages, joined(workshop.languages)),
        (labels.attribution_rule, workshop.attribution_rule),
    )
    for caption, text in facts:
        if not text:
            continue
        row += 1
        write(cell_at(page, row, 1), caption)
        cell_at(page, row, 1).font = BOLD_FONT
        cell_at(page, row, 1).alignment = Alignment(vertical="top")
        write(cell_at(page, row, 2), text)
        cell_at(page, row, 2).font = BODY_FONT
        cell_at(page, row, 2).alignment = Alignment(wrap_text=True, vertical="top")
        page.merge_cells(start_row=row, start_column=2, end_row=row, end_column=3)
        page.row_dimensions[row].height = 16 * (1 + len(text) // 82)
    return row


def _line(page: Worksheet, row: int, text: str, font: Font, *, height: float = 18) -> None:
    cell = cell_at(page, row, 1)
    write(cell, text)
    cell.font = font
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    page.merge_cells(start_row=row, start_column=1, end_row=row, end_column=3)
    page.row_dimensions[row].height = height
