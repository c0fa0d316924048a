"""The programme as a Word file, for the secretariat's last edits: days as headings, a table each, everything styled."""

from __future__ import annotations

from io import BytesIO

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from exports.programme import Edition, PrintedProgramme, PrintedSession, Said
from exports.text import clean, is_right_to_left
from exports.word import styles
from exports.word.fields import add_text_with_fields
from exports.word.tables import fill_row, line_below, shade_cell, start_table

SESSION_TITLE, SESSION_LINE, SESSION_MARK, TIME = "Session title", "Session line", "Session mark", "Session time"
_TIME_WIDTH, _MARGIN = 2.9, 2.0
_WITH_HEADING = 2
"""How many sessions stay with the heading of their day, and the next one with them."""
_ALARM = RGBColor(0xB2, 0x18, 0x2B)


def programme_document(printed: PrintedProgramme) -> bytes:
    """A table for each day; its editions are columns beside each other. What is edited most is a style."""
    first = printed.editions[0]
    document = styles.new_document(first.language)
    _own_styles(document)
    _describe(document, printed)
    _head(document, printed)
    width = (21 - 2 * _MARGIN - _TIME_WIDTH) / len(printed.editions)
    widths = (_TIME_WIDTH, *[width] * len(printed.editions))
    for day in printed.days:
        document.add_paragraph(clean(" · ".join(day.labels)), style="Heading 2")
        head = [first.captions.time, *(edition.captions.session for edition in printed.editions)]
        table = start_table(document, head, widths)
        for cell in table.rows[0].cells:
            cell.paragraphs[0].alignment = None
        _keep_with_next(table.rows[0])
        for number, session in enumerate(day.sessions):
            _row(table, session, widths)
            if number < min(_WITH_HEADING, len(day.sessions) - 1):
                _keep_with_next(table.rows[-1])
    _running_foot(document, printed.editions)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _keep_with_next(row: _Row) -> None:
    for cell in row.cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def _own_styles(document: WordDocument) -> None:
    for name, size, bold, colour, after in (
        (SESSION_TITLE, 10, True, styles.INK, 1),
        (SESSION_LINE, 9, False, styles.MUTED, 1),
        (SESSION_MARK, 9, True, _ALARM, 1),
        (TIME, 9.5, True, styles.ACCENT, 1),
    ):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.quick_style = document.styles[styles.TABLE_TEXT], True
        style.font.size, style.font.bold, style.font.color.rgb = Pt(size), bold, colour
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(1), Pt(after)


def _describe(document: WordDocument, printed: PrintedProgramme) -> None:
    first, properties = printed.editions[0], document.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title, properties.language = clean(f"{first.short_title}: {first.programme}"), first.language
    properties.created = properties.modified = printed.changed_at.replace(tzinfo=None)
    section = document.sections[0]
    section.left_margin = section.right_margin = Cm(_MARGIN)
    section.top_margin = section.bottom_margin = Cm(_MARGIN)
    section.different_first_page_header_footer = False


def _head(document: WordDocument, printed: PrintedProgramme) -> None:
    if printed.logos:
        paragraph = document.add_paragraph()
        for logo in printed.logos:
            paragraph.add_run().add_picture(BytesIO(logo), height=Cm(1.4))
            paragraph.add_run("   ")
    for edition in printed.editions:
        for text, size, bold, colour in (
            (edition.series, 10, False, styles.MUTED),
            (edition.title, 14, True, styles.ACCENT),
            (edition.place, 10.5, False, styles.INK),
        ):
            if text:
                run = document.add_paragraph().add_run(clean(text))
                run.font.size, run.bold, run.font.color.rgb = Pt(size), bold, colour
    title = document.add_paragraph(clean(" · ".join(each.programme for each in printed.editions)), style="Heading 1")
    title.paragraph_format.space_before = Pt(10)
    for edition in printed.editions:
        if edition.demo:
            document.add_paragraph(clean(edition.demo), style=styles.BOXED)


def _row(table: Table, session: PrintedSession, widths: tuple[float, ...]) -> None:
    row = fill_row(table, [session.time, *[""] * len(session.said)], widths)
    time = row.cells[0].paragraphs[0]
    time.style = SESSION_LINE if session.quiet else TIME
    for cell, said in zip(row.cells[1:], session.said, strict=True):
        cell.paragraphs[0].alignment = None
        _cell(cell, session, said)
    if session.quiet:
        for cell in row.cells:
            shade_cell(cell, styles.TINT_HEX)
    line_below(row)


def _cell(cell: _Cell, session: PrintedSession, said: Said) -> None:
    title = cell.paragraphs[0].clear()
    title.style = styles.TABLE_TEXT if session.quiet else SESSION_TITLE
    _write(title, said.title)
    for run in title.runs:
        run.font.strike = session.cancelled or None
    if said.mark:
        _write(cell.add_paragraph(style=SESSION_MARK), said.mark)
    known = session.quiet or said.session_type.casefold() == said.title.casefold()
    where = " · ".join(part for part in ("" if known else said.session_type, said.room, said.interpretation) if part)
    if where:
        _write(cell.add_paragraph(style=SESSION_LINE), where)
    if said.description:
        _write(cell.add_paragraph(style=styles.TABLE_TEXT), said.description)
    for part, who in said.people:
        paragraph = cell.add_paragraph(style=styles.TABLE_TEXT)
        paragraph.add_run(clean(f"{part}: ")).font.color.rgb = styles.MUTED
        _write(paragraph, who)


def _write(paragraph: Paragraph, text: str) -> None:
    run = paragraph.add_run(clean(text))
    if is_right_to_left(text):
        run.font.rtl = True


def _running_foot(document: WordDocument, editions: tuple[Edition, ...]) -> None:
    footer = document.sections[0].footer
    for number, edition in enumerate(editions):
        paragraph = footer.paragraphs[0] if number == 0 else footer.add_paragraph(style="Footer")
        paragraph.add_run(clean(f"{edition.state} · "))
        add_text_with_fields(paragraph, edition.page_of, {"page": "PAGE", "pages": "NUMPAGES"})
