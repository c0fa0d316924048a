"""Attendance sheets and the closing sheet as files: read back, page by page."""

import hashlib

import pytest

from eventapp.core.config import FONTS
from exports import attendance_closing, attendance_sheet
from exports.attendance_closing import ClosingLabels, Facts, File, Row
from exports.attendance_sheet import Frame, Line, Sheet, SheetLabels
from tests.attendance.paper import pages

RUSSIAN = SheetLabels(
    title="Лист регистрации участников",
    sheet_number="Лист № %(number)s",
    name="Фамилия, имя, отчество",
    signature="Подпись",
    project_number="Проект № %(number)s",
)
FRAME = Frame(
    workshop=["Labour migration", "Трудовая миграция"],
    project=["National capacities"],
    project_number="ENI/2015/367-012",
    funding=["Funded by the European Union."],
    data_protection=["Kept for seven years.", "Хранится семь лет."],
)


def a_sheet(lines, number=14, blank=0, **changes):
    facts = {"what": ["Day 1: 29 March 2016"], "where": ["Almaty, Kazakhstan"], **changes}
    return Sheet(number=number, lines=lines, blank=blank, **facts)


ENGLISH = SheetLabels()


def made(*sheets, frame=FRAME, labels=(ENGLISH, RUSSIAN)):
    return pages(attendance_sheet.pdf(sheets, frame, labels, "en", FONTS))


def test_every_page_stands_by_itself():
    read = made(a_sheet([Line(f"Person {number}") for number in range(1, 41)], blank=3))
    assert len(read) > 2
    for number, page in enumerate(read, start=1):
        for text in (
            "ENI/2015/367-012",
            "Labour migration",
            "Day 1: 29 March 2016",
            "Sheet No. 14",
        ):
            assert text in page
        assert "Kept for seven years." in page
        assert "Хранится семь лет." in page
        assert f"Page {number} of {len(read)}" in page
    assert all("Фамилия, имя, отчество" in page for page in read[:-1])  # the last one may hold the signatures alone
    assert "Трудовая миграция" in read[0]
    assert "43" in " ".join(read).split()
    assert "For the host: name, signature, date" in read[-1]


def test_sheets_in_one_file_are_counted_each_by_itself():
    read = made(a_sheet([Line("Aigul OSMONOVA")]), a_sheet([], number=15, blank=40, part=["Local participants"]))
    assert "Page 1 of 1" in read[0]
    assert "Sheet No. 15" in read[1]
    assert "Local participants" in read[1]
    assert f"Page 1 of {len(read) - 1}" in read[1]


def test_names_of_three_scripts_and_long_words_are_all_there():
    long = "Щ" * 60
    lines = [
        Line("Abdulrahman MOHAMMADI", "عبدالرحمن محمدی"),
        Line(long, "X" * 60, post="Y" * 50),
        Line("Nguyễn Thị Ánh"),
    ]
    text = "".join(made(a_sheet(lines))[0].replace("\u200b", "").split())
    assert long in text
    assert "X" * 60 in text
    assert "Y" * 50 in text
    assert "NguyễnThịÁnh" in text
    assert "MOHAMMADI" in text


def test_columns_are_those_that_were_chosen():
    line = Line("A", post="Director", organization="Ministry", country="Kazakhstan", sex="F", type="Official")
    every = made(a_sheet([line]), frame=Frame(["W"], columns=attendance_sheet.COLUMNS), labels=[ENGLISH])[0]
    assert {"Director", "Ministry", "Kazakhstan", "Official"} <= set(every.split())
    few = made(a_sheet([line]), frame=Frame(["W"], columns=["sex"]), labels=[ENGLISH])[0]
    assert not {"Director", "Ministry", "Official", "Country"} & set(few.split())


def test_what_is_no_sheet_is_refused():
    with pytest.raises(ValueError, match="needs a sheet"):
        attendance_sheet.pdf([], FRAME, [ENGLISH], "en", FONTS)
    with pytest.raises(ValueError, match="no column salary"):
        attendance_sheet.pdf([a_sheet([])], Frame(["W"], columns=["salary"]), [ENGLISH], "en", FONTS)


def test_the_closing_sheet_says_figures_files_checksum_and_formula():
    digest = hashlib.sha256(b"scan").hexdigest()
    facts = Facts(
        workshop="Labour migration",
        place="Almaty, Kazakhstan",
        project="National capacities",
        project_number="ENI/2015/367-012",
        funding="Funded by the European Union.",
        generated="As of 2016-04-01",
        days=["Day 1", "Day 2"],
        total=[Row("All", [41, 39], 43, 80)],
        rules=["A day is attended with one scan."],
        by_sex=[Row("Female", [20, 19], 21, 39)],
        by_country=[Row("Kazakhstan", [41, 39], 43, 80)],
        by_type=[],
        by_source=[Row("Scan", [40, 39], 42, 79)],
        files=[File("Sheet No. 14", "page " + "x" * 80 + ".pdf", 1234, digest)],
        register=File("Register", "register.txt", 10, "0" * 64),
        checksum="f" * 64,
        verify="eventapp attendance verify almaty-2016",
    )
    text = " ".join(pages(attendance_closing.pdf(facts, ClosingLabels(), "en", FONTS)))
    for part in (
        "Closing sheet of attendance",
        "ENI/2015/367-012",
        "80",
        "Female",
        "Participants by country",
        digest[:32],
        digest[32:],
    ):
        assert part in text
    assert "f" * 64 in "".join(text.split())
    assert attendance_closing.FORMULA in " ".join(text.split())
    assert "eventapp attendance verify almaty-2016" in text
