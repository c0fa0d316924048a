"""How the report looks: page, type, headings, quotes, tables. Everything is a style that an editor can change."""

from __future__ import annotations

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

FONT = "Calibri"
INK, ACCENT, MUTED = RGBColor(0x1F, 0x29, 0x37), RGBColor(0x1F, 0x4E, 0x79), RGBColor(0x57, 0x60, 0x6A)
ACCENT_HEX, RULE_HEX, TINT_HEX = "1F4E79", "D0D7DE", "EEF3F8"
TEXT_WIDTH = Cm(16)

COVER_SERIES, COVER_TITLE, COVER_LINE = "Cover series", "Cover title", "Cover line"
QUOTE, QUOTE_SOURCE, BOXED, RECOMMENDATION, ADDRESSEES = (
    "Quote",
    "Quote source",
    "Boxed text",
    "Recommendation",
    "Addressees",
)
TABLE_TEXT, CAPTION = "Table text", "Caption"


_AFTER_SHADING = ("w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc")
"""What the schema wants to stand after borders and shading in a paragraph's properties."""


def new_document(language: str) -> WordDocument:
    """An empty A4 document in the report's styles, proofed in `language` (a BCP 47 tag)."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(2.2)
    section.different_first_page_header_footer = True
    set_language(document, language)
    _base_styles(document)
    _own_styles(document)
    return document


def set_language(document: WordDocument, language: str) -> None:
    """Let the document be proofed in a language (a BCP 47 tag)."""
    tag = {"en": "en-GB", "ru": "ru-RU"}.get(language, language)
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults is None:
        raise ValueError("the Word template has no default run properties")
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    lang = OxmlElement("w:lang")
    lang.set(qn("w:val"), tag)
    lang.set(qn("w:eastAsia"), tag)
    lang.set(qn("w:bidi"), "fa-IR")
    defaults.append(lang)


def _base_styles(document: WordDocument) -> None:
    normal = _restyle(document, "Normal", 11, colour=INK, after=6)
    normal.paragraph_format.line_spacing = 1.15
    for name, size, before, after in (("Heading 1", 18, 24, 8), ("Heading 2", 13, 14, 4), ("Heading 3", 11, 10, 2)):
        style = _restyle(document, name, size, bold=True, colour=ACCENT, before=before, after=after)
        style.paragraph_format.keep_with_next = True
    _restyle(document, "List Bullet", 11, colour=INK, after=4)
    _restyle(document, CAPTION, 9, colour=MUTED, italic=True, before=4, after=4).paragraph_format.keep_with_next = True
    for name in ("Header", "Footer"):
        _restyle(document, name, 8.5, colour=MUTED)
    quote = _restyle(document, QUOTE, 13, italic=True, colour=ACCENT, before=14)
    quote.paragraph_format.left_indent = Cm(0.9)
    quote.paragraph_format.right_indent = Cm(1.5)
    quote.paragraph_format.keep_with_next = True
    border(quote, "left", ACCENT_HEX, size=18, space=10)


def _own_styles(document: WordDocument) -> None:
    source = _add(document, QUOTE_SOURCE, 10, colour=MUTED, after=14)
    source.paragraph_format.left_indent, source.paragraph_format.right_indent = Cm(0.9), Cm(1.5)
    border(source, "left", ACCENT_HEX, size=18, space=10)
    _add(document, COVER_SERIES, 12, colour=MUTED, before=110, after=12)
    _add(document, COVER_TITLE, 26, bold=True, colour=ACCENT, after=18).paragraph_format.line_spacing = 1.05
    _add(document, COVER_LINE, 12, colour=INK, after=4)
    boxed = _add(document, BOXED, 10, colour=INK, before=6, after=12)
    for side in ("top", "left", "bottom", "right"):
        border(boxed, side, TINT_HEX, size=4, space=8)
    shade(boxed, TINT_HEX)
    numbered = _add(document, RECOMMENDATION, 11, colour=INK, before=8, after=2)
    numbered.paragraph_format.left_indent, numbered.paragraph_format.first_line_indent = Cm(1), Cm(-1)
    numbered.paragraph_format.tab_stops.add_tab_stop(Cm(1))
    addressees = _add(document, ADDRESSEES, 10, colour=MUTED, after=6)
    addressees.paragraph_format.left_indent = Cm(1)
    _add(document, TABLE_TEXT, 9.5, colour=INK, before=2, after=2).paragraph_format.line_spacing = 1.0
    for level in (1, 2):
        entry = _add(document, f"toc {level}", 11, colour=INK, after=4, bold=level == 1)
        entry.paragraph_format.left_indent = Cm(0.6 * (level - 1))
        entry.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _add(document: WordDocument, name: str, size: float, **look: object) -> ParagraphStyle:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name.startswith("toc "))
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    return _restyle(document, name, size, **look)  # type: ignore[arg-type]


def _restyle(
    document: WordDocument,
    name: str,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    colour: RGBColor = INK,
    before: float = 0,
    after: float = 0,
) -> ParagraphStyle:
    style = document.styles[name]
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"{name} is not a style of paragraphs")
    font = style.font
    font.size, font.bold, font.italic, font.color.rgb = Pt(size), bold, italic, colour
    # a theme font would win over the named one, and has no Cyrillic of its own
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    return style


def border(style: ParagraphStyle, side: str, colour: str, *, size: int, space: int) -> None:
    """A line along `side` of the paragraph; `size` in eighths of a point, `space` in points."""
    border_line(style.element.get_or_add_pPr(), side, colour, size=size, space=space)


def border_line(properties: BaseOxmlElement, side: str, colour: str, *, size: int, space: int) -> None:
    """As `border`, for the properties (w:pPr) of a style or of a single paragraph."""
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        properties.insert_element_before(borders, "w:shd", *_AFTER_SHADING)
    line = OxmlElement(f"w:{side}")
    for key, value in (("val", "single"), ("sz", str(size)), ("space", str(space)), ("color", colour)):
        line.set(qn(f"w:{key}"), value)
    borders.append(line)


def shade(style: ParagraphStyle, colour: str) -> None:
    properties = style.element.get_or_add_pPr()
    fill = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        fill.set(qn(f"w:{key}"), value)
    properties.insert_element_before(fill, *_AFTER_SHADING)


def align_right(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
