"""The workbooks, opened again and compared cell by cell."""

import unicodedata
from dataclasses import replace
from datetime import date, datetime, time
from io import BytesIO

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from exports.excel import NOTE_COLUMNS, evidence_workbook, notes_workbook, participants_workbook
from exports.excel.cells import LONGEST_TEXT, write
from exports.excel.sheet import sheet_name
from tests.exports import workshop_sample


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(content))


def rows(page, first: int = 3) -> list[list[object]]:
    return [list(row) for row in page.iter_rows(min_row=first, values_only=True)]


@pytest.fixture(scope="module")
def book(report, labels):
    return opened(evidence_workbook(report, labels))


def test_the_sheets_of_the_evidence_workbook(book):
    assert book.sheetnames == [
        "Overview", "Participants", "By type", "By country", "By sex", "Agenda", "Attendance", "Attendance long",
        "Feedback", "Feedback charts", "Feedback comments", "Notes", "Quotes", "Recommendations", "Codebook",
    ]  # fmt: skip


def test_overview_tells_the_figures_and_how_they_were_counted(book):
    page = book["Overview"]
    cells = [[value for value in row if value is not None] for row in rows(page, 1)]
    cells = [row for row in cells if row]
    assert cells[0] == [workshop_sample.WORKSHOP.title]
    assert cells[1:3] == [
        ["Evidence workbook · As of 2016-04-04 10:30 (Asia/Almaty)"],
        ["Demo data: the scans and responses in this file are made up."],
    ]
    assert cells[-4:] == [
        ["Key figure", "Value", "How it was counted"],
        ["Participants", 10, "Confirmed registrations of types that count as participants"],
        ["Share of women", 0.6, "Women among those counted"],
        ["Countries represented", 5, "Different countries among the participants"],
    ]


def test_participants_stand_in_the_order_given_without_contact_details(book):
    header, *people = rows(book["Participants"])
    assert header == [
        "No.", "Honorific", "Name", "Name in original script", "Sex", "Position", "Organization", "Delegation",
        "Delegation type", "Country", "Head of delegation", "State of registration",
        "Days present", "Counted as participant",
    ]  # fmt: skip
    assert people[0] == [
        1, "H.E.", "Askar BEKTUROV", "Аскар Бектуров", "Male", "Deputy Minister", "Ministry of Foreign Affairs",
        "Kazakhstan", "Government official", "Kazakhstan", "yes", "Confirmed", "1, 2, 3", "yes",
    ]  # fmt: skip
    assert [row[0] for row in people] == list(range(1, 12))
    assert [row[13] for row in people] == ["yes"] * 10 + ["no"]


def test_no_file_of_evidence_holds_an_address_or_a_telephone_number(report, labels):
    texts = [str(value) for page in opened(evidence_workbook(report, labels)) for row in rows(page, 1) for value in row]
    assert [text for text in texts if "@example.org" in text or "+77270000000" in text] == []


def test_totals_are_live_formulas_and_counts_are_numbers(book):
    assert rows(book["By country"]) == [
        ["Country", "Female", "Male", "Total", "Share"],
        ["Kazakhstan", 1, 2, "=SUM(B4:C4)", "=IF($D$7=0,0,D4/$D$7)"],
        ["Afghanistan", 1, 1, "=SUM(B5:C5)", "=IF($D$7=0,0,D5/$D$7)"],
        ["Turkmenistan", 1, 0, "=SUM(B6:C6)", "=IF($D$7=0,0,D6/$D$7)"],
        ["Total", "=SUM(B4:B6)", "=SUM(C4:C6)", "=SUM(D4:D6)", "=IF($D$7=0,0,$D$7/$D$7)"],
    ]
    assert rows(book["By sex"]) == [
        ["Sex", "Number of people", "Share"],
        ["Female", 6, "=IF($B$6=0,0,B4/$B$6)"],
        ["Male", 4, "=IF($B$6=0,0,B5/$B$6)"],
        ["Total", "=SUM(B4:B5)", "=IF($B$6=0,0,$B$6/$B$6)"],
    ]


def test_formulas_stand_only_in_the_tables_that_need_them(book):
    found = {page.title for page in book for row in page.iter_rows() for cell in row if cell.data_type == "f"}
    assert found == {"By type", "By country", "By sex"}


def test_a_name_that_is_a_formula_is_text_and_stays_so(book):
    cell = book["Participants"]["C9"]
    assert (cell.value, cell.data_type, bool(cell.quotePrefix)) == (
        '=HYPERLINK("http://evil";"Ivan")',
        "s",
        True,
    )


def test_agenda_shows_local_times_as_times(book):
    header, first, *_ = rows(book["Agenda"])
    assert header[:5] == ["No.", "Date", "Starts", "Ends", "Minutes"]
    assert first[:8] == [
        1, datetime(2016, 3, 29), time(8, 30), time(9), 30, "Foyer", "Registration", "Registration of participants",  # noqa: DTZ001
    ]  # fmt: skip


