"""Lists unlike those of Almaty: other headings, other kinds of file, cells that are wrong."""

import csv
import sys
import time
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventapp.registration.sheets.delimited import read_text_table
from eventapp.registration.sheets.headings import field_of
from eventapp.registration.sheets.isolation import SheetCells
from eventapp.registration.sheets.model import NomineeRow, Problem, Skipped
from eventapp.registration.sheets.reading import read_list
from eventapp.registration.sheets.reasons import MESSAGES, SheetRefused
from eventapp.registration.sheets.understand import understand
from tests.registration.sheets.files import ods, raw_xlsx, xlsx


def test_headings_in_two_rows_and_two_languages():
    data = xlsx(
        [
            ["Delegation of Uzbekistan / Делегация Узбекистана"],
            ["№", "Name", None, "Contacts", None, "Должность"],
            [None, "Family", "Given names", "E-mail", "Phone", None],
            [1, "Qodirova", "Dilnoza Anvar qizi", "d.qodirova@example.org", 998901234567, "Начальник отдела"],
            [None, None, None, None, None, None],
            [2, "Oʻrinboyev", "Gʻayrat", "none", "+998 90 000-00-00", "Эксперт"],
            [3, None, None, None, None, None],
            ["Итого", 2],
        ],
        merged=["A1:F1", "B2:C2", "D2:E2"],
    )

    found = read_list(data, "uz.xlsx")

    assert found.header_row == 3
    assert [column.field for column in found.columns] == ["number", "family", "given", "email", "phone", "position"]
    assert found.rows == (
        NomineeRow(
            row=4,
            latin_family="Qodirova",
            latin_given="Dilnoza Anvar qizi",
            latin_name="Dilnoza Anvar qizi Qodirova",
            position="Начальник отдела",
            email="d.qodirova@example.org",
            phone="998901234567",
        ),
        NomineeRow(
            row=6,
            latin_family="Oʻrinboyev",
            latin_given="Gʻayrat",
            latin_name="Gʻayrat Oʻrinboyev",
            position="Эксперт",
            phone="+998 90 000-00-00",
        ),
    )
    assert found.problems == (Problem(6, "D", "none", "bad_email", "email"),)
    assert found.skipped == (
        Skipped(1, "A", "Delegation of Uzbekistan / Делегация Узбекистана", "above_headings"),
        Skipped(8, "A", "Итого | 2", "total"),
    )


def test_an_opendocument_list_in_russian_with_patronymics_and_a_divider_without_names():
    data = ods(
        [
            ["Фамилия", "Имя", "Отчество", "Страна", "Примечание", "Размер обуви"],
            ["Асан уулу", "Азамат", "", "Кыргызская Республика", "веган?", "43"],
            ["", "", "", "Республика Казахстан", "", ""],
            ["Сидорова", "Анна", "Петровна", "Атлантида", "", ""],
            ["Фамилия", "Имя", "Отчество", "Страна", "Примечание", "Размер обуви"],
        ]
    )

    found = read_list(data, "list.ods")

    assert found.sheet == "List"
    assert [(row.row, row.original_name, row.latin_name, row.country, row.extra) for row in found.rows] == [
        (2, "Асан уулу Азамат", "Azamat Asan uulu", "KG", {"remarks": "веган?", "Размер обуви": "43"}),
        (4, "Сидорова Анна Петровна", "Anna Sidorova", None, {"patronymic": "Петровна"}),
    ]
    assert found.problems == (Problem(4, "D", "Атлантида", "unknown_country", "country"),)
    assert found.skipped == (
        Skipped(3, "D", "Республика Казахстан", "no_name"),
        Skipped(5, "A", "Фамилия | Имя | Отчество | Страна | Примечание | Размер обуви", "repeated_headings"),
    )


def test_forms_of_address_both_scripts_in_one_cell_and_a_section_merged_across():
    data = xlsx(
        [
            ["Title", "Name of participant", "Designation", "Nationality", "Language", "Visa"],
            ["Ministry of Justice"],
            ["Ms.", "Lola Rakhimova / Лола Рахимова", "Judge", "Tajik", "Russian, English", "maybe"],
            ["Mr.", "KARIMOV, Ali", "n/a", "Tajik", "Any", "–"],
            ["Mr.", "TBC", "Clerk"],
        ],
        merged=["A2:F2"],
    )

    found = read_list(data, "t.xlsx")

    assert found.rows == (
        NomineeRow(
            row=3,
            latin_name="Lola Rakhimova",
            original_name="Лола Рахимова",
            sex="female",
            position="Judge",
            language="ru",
            languages=("ru", "en"),
            extra={"honorific": "Ms.", "nationality": "Tajik"},
        ),
        NomineeRow(
            row=4,
            latin_family="KARIMOV",
            latin_given="Ali",
            latin_name="Ali KARIMOV",
            sex="male",
            visa_support=False,
            extra={"honorific": "Mr.", "nationality": "Tajik"},
        ),
    )
    assert found.problems == (
        Problem(3, "F", "maybe", "not_yes_or_no", "visa_support"),
        Problem(4, "E", "Any", "unknown_language", "language"),
    )
    assert found.skipped == (
        Skipped(2, "A", "Ministry of Justice", "section"),
        Skipped(5, "A", "Mr. | TBC | Clerk", "no_name"),
    )


