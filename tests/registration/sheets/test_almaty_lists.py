"""The seven lists that came in for the Almaty workshop, read as they are."""

import pytest

from eventapp.registration.sheets.model import NomineeRow, Skipped, UnderstoodList
from eventapp.registration.sheets.reading import read_list
from tests.registration.sheets.files import almaty


def read(name: str) -> UnderstoodList:
    return read_list(almaty(name), name)


@pytest.mark.parametrize(
    ("name", "sheet", "header_row", "people"),
    [
        ("afghanistan.xlsx", "Sheet1", 1, 5),
        ("kazakhstan.xlsx", "Sheet1", 1, 10),
        ("kyrgyzstan.xlsx", "Список", 3, 8),
        ("organizations.xlsx", "Sheet1", 1, 14),
        ("public-associations.xlsx", "Sheet1", 1, 20),
        ("tajikistan.xlsx", "Sheet1", 4, 7),
        ("turkmenistan.csv", "", 1, 7),
    ],
)
def test_all_people_of_all_lists_are_read(name, sheet, header_row, people):
    found = read(name)

    assert (found.sheet, found.header_row, len(found.rows)) == (sheet, header_row, people)
    assert (found.problems, found.other_sheets) == ((), ())
    assert all(row.sex in ("female", "male") and row.latin_name for row in found.rows)


def test_afghanistan_has_names_in_latin_and_dari_and_nothing_tells_the_family_name():
    found = read("afghanistan.xlsx")

    assert found.rows[0] == NomineeRow(
        row=2,
        latin_name="Ahmad Karimi",
        original_name="احمد کریمی",
        sex="male",
        position="Deputy Minister",
        organization="Ministry of Interior Affairs",
        email="ahmad.karimi@example.org",
    )
    assert [(row.latin_name, row.original_name, row.sex) for row in found.rows[1:]] == [
        ("Fariba Noori", "فریبا نوری", "female"),
        ("Jawid Rahimi", "جاوید رحیمی", "male"),
        ("Laila Azizi", "لیلا عزیزی", "female"),
        ("Najib Safi", "نجیب صافی", "male"),
    ]
    assert found.skipped == ()


def test_kazakhstan_has_family_and_given_names_apart():
    found = read("kazakhstan.xlsx")

    assert found.rows[6] == NomineeRow(
        row=8,
        latin_family="Tursunov",
        latin_given="Azamat",
        latin_name="Azamat Tursunov",
        sex="male",
        position="Leading expert",
        organization="Ministry of Education",
        email="azamat.tursunov6@example.net",
        phone="+993 981 961823",
        language="en",
        dietary="no nuts",
    )
    assert [row.language for row in found.rows] == ["ru", "ru", "en", "ru", "ru", "ru", "en", "ru", "ru", "ru"]
    assert [row.dietary for row in found.rows[1:5]] == ["vegetarian", None, None, None]
    assert found.skipped == ()


def test_kyrgyzstan_is_in_russian_with_the_family_name_first():
    found = read("kyrgyzstan.xlsx")

    assert found.rows[1] == NomineeRow(
        row=5,
        latin_family="Elkin",
        latin_given="Timur",
        latin_name="Timur Elkin",
        original_family="Ёлкин",
        original_given="Тимур",
        original_name="Ёлкин Тимур",
        latin_proposed=True,
        sex="male",
        position="Заведующий отделом",
        organization="Министерство внутренних дел",
        email="timur.yolkin89@example.com",
        phone="+994 785 279296",
    )
    assert [row.original_family for row in found.rows] == [
        "Бегалиев", "Ёлкин", "Каримова", "Назаров", "Назарова", "Мамедов", "Аскарова", "Осмонов",
    ]  # fmt: skip
    assert [row.sex for row in found.rows] == ["male", "male", "female", "male", "female", "male", "female", "male"]
    assert found.skipped == (Skipped(1, "A", "Список участников от Кыргызской Республики", "above_headings"),)


