from dataclasses import fields

from exports.excel.sheet import sheet_name
from exports.labels import Labels


def test_every_label_is_asked_from_gettext():
    shouted = Labels.translated(str.upper)

    assert {f.name: getattr(shouted, f.name) for f in fields(Labels)} == {
        f.name: f.default.upper() for f in fields(Labels)
    }


def test_names_of_sheets_are_allowed_by_excel_and_different():
    names = [getattr(Labels(), f.name) for f in fields(Labels) if f.name.startswith("sheet_")]

    assert [sheet_name(name) for name in names] == names
    assert len(set(names)) == len(names)
