"""The programme for Word and for Excel."""

from datetime import time
from io import BytesIO

from docx import Document
from openpyxl import load_workbook

from exports.excel.programme import programme_book
from exports.word.programme import programme_document
from tests.exports.programme_sample import PERSIAN, at, programme, session
from tests.exports.workshop_sample import WORKSHOP

SHOWN = programme(
    session(at("09:00"), 45, "Opening", "Открытие", room="Hall", people=(("Chairs", "A; B"),)),
    session(at("10:00"), 45, '=HYPERLINK("http://evil")', PERSIAN, mark="Cancelled", cancelled=True),
    session(at("09:00", 30), 30, "Coffee", "Кофе", quiet=True),
    languages=("en", "ru"),
)


def test_word_has_a_heading_and_a_table_for_each_day():
    document = Document(BytesIO(programme_document(SHOWN)))

    headings = [(each.style.name, each.text) for each in document.paragraphs if each.style.name.startswith("Heading")]
    assert headings == [
        ("Heading 1", "Programme · Программа"),
        ("Heading 2", "Day 29 March · Day 29 March"),
        ("Heading 2", "Day 30 March · Day 30 March"),
    ]
    first, second = ([[cell.text for cell in row.cells] for row in table.rows] for table in document.tables)
    assert first[1] == ["09:00–09:45", "Opening\nHall\nChairs: A; B", "Открытие\nHall\nChairs: A; B"]
    assert second[1] == ["09:00–09:30", "Coffee", "Кофе"]


def test_word_strikes_out_what_is_cancelled_and_sets_persian_from_the_right():
    table = Document(BytesIO(programme_document(SHOWN))).tables[0]

    title = table.rows[2].cells[2].paragraphs[0]
    assert title.runs[0].font.strike
    assert title.runs[0].font.rtl
    assert [each.style.name for each in table.rows[2].cells[1].paragraphs] == ["Session title", "Session mark"]


def test_excel_has_everything_on_one_sheet_and_each_day_on_its_own(labels):
    book = load_workbook(BytesIO(programme_book(SHOWN, WORKSHOP, labels)))

    assert book.sheetnames == ["Programme", "2016-03-29", "2016-03-30"]
    flat = book["Programme"]
    assert flat.auto_filter.ref == "A3:I6"
    assert [cell.value for cell in flat[3]] == [
        "Date",
        "Starts",
        "Ends",
        "Minutes",
        "Session",
        "Session",
        "Room",
        "Chairs and speakers",
        "Remark",
    ]
    assert [cell.value for cell in book["2016-03-30"][4]] == [time(9), time(9, 30), 30, "Coffee", "Кофе"]


def test_excel_runs_no_formula(labels):
    book = load_workbook(BytesIO(programme_book(SHOWN, WORKSHOP, labels)))

    cell = book["Programme"]["E5"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ('=HYPERLINK("http://evil")', "s", True)