def test_attendance_by_checkpoint_and_by_person(book):
    assert rows(book["Attendance"])[:4] == [
        ["Checkpoint", "Kind of checkpoint", "Day", "Present", "Expected", "Share"],
        ["Venue, 29 March", "day", 1, 10, 10, 1],
        ["Venue, 30 March", "day", 2, 8, 10, 0.8],
        ["What do we know about radicalization processes in Central Asia?", "session", 1, 6, None, None],
    ]
    assert rows(book["Attendance long"])[1] == [
        1, "Askar BEKTUROV", "Kazakhstan", "Venue, 29 March", datetime(2016, 3, 29, 8, 31), "Scan",  # noqa: DTZ001
    ]  # fmt: skip


def test_feedback_gives_base_mean_and_counts_and_hides_what_few_answered(book):
    header, *questions = rows(book["Feedback"])
    assert header == [
        "Form", "Question", "Kind of question", "Responses", "Base", "Response rate", "Mean",
        "1", "2", "3", "4", "5", "Scale", "Remark",
    ]  # fmt: skip
    assert questions[0][1:] == [
        "How relevant was the session to your work?", "Rating", 24, 52,
        pytest.approx(24 / 52), pytest.approx(100 / 24), 0, 1, 4, 9, 10,
        "1 = poor, 5 = excellent", None,
    ]  # fmt: skip
    assert questions[3][3:] == [
        3,
        20,
        0.15,
        None,
        None,
        None,
        None,
        None,
        None,
        "1 = poor, 5 = excellent",
        "Not shown: fewer than five responses",
    ]


def test_charts_are_native_and_lie_over_the_cells_of_the_figures(book):
    charts = {page.title: [chart.series[0].val.numRef.f for chart in page._charts] for page in book if page._charts}
    assert charts == {
        "By type": ["'By type'!$B$4:$B$8"],
        "By country": ["'By country'!$B$4:$B$6"],
        "By sex": ["'By sex'!$B$4:$B$5"],
        "Feedback charts": [
            "'Feedback'!$G$4:$G$5",
            "'Feedback'!$H$4:$H$5",
            "'Feedback'!$G$8:$G$11",
            "'Feedback'!$H$8:$H$11",
        ],
    }


def test_notes_quotes_and_recommendations(book):
    assert [row[0] for row in rows(book["Notes"])[1:]] == [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 13]
    assert rows(book["Quotes"])[1:] == [
        [
            4,
            "Anyone can become radicalized.",
            "an official from Central Asia",
            "The scope of radicalization in Central Asia",
            "What do we know about radicalization processes in Central Asia?",
        ],
        [
            8,
            "=Young people trust those who look like them.",
            "a representative of a public association",
            "Countering violent extremist messages online",
            "Working group A: credible messengers",
        ],
    ]
    assert rows(book["Recommendations"])[1:] == [
        [
            1,
            "Research",
            "Fund research on drivers.",
            "Governments; UNRCCA",
            "Towards a stronger regional response",
            "Open",
            12,
        ],
        [2, None, "Meet again within a year.", "UNRCCA", "Towards a stronger regional response", "Open", 13],
    ]


def test_sensitive_notes_come_only_when_asked_for(report, labels):
    asked = opened(evidence_workbook(report, labels, sensitive=True))
    assert [row[0] for row in rows(asked["Notes"])[1:]] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13]
    exported = opened(notes_workbook(report, labels))
    assert 9 not in [row[0] for row in rows(exported["Notes"])[1:]]


