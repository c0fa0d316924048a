"""Notes, quotes and recommendations; and the notes workbook that an editor changes and gives back."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from exports.excel.cells import Value, cell_at, write
from exports.excel.sheet import Column, Placed, Sheet, add_sheet, new_book, to_bytes, yes_no
from exports.labels import Labels
from exports.model import Choice, Note, WorkshopReport

NOTE_COLUMNS = (
    "number",
    "kind",
    "session",
    "theme",
    "title",
    "text",
    "attribution_type",
    "attribution_region",
    "attribution_organization",
    "attribution",
    "country",
    "figures",
    "addressees",
    "sensitive",
)
"""Keys of the columns of the notes workbook, as they stand in its hidden first row, whatever the language.

`kind`, `session`, `theme`, `attribution_type` and `country` hold keys; `sensitive` holds "yes" or nothing
(in the language of the file); `attribution` is there to be read and is not read back.
"""

KEY_ROW, NOTES_HEAD_ROW = 1, 3
_SPARE_ROWS = 200
"""How far below the last note the drop-down lists reach, for notes added by the editor."""


def notes_sheet(report: WorkshopReport, labels: Labels, *, sensitive: bool) -> Sheet:
    """All notes as they are read, with words instead of keys."""
    columns = [
        Column(labels.note_number, labels.means_note_number),
        Column(labels.note_kind, widest=15),
        Column(labels.theme, widest=24),
        Column(labels.session, widest=24),
        Column(labels.note_title, widest=18),
        Column(labels.text, widest=60),
        Column(labels.attribution, labels.means_attribution, widest=22),
        Column(labels.country, widest=14),
        Column(labels.figures, widest=14),
        Column(labels.recommendation_number),
        Column(labels.sensitive, labels.means_sensitive, centred=True),
    ]
    rows = [_note(note, labels) for note in report.shown_notes(sensitive=sensitive)]
    return Sheet(labels.sheet_notes, labels.sheet_notes, columns, rows, frozen_columns=1)


def _note(note: Note, labels: Labels) -> list[Value]:
    return [
        note.number,
        note.kind,
        note.theme,
        note.session,
        note.title,
        note.text,
        note.attribution,
        note.country,
        note.figures,
        note.recommendation_number,
        yes_no(True, labels) if note.sensitive else "",
    ]


def quotes_sheet(report: WorkshopReport, labels: Labels, *, sensitive: bool) -> Sheet:
    columns = [
        Column(labels.note_number, labels.means_note_number),
        Column(labels.quote, widest=60),
        Column(labels.attribution, labels.means_attribution, widest=40),
        Column(labels.theme, widest=34),
        Column(labels.session, widest=40),
    ]
    rows: list[list[Value]] = [
        [note.number, note.text, note.attribution, note.theme, note.session]
        for note in report.shown_notes(sensitive=sensitive)
        if note.kind_key == "quote"
    ]
    return Sheet(labels.sheet_quotes, labels.sheet_quotes, columns, rows, frozen_columns=1)


def recommendations_sheet(report: WorkshopReport, labels: Labels, *, sensitive: bool) -> Sheet:
    columns = [
        Column(labels.number),
        Column(labels.note_title, widest=30),
        Column(labels.recommendation, widest=60),
        Column(labels.addressees, widest=36),
        Column(labels.theme, widest=34),
        Column(labels.status, widest=20),
        Column(labels.note_number, labels.means_note_number),
    ]
    rows: list[list[Value]] = [
        [item.number, item.title, item.text, item.addressees, item.theme, item.status, item.note_number]
        for item in report.shown_recommendations(sensitive=sensitive)
    ]
    return Sheet(labels.sheet_recommendations, labels.sheet_recommendations, columns, rows, frozen_columns=1)


def notes_workbook(report: WorkshopReport, labels: Labels, *, sensitive: bool = False) -> bytes:
    """The notes as .xlsx to be edited and read back in.

    First sheet: row 1 (hidden) holds NOTE_COLUMNS, row 3 the captions, the notes follow from row 4; cells hold
    keys where a list of choices stands behind them, offered as drop-down lists. Second sheet: the keys.
    """
    book = new_book(report.workshop, labels.sheet_notes, report.generated_at)
    sheet = _editable(report, labels, sensitive=sensitive)
    placed = add_sheet(book, sheet, report.workshop, labels)
    page = placed.page
    for index, key in enumerate(NOTE_COLUMNS, start=1):
        write(cell_at(page, KEY_ROW, index), key)
    page.row_dimensions[KEY_ROW].hidden = True
    _add_choices(book, placed, report, labels)
    return to_bytes(book)


def _editable(report: WorkshopReport, labels: Labels, *, sensitive: bool) -> Sheet:
    columns = [
        Column(labels.note_number),
        Column(labels.note_kind, widest=18),
        Column(labels.session, widest=14),
        Column(labels.theme, widest=18),
        Column(labels.note_title, widest=24),
        Column(labels.text, widest=60),
        Column(labels.attribution_type, widest=24),
        Column(labels.attribution_region, widest=20),
        Column(labels.attribution_organization, widest=20),
        Column(labels.attribution, widest=30),
        Column(labels.country, widest=12),
        Column(labels.figures, widest=20),
        Column(labels.addressees, widest=28),
        Column(labels.sensitive, centred=True),
    ]
    rows: list[list[Value]] = [
        [
            note.number,
            note.kind_key,
            note.session_key,
            note.theme_key,
            note.title,
            note.text,
            note.attribution_type_key,
            note.attribution_region,
            note.attribution_organization,
            note.attribution,
            note.country_key,
            note.figures,
            note.addressees,
            yes_no(True, labels) if note.sensitive else "",
        ]
        for note in report.shown_notes(sensitive=sensitive)
    ]
    return Sheet(labels.sheet_notes, labels.sheet_notes, columns, rows, frozen_columns=1)


def _add_choices(book: Workbook, placed: Placed, report: WorkshopReport, labels: Labels) -> None:
    """The second sheet with the keys and their words, and drop-down lists that point into it."""
    lists = [
        ("kind", labels.note_kind, report.codes.get("kind", ())),
        ("session", labels.session, report.codes.get("session", ())),
        ("theme", labels.theme, report.codes.get("theme", ())),
        ("attribution_type", labels.delegation_type, report.codes.get("delegation_type", ())),
        ("country", labels.country, report.codes.get("country", ())),
        ("sensitive", labels.sensitive, (Choice(labels.yes, ""),)),
    ]
    rows: list[list[Value]] = [[caption, item.key, item.label] for _, caption, choices in lists for item in choices]
    columns = [Column(labels.column), Column(labels.code), Column(labels.meaning, widest=60)]
    codes = add_sheet(book, Sheet(labels.sheet_codes, labels.sheet_codes, columns, rows), report.workshop, labels)
    first = codes.first_row
    for key, _, choices in lists:
        if choices:
            _offer(placed, key, f"{quote_sheetname(codes.page.title)}!$B${first}:$B${first + len(choices) - 1}")
        first += len(choices)


def _offer(placed: Placed, key: str, source: str) -> None:
    letter = get_column_letter(NOTE_COLUMNS.index(key) + 1)
    rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=True)
    rule.add(f"{letter}{placed.first_row}:{letter}{placed.last_row + _SPARE_ROWS}")
    placed.page.add_data_validation(rule)
