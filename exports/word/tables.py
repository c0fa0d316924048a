"""Tables of the report: participants by type, and the evaluation."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, RGBColor
from docx.table import Table, _Cell, _Row

from exports.labels import Labels
from exports.model import Crosstab, FeedbackSummary
from exports.text import clean
from exports.word.styles import ACCENT_HEX, CAPTION, RULE_HEX, TABLE_TEXT, TEXT_WIDTH, align_right


def add_crosstab(document: WordDocument, caption: str, table: Crosstab, labels: Labels) -> None:
    """Groups by column with a total row and, where there are several columns, a total column."""
    several = len(table.columns) > 1
    head = [table.row_head, *table.columns, *([labels.total] if several else [])]
    rows = [
        [label, *map(str, counts), *([str(sum(counts))] if several else [])]
        for label, counts in zip(table.rows, table.cells, strict=True)
    ]
    sums = [sum(column) for column in zip(*table.cells, strict=True)]
    rows.append([labels.total, *map(str, sums), *([str(sum(sums))] if several else [])])
    _add(document, caption, head, rows, first_width=8.5, last_is_total=True)


def add_evaluation(document: WordDocument, form: FeedbackSummary, labels: Labels) -> None:
    """One row for each rated question of `form`: responses, base, mean; or the reason why there is none."""
    rows = [
        [
            question.text,
            str(question.responses),
            str(form.eligible),
            labels.suppressed if question.suppressed else "" if question.mean is None else f"{question.mean:.2f}",
        ]
        for question in form.questions
        if question.suppressed or question.mean is not None
    ]
    if rows:
        head = [labels.question, labels.responses, labels.eligible, labels.mean]
        _add(document, form.title, head, rows, first_width=8.8)


def _add(
    document: WordDocument,
    caption: str,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    first_width: float,
    last_is_total: bool = False,
) -> None:
    document.add_paragraph(clean(caption), style=CAPTION)
    table = document.add_table(rows=0, cols=len(head))
    table.autofit = False
    rest = (TEXT_WIDTH.cm - first_width) / max(1, len(head) - 1)
    widths = [first_width, *([rest] * (len(head) - 1))]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    first = _fill(table, head, widths)
    _repeat(first)
    for cell in first.cells:
        _shade(cell, ACCENT_HEX)
        for run in cell.paragraphs[0].runs:
            run.bold, run.font.color.rgb = True, RGBColor(0xFF, 0xFF, 0xFF)
    for number, row in enumerate(rows, start=1):
        filled = _fill(table, row, widths)
        for cell in filled.cells:
            _line_below(cell)
            if last_is_total and number == len(rows):
                for run in cell.paragraphs[0].runs:
                    run.bold = True
    document.add_paragraph()


def _fill(table: Table, texts: Sequence[str], widths: Sequence[float]) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    for index, (cell, text, width) in enumerate(zip(row.cells, texts, widths, strict=True)):
        cell.width = Cm(width)
        paragraph = cell.paragraphs[0]
        paragraph.style = TABLE_TEXT
        paragraph.add_run(clean(text))
        if index:
            align_right(paragraph)
    return row


def _repeat(row: _Row) -> None:
    """The header again on each page the table reaches."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _shade(cell: _Cell, colour: str) -> None:
    cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=colour))


def _line_below(cell: _Cell) -> None:
    borders = OxmlElement("w:tcBorders")
    borders.append(_element("w:bottom", val="single", sz="4", space="0", color=RULE_HEX))
    cell._tc.get_or_add_tcPr().append(borders)


def _element(tag: str, **attributes: str) -> BaseOxmlElement:
    element = OxmlElement(tag)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element
