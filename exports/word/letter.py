"""How an official letter is laid out in Word: letterhead, number and date, addressee, text, facts, signature.

The texts may hold placeholders, so that the same layout makes the standard templates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from exports.text import clean
from exports.word.styles import ACCENT, FONT, INK, MUTED, border_line, set_language

TEXT_WIDTH_CM = 16.5


@dataclass(frozen=True, slots=True)
class Facts:
    """A table of two columns inside the text; `condition` of a row is Jinja: the row stands where it is true."""

    rows: Sequence[tuple[str, str]]
    conditions: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """An address with its picture (PNG) beside it."""

    caption: str
    url: str
    picture: bytes


Part = str | Facts | Link


@dataclass(frozen=True, slots=True)
class LetterText:
    """Everything a letter says, in one language. `letterhead`: one line for each organizer."""

    language: str
    title: str
    letterhead: Sequence[str]
    number: str
    date: str
    addressee: Sequence[str]
    subject: str
    salutation: str
    parts: Sequence[Part]
    closing: str
    signature: Sequence[str]
    footer: str = ""


def letter(text: LetterText) -> bytes:
    """The letter as .docx, A4."""
    document = _empty(text)
    for number, line in enumerate(text.letterhead):
        paragraph = _add(document, line, size=10.5, bold=True, colour=ACCENT, after=0)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if number == len(text.letterhead) - 1:
            border_line(paragraph._element.get_or_add_pPr(), "bottom", "1F4E79", size=8, space=6)
            paragraph.paragraph_format.space_after = Pt(14)
    reference = _add(document, f"{text.number}\t{text.date}", after=14)
    reference.paragraph_format.tab_stops.add_tab_stop(Cm(TEXT_WIDTH_CM), WD_TAB_ALIGNMENT.RIGHT)
    for number, line in enumerate(text.addressee):
        _add(document, line, bold=number == 0, after=0)
    _add(document, text.subject, bold=True, size=12, colour=ACCENT, before=16, after=10)
    _add(document, text.salutation, after=8)
    for part in text.parts:
        _part(document, part)
    _add(document, text.closing, before=4, after=30, justified=True).paragraph_format.keep_with_next = True
    for number, line in enumerate(text.signature):
        paragraph = _add(document, line, after=0, bold=number == 0)
        paragraph.paragraph_format.left_indent = Cm(8.5)
        paragraph.paragraph_format.keep_with_next = number < len(text.signature) - 1
        if number == 0:
            border_line(paragraph._element.get_or_add_pPr(), "top", "57606A", size=4, space=4)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _empty(text: LetterText) -> WordDocument:
    document: WordDocument = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.5), Cm(2)
    section.top_margin, section.bottom_margin = Cm(1.8), Cm(1.8)
    section.footer_distance = Cm(1)
    set_language(document, text.language)
    normal = document.styles["Normal"]
    normal.font.size, normal.font.name, normal.font.color.rgb = Pt(11), FONT, INK
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title, properties.language = clean(text.title), text.language
    if text.footer:
        paragraph = section.footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(clean(text.footer))
        run.font.size, run.font.color.rgb = Pt(8.5), MUTED
    return document


def _add(
    document: WordDocument,
    text: str,
    *,
    size: float = 11,
    bold: bool = False,
    colour: RGBColor = INK,
    before: float = 0,
    after: float = 6,
    justified: bool = False,
) -> Paragraph:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(clean(text))
    run.bold, run.font.size, run.font.color.rgb = bold, Pt(size), colour
    shape = paragraph.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), 1.08
    if justified:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    return paragraph


def _part(document: WordDocument, part: Part) -> None:
    if isinstance(part, str):
        _add(document, part, after=7, justified=True)
    elif isinstance(part, Facts):
        _facts(document, part)
    else:
        _link(document, part)


def _facts(document: WordDocument, facts: Facts) -> None:
    table = document.add_table(rows=0, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    widths = (Cm(6.2), Cm(TEXT_WIDTH_CM - 6.2))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    conditions = facts.conditions or [""] * len(facts.rows)
    for (label, value), condition in zip(facts.rows, conditions, strict=True):
        lines = [(label, value)]
        if condition:
            lines = [(f"{{%tr if {condition} %}}", ""), (label, value), ("{%tr endif %}", "")]
        for left, right in lines:
            _fact(table.add_row().cells, left, right, widths)
    _add(document, "", size=4, after=2)


def _fact(cells: Sequence[object], label: str, value: str, widths: Sequence[Cm]) -> None:
    for number, (cell, text, width) in enumerate(zip(cells, (label, value), widths, strict=True)):
        cell.width = width  # type: ignore[attr-defined]
        paragraph: Paragraph = cell.paragraphs[0]  # type: ignore[attr-defined]
        run = paragraph.add_run(clean(text))
        run.font.size, run.bold, run.font.color.rgb = Pt(10.5), number == 1, INK if number else MUTED
        shape = paragraph.paragraph_format
        shape.space_before, shape.space_after, shape.line_spacing = Pt(2), Pt(2), 1.0


def _link(document: WordDocument, link: Link) -> None:
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    widths = (Cm(3.4), Cm(TEXT_WIDTH_CM - 3.4))
    for column, cell, width in zip(table.columns, table.rows[0].cells, widths, strict=True):
        column.width = cell.width = width
        properties = cell._tc.get_or_add_tcPr()
        place = OxmlElement("w:vAlign")
        place.set(qn("w:val"), "center")
        properties.append(place)
    picture, words = table.rows[0].cells
    picture.paragraphs[0].add_run().add_picture(BytesIO(link.picture), width=Cm(2.5))
    paragraph = words.paragraphs[0]
    paragraph.add_run(clean(link.caption)).font.size = Pt(10.5)
    paragraph.add_run().add_break()
    address = paragraph.add_run(clean(link.url))
    address.font.size, address.bold, address.font.color.rgb = Pt(9.5), True, ACCENT
    _add(document, "", size=4, after=2)