def test_persian_only_names_get_no_latin_proposal_and_keep_their_joiners():
    found = read_list("نام و تخلص,جنس,وظیفه\nعلی‌رضا احمدی,مرد,معاون\n".encode(), "a.csv")

    assert found.rows == (NomineeRow(row=2, original_name="علی‌رضا احمدی", sex="male", position="معاون"),)


def test_the_list_stands_on_a_later_sheet_beside_others():
    data = xlsx([["Read me first"]], more={"Participants": [["Surname", "Name"], ["Li", "Wei"]], "Rooms": [["101"]]})

    found = read_list(data, "l.xlsx")

    assert (found.sheet, found.other_sheets) == ("Participants", ("Sheet", "Rooms"))
    assert [row.latin_name for row in found.rows] == ["Wei Li"]


def test_a_name_may_be_one_word_and_a_list_one_column():
    found = read_list("Participant\nSukarno\nÉtienne\n".encode("utf-16"), "one.txt")

    assert [(row.latin_name, row.latin_family) for row in found.rows] == [("Sukarno", None), ("Étienne", None)]


def test_what_a_person_says_about_columns_overrules_the_headings():
    data = b"A1;B1;C1\nKarimov;Ali;a@example.org\n"
    unclear = read_list(data, "x.csv")
    assert (unclear.rows, len(unclear.asked)) == ((), 3)

    found = read_list(data, "x.csv", {1: "family", 2: "given", 3: "email"})

    assert found.header_row == 0
    assert found.rows[-1] == NomineeRow(
        row=2, latin_family="Karimov", latin_given="Ali", latin_name="Ali Karimov", email="a@example.org"
    )
    with pytest.raises(ValueError, match="no such field: shoe"):
        read_list(data, "x.csv", {1: "shoe"})
    with pytest.raises(SheetRefused) as refused:
        read_list(b"Name;Sex\nAli;m\n", "x.csv", {1: "remarks"})
    assert refused.value.reason_code == "no_name_column"


def test_a_formula_without_a_value_is_refused_with_its_cell_and_one_with_a_value_is_read():
    data = xlsx([["Name", "Sex"], ['=HYPERLINK("http://evil.example/","Ivan")', "m"], ["=1+1", "f"], ["Ann", "f"]])

    found = read_list(data, "f.xlsx")

    assert [row.latin_name for row in found.rows] == ["Ann"]
    assert found.skipped == (
        Skipped(2, "A", '=HYPERLINK("http://evil.example/","Ivan")', "formula"),
        Skipped(3, "A", "=1+1", "formula"),
    )
    saved = (
        '<row r="1"><c r="A1" t="str"><v>Name</v></c></row><row r="2"><c r="A2" t="str"><f>B9</f><v>Ann</v></c></row>'
    )
    assert [row.latin_name for row in read_list(raw_xlsx(saved), "f.xlsx").rows] == ["Ann"]


def test_two_people_of_one_name_are_told_apart_by_their_mailbox():
    lines = ["Name,Organization,E-mail", "Ali Karimov,MoJ,a@example.org", "Ali Karimov,MoJ,b@example.org"]
    lines += ["ali  KARIMOV,Ministry of Justice,A@example.org", "Karimov Ali,MoJ,"]

    found = read_list("\n".join(lines).encode(), "d.csv")

    assert [row.row for row in found.rows] == [2, 3]
    assert [(twin.row, twin.first_row) for twin in found.duplicates] == [(4, 2), (5, 2)]


def test_a_word_of_two_alphabets_and_texts_without_end_are_pointed_out():
    text = f"Name;Position\n\u0421arimov Ali;{'x' * 2001}\n{'y' * 201};boss\n"

    found = read_list(text.encode(), "m.csv")

    assert [(row.original_name, row.position) for row in found.rows] == [("\u0421arimov Ali", None)]
    assert [(problem.row, problem.column, problem.reason_code, problem.most) for problem in found.problems] == [
        (2, "A", "mixed_scripts", 0),
        (2, "B", "too_long", 2000),
    ]
    assert [(skipped.row, skipped.reason_code) for skipped in found.skipped] == [(3, "no_name")]


def test_every_reason_can_be_said():
    facts = Problem(1, "A", "x", "too_long", "position", 5).facts | Skipped(1, None, "", "duplicate", 3).facts
    facts |= {"megabytes": 1, "most": 2, "parts": 3, "row": 4, "column": "B"}

    assert all(message % facts for message in MESSAGES.values())
    assert str(SheetRefused("too_many_rows", row=9, most=5)).startswith("The list reaches down to row 9;")


