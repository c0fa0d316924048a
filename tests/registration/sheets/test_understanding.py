"""How much of each list is understood without help; and that nothing is understood wrongly without being asked."""

import pytest

from eventapp.registration.sheets.model import cell_name
from eventapp.registration.sheets.reading import read_list
from exports.nomination_sheet import Both, NominationSheet, Nominee, workbook
from tests.registration.sheets import almaty_truth, corpus
from tests.registration.sheets.measuring import measure

OURS = corpus.samples()


@pytest.mark.parametrize("sample", almaty_truth.samples(), ids=lambda sample: sample.name)
def test_every_cell_of_almaty_is_right_and_nothing_is_asked(sample):
    found = measure(sample)

    assert (found.wrong, found.asked, found.right > 29) == ([], 0, True)


@pytest.mark.parametrize("sample", OURS, ids=lambda sample: sample.name)
def test_nothing_is_wrong_without_being_asked(sample):
    assert measure(sample).wrong == []


def test_most_cells_of_the_other_lists_are_understood_without_help():
    found = [measure(sample) for sample in OURS]

    right, asked = sum(each.right for each in found), sum(each.asked for each in found)
    assert right / (right + asked) > 0.8


def test_hidden_sheets_and_cover_sheets_are_not_the_list():
    found = next(read_list(sample.data, sample.name) for sample in OURS if sample.name == "calendar-1904.xlsx")

    assert (found.sheet, found.other_sheets) == ("Participants", ("Cover",))
    assert "Hidden" not in {row.latin_family for row in found.rows}


def test_a_cell_is_called_as_the_spreadsheet_program_calls_it():
    assert (cell_name(4, "F"), cell_name(5, "D", transposed=True), cell_name(28, "AB", transposed=True)) == (
        "F4",
        "E4",
        "AB28",
    )


def test_our_own_nomination_sheet_comes_back_with_its_key_and_nothing_is_asked():
    named = Nominee(
        "Lee", "Ann", "Ли Анна", "Ms.", "female", "Adviser", "Ministry of Justice", "ann@example.org", "+7 701 1112233",
        "English and Russian", True, True,
    )  # fmt: skip
    sheet = NominationSheet(
        key="EVENTAPP:almaty-2016:12:abcdefgh",
        workshop=Both("Workshop", "Семинар"),
        place_and_dates=Both("Almaty", "Алматы"),
        delegation=Both("Kazakhstan", "Казахстан"),
        seats=3,
        named=[named],
    )

    found = read_list(workbook(sheet), "nomination.xlsx")

    assert (found.key, found.asked, found.problems) == (sheet.key, (), ())
    (row,) = found.rows
    assert (row.latin_name, row.original_name, row.head, row.visa_support) == ("Ann Lee", "Ли Анна", True, True)
    assert (row.languages, row.sex, row.extra) == (("en", "ru"), "female", {"honorific": "Ms."})
