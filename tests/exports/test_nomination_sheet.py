"""The nomination sheet, read back by our own reader of lists: every cell right."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from eventapp.registration.sheets.reading import read_list
from exports.nomination_sheet import KEY_NAME, Both, NominationSheet, Nominee, workbook

KEY = "EVENTAPP:almaty-2016:12:7QF3K2XW9P"
AIGUL = Nominee(
    latin_family="OSMONOVA",
    latin_given="Aigul Bakytovna",
    original_name="Осмонова Айгуль Бакытовна",
    honorific="Ms.",
    sex="female",
    position="=Head of unit; +Policy",
    organization="State Customs Service",
    email="a.osmonova@example.org",
    phone="+996 312 555 0101",
    languages="English and Russian",
    visa_support=True,
    is_head=True,
)
REZA = Nominee(
    latin_family="AHMADI",
    latin_given="Mohammad Reza",
    original_name="محمدرضا احمدی",
    sex="male",
    position="Director",
    organization="Ministry of Interior",
    visa_support=False,
    alternate=True,
)


def a_sheet(**changes: object) -> NominationSheet:
    facts: dict[str, object] = {
        "key": KEY,
        "workshop": Both("Countering the financing of terrorism", "Противодействие финансированию терроризма"),
        "place_and_dates": Both("Almaty, Kazakhstan, 29–31 March 2016", "Алматы, Казахстан, 29–31 марта 2016 г."),
        "delegation": Both("Kyrgyzstan", "Кыргызстан"),
        "seats": 3,
        "deadline": Both("1 March 2016", "1 марта 2016 г."),
        "reply_to": "secretariat@example.org",
        "url": "https://events.example.org/d/ABCDEFGHIJKLMNOPQRSTUVWXYZ/",
        **changes,
    }
    return NominationSheet(**facts)  # type: ignore[arg-type]


def test_every_cell_is_read_back() -> None:
    understood = read_list(workbook(a_sheet(named=(AIGUL, REZA))), "sheet.xlsx")
    assert understood.key == KEY
    assert [column.field for column in understood.columns] == [
        "number",
        "head",
        "honorific",
        "family",
        "given",
        "full_name_original",
        "sex",
        "position",
        "organization",
        "email",
        "phone",
        "languages",
        "visa_support",
        "alternate",
    ]
    assert [column.field for column in understood.columns if column.asked] == []
    first, second = understood.rows
    assert (first.latin_family, first.latin_given) == ("OSMONOVA", "Aigul Bakytovna")
    assert first.original_name == "Осмонова Айгуль Бакытовна"
    assert (first.extra["honorific"], first.sex, first.head) == ("Ms.", "female", True)
    assert (first.position, first.organization) == ("=Head of unit; +Policy", "State Customs Service")
    assert (first.email, first.phone) == ("a.osmonova@example.org", "+996 312 555 0101")
    assert (first.languages, first.visa_support) == (("en", "ru"), True)
    assert (second.latin_family, second.original_name) == ("AHMADI", "محمدرضا احمدی")
    assert (second.alternate, second.visa_support) == (True, False)
    assert understood.problems == ()


def test_rows_that_nobody_filled_in_are_not_reported() -> None:
    understood = read_list(workbook(a_sheet(named=(AIGUL,))), "sheet.xlsx")
    assert len(understood.rows) == 1
    assert [row for row in understood.skipped if row.row > understood.header_row] == []


def test_one_row_for_each_seat_and_alternate() -> None:
    page = load_workbook(BytesIO(workbook(a_sheet(seats=5, alternates=2)))).active
    numbers = [cell.value for cell in page["A"] if isinstance(cell.value, int)]
    assert numbers == [1, 2, 3, 4, 5, 6, 7]


def test_the_key_stands_in_a_cell_with_a_name() -> None:
    book = load_workbook(BytesIO(workbook(a_sheet())))
    sheet, cell = book.defined_names[KEY_NAME].attr_text.split("!")
    assert book[sheet.strip("'")][cell.replace("$", "")].value == KEY


def test_headings_are_protected_and_cells_are_open() -> None:
    page = load_workbook(BytesIO(workbook(a_sheet(named=(AIGUL,))))).active
    assert page.protection.sheet
    row = next(cell.row for cell in page["D"] if cell.value == "OSMONOVA")
    assert not page.cell(row, 4).protection.locked
    assert page.cell(row - 1, 4).protection.locked
    assert page.cell(row, 8).data_type == "s"


@pytest.mark.parametrize(("seats", "pages"), [(3, 1), (14, 1), (40, 0)])
def test_it_is_printed_on_one_page_where_that_can_be_read(seats: int, pages: int) -> None:
    page = load_workbook(BytesIO(workbook(a_sheet(seats=seats)))).active
    assert page.page_setup.fitToHeight == pages