def test_organizations_have_types_and_speakers():
    found = read("organizations.xlsx")

    assert found.rows[0] == NomineeRow(
        row=2,
        latin_family="Seitkazina",
        latin_given="Zarina",
        latin_name="Zarina Seitkazina",
        sex="female",
        organization="SCO RATS",
        delegation_type_text="regional organization",
        email="zarina.seitkazina99@example.net",
        speaker=True,
    )
    assert [row.row for row in found.rows if row.speaker] == [2, 9, 10, 12, 13, 14]
    assert {row.speaker for row in found.rows} == {True, None}
    assert sum(row.organization == "UN Women" for row in found.rows) == 5
    assert sorted({row.delegation_type_text for row in found.rows}) == [
        "expert", "international organization", "regional organization",
    ]  # fmt: skip
    assert found.skipped == ()


def test_public_associations_spell_countries_in_many_ways():
    found = read("public-associations.xlsx")

    assert found.rows[0] == NomineeRow(
        row=2,
        latin_family="Nazarov-O'Neill",
        latin_given="Nurlan",
        latin_name="Nurlan Nazarov-O'Neill",
        sex="male",
        position="Director",
        organization="Public association A",
        country="AF",
        email="nurlan.nazarov30@example.org",
    )
    assert (found.rows[1].latin_family, found.rows[2].latin_given) == ("Núñez", "Zhan-Éric")
    assert [row.country for row in found.rows] == [
        "AF", "KZ", "TJ", "KG", "AF", "TM", "KZ", "KZ", "KG", "TJ",
        "AF", "TM", "AF", "KZ", "TM", "TM", "KG", "KZ", "KZ", "TJ",
    ]  # fmt: skip
    assert [row.visa_support for row in found.rows] == [
        None, None, False, True, False, True, None, False, True, True,
        True, True, False, None, False, False, True, None, True, None,
    ]  # fmt: skip


def test_tajikistan_has_titles_a_blank_row_a_person_twice_and_a_total():
    found = read("tajikistan.xlsx")

    assert found.rows[2] == NomineeRow(
        row=7,
        latin_family="TURSUNOV",
        latin_given="Daniyar",
        latin_name="Daniyar TURSUNOV",
        original_family="Турсунов",
        original_given="Данияр",
        original_name="Данияр Турсунов",
        sex="male",
        position="Leading expert",
        organization="Ministry of Justice",
    )
    assert [row.row for row in found.rows] == [5, 6, 7, 8, 11, 12, 13]
    assert [row.row for row in found.rows if row.email is None] == [7, 12]
    assert [row.original_family for row in found.rows] == [
        "Рахимова", "Сейтказина", "Турсунов", "Рахимова", "Хакимов", "Осмонов", "Щербакова",
    ]  # fmt: skip
    twice = Skipped(10, "A", "Zhannat SEITKAZINA", "duplicate", first_row=6)
    assert found.duplicates == (twice,)
    assert found.skipped == (
        Skipped(1, "A", "NOMINATIONS", "above_headings"),
        twice,
        Skipped(14, "A", "Total: 7", "total"),
    )


def test_turkmenistan_is_a_text_table_in_windows_1251():
    found = read("turkmenistan.csv")

    assert found.rows[0] == NomineeRow(
        row=2,
        latin_family="Tursunova",
        latin_given="Oguldzhan",
        latin_name="Oguldzhan Tursunova",
        original_family="Турсунова",
        original_given="Огулджан",
        original_name="Турсунова Огулджан",
        latin_proposed=True,
        sex="female",
        position="Советник",
        organization="Министерство образования",
        email="oguljan.tursunova19@example.net",
    )
    assert [row.original_name for row in found.rows[1:]] == [
        "Рахимов Фаррух", "Хакимова Нигора", "Ёлкин Руслан", "Сейтказина Лола", "Хакимова Динара", "Хакимов Руслан",
    ]  # fmt: skip
    assert found.skipped == ()
