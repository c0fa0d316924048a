"""A Word file as PDF: what is carried over, and that the rest is named."""

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.shared import Mm, Pt
from PIL import Image

from exports.word import to_pdf

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def made(document, fonts: Path) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(to_pdf.pdf(saved(document), fonts, title="Letter"))


def saved(document) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def lines(pdf: pypdfium2.PdfDocument, page: int = 0) -> list[str]:
    text: str = pdf[page].get_textpage().get_text_range()
    return [line.strip() for line in text.splitlines() if line.strip()]


def left_edge(pdf: pypdfium2.PdfDocument, word: str) -> float:
    """Where the word begins, in millimetres from the left."""
    page = pdf[0].get_textpage()
    found = page.search(word).get_next()
    assert found is not None, word
    return round(page.get_charbox(found[0])[0] / 72 * 25.4, 1)


def test_text_runs_on_in_its_order(fonts: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph("Dear ")
    paragraph.add_run("Aigul").bold = True
    paragraph.add_run(", и Тимур").italic = True
    document.add_paragraph("Second paragraph")
    assert lines(made(document, fonts)) == ["Dear Aigul, и Тимур", "Second paragraph"]


def test_the_page_is_that_of_the_file(fonts: Path) -> None:
    document = Document()
    document.sections[0].page_width, document.sections[0].page_height = Mm(210), Mm(297)
    document.add_paragraph("x")
    width, height = made(document, fonts)[0].get_size()
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (210, 297)


def test_indents_and_alignment(fonts: Path) -> None:
    document = Document()
    section = document.sections[0]
    section.page_width, section.left_margin, section.right_margin = Mm(210), Mm(20), Mm(20)
    document.add_paragraph("plain")
    document.add_paragraph("moved").paragraph_format.left_indent = Mm(30)
    document.add_paragraph("right").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    pdf = made(document, fonts)
    assert left_edge(pdf, "plain") == pytest.approx(20, abs=0.5)
    assert left_edge(pdf, "moved") == pytest.approx(50, abs=0.5)
    assert left_edge(pdf, "right") > 175


def test_a_page_break_begins_a_page(fonts: Path) -> None:
    document = Document()
    document.add_paragraph("first").add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("second")
    pdf = made(document, fonts)
    assert [lines(pdf, number) for number in range(len(pdf))] == [["first"], ["second"]]


def test_lists_are_counted(fonts: Path) -> None:
    document = Document()
    for text in ("one", "two"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("dot", style="List Bullet")
    assert lines(made(document, fonts)) == ["1. one", "2. two", "• dot"]


def test_tables_with_merged_cells(fonts: Path) -> None:
    document = Document()
    table = document.add_table(2, 2, style="Table Grid")
    table.cell(0, 0).merge(table.cell(0, 1)).text = "across"
    table.cell(1, 0).text, table.cell(1, 1).text = "left", "right"
    assert " ".join(lines(made(document, fonts))) == "across left right"


def test_header_footer_and_numbers_of_pages(fonts: Path) -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Letterhead"
    foot = document.sections[0].footer.paragraphs[0]
    for text, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        foot.add_run(text)
        foot._element.append(
            parse_xml(f'<w:fldSimple {WORD} w:instr=" {field} "><w:r><w:t>9</w:t></w:r></w:fldSimple>')
        )
    document.add_paragraph("text").add_run().add_break(WD_BREAK.PAGE)
    pdf = made(document, fonts)
    assert lines(pdf, 1) == ["Letterhead", "Page 2 of 2"]


def test_several_files_count_their_pages_apart(fonts: Path) -> None:
    document = Document()
    foot = document.sections[0].footer.paragraphs[0]
    foot._element.append(parse_xml(f'<w:fldSimple {WORD} w:instr="PAGE"><w:r><w:t>9</w:t></w:r></w:fldSimple>'))
    foot.add_run(" / ")
    foot._element.append(parse_xml(f'<w:fldSimple {WORD} w:instr="NUMPAGES"><w:r><w:t>9</w:t></w:r></w:fldSimple>'))
    document.add_paragraph("x")
    pdf = pypdfium2.PdfDocument(to_pdf.pdf_of_all([saved(document)] * 3, fonts, title="Letters"))
    assert [lines(pdf, number) for number in range(len(pdf))] == [["x", "1 / 1"]] * 3


def test_pictures_stand_in_the_line(fonts: Path) -> None:
    picture = BytesIO()
    Image.new("RGB", (40, 20), "#1f4e79").save(picture, "PNG")
    document = Document()
    document.add_paragraph().add_run().add_picture(picture, width=Mm(40))
    found = list(made(document, fonts)[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]))
    left, _bottom, right, _top = found[0].get_bounds()
    assert round((right - left) / 72 * 25.4) == 40


def test_persian_in_the_text(fonts: Path) -> None:
    document = Document()
    document.add_paragraph("Name: محمدرضا احمدی")
    pdf = made(document, fonts)
    assert left_edge(pdf, "Name") < left_edge(pdf, "محمدرضا")
    assert "محمدرضا احمدی" in lines(pdf)[0]


def test_what_cannot_be_carried_over_is_named() -> None:
    document = Document()
    document.add_paragraph("x")._element.append(
        parse_xml(f"<w:r {WORD}><w:object/><w:commentReference w:id='1'/></w:r>")
    )
    assert to_pdf.left_out(saved(document)) == ["comments", "embedded objects"]


def test_of_a_plain_letter_nothing_is_left_out() -> None:
    document = Document()
    document.add_paragraph("x").paragraph_format.space_after = Pt(4)
    assert to_pdf.left_out(saved(document)) == []