def test_five_thousand_rows_take_less_than_five_seconds(capsys):
    heading = ["No.", "Family name", "First name", "Gender", "Position", "Organization", "E-mail", "Country"]
    people = [
        [n, f"Family{n}", "Ann", "F", "Expert", f"Office {n % 50}", f"p{n}@example.org", "Kyrgyz Republic"]
        for n in range(5000)
    ]
    data = xlsx([["List of participants"], heading, *people])

    started = time.perf_counter()
    found = read_list(data, "big.xlsx")
    seconds = time.perf_counter() - started

    with capsys.disabled():
        sys.stdout.write(f"\n5,000 rows read in {seconds:.2f} s\n")
    assert (len(found.rows), found.problems) == (5000, ())
    assert seconds < 5


def test_more_people_than_a_list_may_have():
    data = ("Name;Sex\n" + "".join(f"Person {'abcdefghij'[n % 10]}{n};f\n" for n in range(5001))).encode()

    with pytest.raises(SheetRefused) as refused:
        read_list(data, "big.csv")

    assert (refused.value.reason_code, refused.value.facts) == ("too_many_rows", {"row": 5002, "most": 5000})


TABLE = "№;Ф.И.О.;Должность\n1;Щёголева Юлия;Начальник управления\n2;Жумабаев Эрлан;Советник\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251", "koi8-r", "cp866"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_text_tables_in_any_usual_encoding_and_separator(encoding, separator):
    text = TABLE.replace(";", separator)
    if encoding in ("koi8-r", "cp866"):
        text = text.replace("№", "No")

    rows = read_text_table(text.encode(encoding))

    assert [row[1] for row in rows] == ["Ф.И.О.", "Щёголева Юлия", "Жумабаев Эрлан"]
    assert [row[2] for row in rows] == ["Должность", "Начальник управления", "Советник"]


def test_a_western_european_text_table():
    rows = read_text_table("Surname;Name;City\nNúñez;Zhan-Éric;Zürich\nO’Neill;Anaïs;Genève\n".encode("cp1252"))

    assert rows[1:] == [["Núñez", "Zhan-Éric", "Zürich"], ["O’Neill", "Anaïs", "Genève"]]


def test_quotes_line_breaks_and_the_separator_line_keep_the_row_numbers():
    text = 'sep=;\r\nName;Organization\r\n\r\n"Ali ""Bob"" Khan";"Ministry\r\nof Justice; Kabul"\r\nLola;X\r\n'

    found = read_list(text.encode(), "q.csv")

    assert [(row.row, row.latin_name, row.organization) for row in found.rows] == [
        (4, 'Ali "Bob" Khan', "Ministry of Justice; Kabul"),
        (5, "Lola", "X"),
    ]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Family name / Фамилия", "family"),
        ("Surname and first name", "full_name"),
        ("Name of organization", "organization"),
        ("Адрес электронной почты", "email"),
        ("Контактный телефон", "phone"),
        ("Family name (original script)", "family_original"),
        ("Passport No.", "passport_number"),
        ("Job title", "position"),
        ("Место работы", "organization"),
        ("Категория участника", "delegation_type"),
        ("Нужна ли виза", "visa_support"),
        ("Пол", "sex"),
        ("Father's name", "patronymic"),
        ("Mr/Ms", "honorific"),
        ("Hotel", None),
        ("x" * 101, None),
    ],
)
def test_what_a_heading_means(heading, field):
    assert field_of(heading) == field


def test_values_that_look_like_headings_do_not_replace_them():
    rows = ((1, ("Name", "E-mail", "Country")), (2, ("PASSPORT", "", "PASSPORT")))
    assert [row.latin_name for row in understand([SheetCells("S", rows)]).rows] == ["PASSPORT"]


CELL = st.text(max_size=12)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=8))
def test_no_cells_whatsoever_break_the_reading(lines):
    rows = ((1, ("Name", "E-mail", "Country")), *((n, tuple(line)) for n, line in enumerate(lines, start=2)))

    found = understand([SheetCells("S", rows)])

    reported = [row.row for row in found.rows] + [skipped.row for skipped in found.skipped]
    assert len(reported) == len(set(reported))
    assert all(row.latin_name or row.original_name for row in found.rows)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1), min_size=2, max_size=4),
        min_size=1,
    )
)
def test_what_was_written_as_a_text_table_is_read_back(lines):
    width = max(map(len, lines))
    lines = [line + ["-"] * (width - len(line)) for line in lines]
    out = StringIO()
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL).writerows(lines)

    assert read_text_table(b"\xef\xbb\xbfsep=;\n" + out.getvalue().encode())[1:] == lines