def test_each_list_is_frozen_filtered_and_set_up_for_print(book):
    for page in book.worksheets:
        assert (page.page_setup.paperSize, page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (9, 1, 0)
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.oddHeader.left.text == "Demo data · Recognizing and Responding to Radicalization"
        assert page.oddFooter.right.text == "Page &P of &N"
    people = book["Participants"]
    assert (people.freeze_panes, people.auto_filter.ref, people.print_title_rows) == ("D4", "A3:N14", "$3:$3")
    assert people.page_setup.orientation == "landscape"
    assert people["A3"].font.bold


def test_properties_name_the_workshop_and_nobody(book):
    properties = book.properties
    assert (properties.creator, properties.lastModifiedBy, properties.title) == (
        None, None, "Recognizing and Responding to Radicalization: Evidence workbook",
    )  # fmt: skip


def test_an_empty_report_still_makes_a_workbook(labels):
    bare = workshop_sample.report(
        demo=False, key_figures=(), agenda=(), participants=(), by_type=None, by_country=None, by_sex=None,
        attendance=(), attendance_rows=(), feedback=(), notes=(), recommendations=(), codes={},
    )  # fmt: skip
    made = opened(evidence_workbook(bare, labels))
    assert rows(made["Notes"])[1:] == []
    assert made["Notes"].auto_filter.ref == "A3:K3"


def test_list_of_participants_has_contact_columns_only_where_given(report, labels):
    header, first, *_ = rows(opened(_list(report.participants, labels))["Participants"])
    assert header[-3:] == ["E-mail", "Telephone", "Dietary needs"]
    assert first[-3:] == ["p1@example.org", "+77270000000", "Halal"]

    hidden = [replace(person, email=None, phone=None, dietary=None) for person in report.participants]
    assert rows(opened(_list(hidden, labels))["Participants"])[0][-1] == "Counted as participant"


def _list(people, labels) -> bytes:
    return participants_workbook(workshop_sample.WORKSHOP, people, labels, generated_at=workshop_sample.GENERATED)


def test_notes_workbook_can_be_read_back_by_its_keys(report, labels):
    content = notes_workbook(report, labels)
    page = opened(content)["Notes"]
    assert tuple(cell.value for cell in page[1]) == NOTE_COLUMNS
    assert page.row_dimensions[1].hidden
    read = [dict(zip(NOTE_COLUMNS, row, strict=True)) for row in rows(page, 4)]
    assert {key: value for key, value in read[7].items() if value is not None} == {
        "number": 8, "kind": "quote", "session": "d2-wg-a", "theme": "online",
        "text": "=Young people trust those who look like them.",
        "attribution_type": "civil-society", "attribution": "a representative of a public association",
    }  # fmt: skip
    assert (read[5]["country"], read[5]["figures"]) == ("KZ", "17 centres")
    assert CalamineWorkbook.from_filelike(BytesIO(content)).sheet_names == ["Notes", "Codes"]


def test_notes_workbook_offers_the_keys_as_lists(report, labels):
    book = opened(notes_workbook(report, labels))
    rules = {str(rule.sqref): rule.formula1 for rule in book["Notes"].data_validations.dataValidation}
    assert rules["B4:B214"] == "'Codes'!$B$4:$B$10"
    assert [row[1] for row in rows(book["Codes"])[1:8]] == [
        "finding", "key-point", "quote", "question", "practice", "action", "recommendation",
    ]  # fmt: skip


# --- text stays text -------------------------------------------------------------------------------------

no_escape_of_excels_own = st.text().filter(lambda text: "_x" not in text)


def written_and_read(text: str) -> tuple[object, object]:
    book = openpyxl.Workbook()
    write(book.active.cell(1, 1), text)
    out = BytesIO()
    book.save(out)
    cell = openpyxl.load_workbook(BytesIO(out.getvalue())).active.cell(1, 1)
    by_calamine = CalamineWorkbook.from_filelike(BytesIO(out.getvalue())).get_sheet_by_index(0).to_python()
    return (cell.value, cell.data_type), by_calamine[0][0] if by_calamine else ""


@given(no_escape_of_excels_own)
@example("=1+1")
@example('=HYPERLINK("http://evil","x")')
@example("+7 727")
@example("-5")
@example("@SUM(A1)")
@example("\t=1")
@example("#REF!")
@example("TRUE")
@example("2016-03-29")
@example("e\u0301")
@example(" leading and trailing ")
def test_any_text_comes_back_as_the_same_text_and_never_as_a_formula(text):
    kept = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = "".join(c for c in kept if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff"))
    (value, kind), other = written_and_read(text)
    assert value == (kept or None)
    assert kind == ("s" if kept else "n")
    assert other == kept


@pytest.mark.parametrize("text", ["_x0041_", "_x000D_ and _x005F_", "a_x0009_b", "_x0041_x0042_"])
def test_text_in_the_shape_of_excels_escapes_is_shown_as_typed(text):
    assert written_and_read(text)[1] == text


def test_text_is_cut_to_what_a_cell_can_hold():
    (value, _), _ = written_and_read("😀" * LONGEST_TEXT)
    assert value == "😀" * (LONGEST_TEXT // 2)


def test_text_that_looks_like_a_formula_stays_text_when_it_is_edited():
    book = openpyxl.Workbook()
    for row, text in enumerate(("=1+1", "plain"), start=1):
        write(book.active.cell(row, 1), text)
    assert [bool(book.active.cell(row, 1).quotePrefix) for row in (1, 2)] == [True, False]


@pytest.mark.parametrize(
    ("name", "allowed"), [("a/b:c?", "a b c"), ("x" * 40, "x" * 31), ("'quoted'", "quoted"), ("***", "Sheet")]
)
def test_a_sheet_is_called_as_excel_allows(name, allowed):
    assert sheet_name(name) == allowed


def test_dates_stay_dates():
    book = openpyxl.Workbook()
    write(book.active.cell(1, 1), date(2016, 3, 29))
    assert (book.active.cell(1, 1).value, book.active.cell(1, 1).number_format) == (date(2016, 3, 29), "yyyy-mm-dd")
