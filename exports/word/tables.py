"""Tables of the report: participants by type, and the evaluation."""

from __future__ import annotations

from collections.abc import Sequence

from babel.numbers import format_decimal
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, RGBColor
from docx.table import Table, _Cell, _Row

from exports.labels import Labels
from exports.model import Crosstab, FeedbackSummary
from exports.text import clean
from exports.word.styles import ACCENT_HEX, CAPTION, RULE_HEX, TABLE_TEXT, TEXT_WIDTH, TINT_HEX, align_right


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
    document.add_paragraph(clean(caption), style=CAPTION)
    first = 8.5
    widths = [first, *([(TEXT_WIDTH.cm - first) / max(1, len(head) - 1)] * (len(head) - 1))]
    filled = start_table(document, head, widths)
    for row in rows:
        last = fill_row(filled, row, widths)
        line_below(last)
    _embolden(last)
    document.add_paragraph()


def add_evaluation(document: WordDocument, forms: Sequence[FeedbackSummary], labels: Labels, language: str) -> None:
    """One table: under the title of each form its rated questions with responses, base and mean.

    `language` decides how the mean is written: 4.35 or 4,35.
    """
    head = [labels.question, labels.responses, labels.eligible, labels.mean]
    widths = [8.4, 2.3, 1.9, 3.4]
    table = start_table(document, head, widths)
    for form in forms:
        title = fill_row(table, [form.title, "", "", ""], widths)
        merged = title.cells[0].merge(title.cells[-1])
        for spare in merged.paragraphs[1:]:
            spare._element.getparent().remove(spare._element)
        shade_cell(merged, TINT_HEX)
        merged.paragraphs[0].paragraph_format.keep_with_next = True
        _embolden(title)
        for question in form.questions:
            if question.suppressed or question.mean is not None:
                mean = (
                    labels.suppressed
                    if question.mean is None
                    else format_decimal(question.mean, "0.00", locale=language)
                )
                line_below(fill_row(table, [question.text, str(question.responses), str(form.eligible), mean], widths))
    document.add_paragraph()


def start_table(document: WordDocument, head: Sequence[str], widths: Sequence[float]) -> Table:
    """A table with its header, which stands again on each page the table reaches. `widths` in centimetres."""
    table: Table = document.add_table(rows=0, cols=len(head))
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    first = fill_row(table, head, widths)
    first._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in first.cells:
        shade_cell(cell, ACCENT_HEX)
        for run in cell.paragraphs[0].runs:
            run.bold, run.font.color.rgb = True, RGBColor(0xFF, 0xFF, 0xFF)
    return table


def fill_row(table: Table, texts: Sequence[str], widths: Sequence[float]) -> _Row:
    """A row more, kept on one page; what stands behind its first cell stands to the right of its cell."""
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


def _embolden(row: _Row) -> None:
    for cell in row.cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True


def shade_cell(cell: _Cell, colour: str) -> None:
    """Fill a cell with a colour, six hexadecimal digits."""
    cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=colour))


def line_below(row: _Row) -> None:
    """A thin line under a row."""
    for cell in row.cells:
        borders = OxmlElement("w:tcBorders")
        borders.append(_element("w:bottom", val="single", sz="4", space="0", color=RULE_HEX))
        cell._tc.get_or_add_tcPr().append(borders)


def _element(tag: str, **attributes: str) -> BaseOxmlElement:
    element = OxmlElement(tag)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element
