"""The nomination sheet of a delegation: a workbook to fill in and send back, always in English and Russian.

It carries the delegation's key in a cell and as a defined name, so that a sheet that is mailed back is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from exports.excel.cells import cell_at, write
from exports.excel.sheet import ACCENT, FONT, HEAD_FILL, INK, RULE
from exports.text import clean

KEY_NAME = "EVENTAPP_KEY"
SHEET_NAME = "Nomination - Выдвижение"
ROWS_WITHOUT_SEATS = 10
"""Rows offered where the delegation has no number of seats of its own."""


@dataclass(frozen=True, slots=True)
class Both:
    """A text in English and in Russian; where both are the same it is shown once."""

    en: str
    ru: str

    def joined(self, between: str = " / ") -> str:
        return between.join(dict.fromkeys(part for part in (self.en, self.ru) if part))


@dataclass(frozen=True, slots=True)
class Nominee:
    """Somebody who is named already. `sex`: "female", "male" or ""; `languages`: names in words."""

    latin_family: str = ""
    latin_given: str = ""
    original_name: str = ""
    honorific: str = ""
    sex: str = ""
    position: str = ""
    organization: str = ""
    email: str = ""
    phone: str = ""
    languages: str = ""
    visa_support: bool | None = None
    is_head: bool = False
    alternate: bool = False


@dataclass(frozen=True, slots=True)
class NominationSheet:
    """What the sheet says. `seats` None: no bound of its own; `alternates`: rows beyond the seats; `url`: the page
    on which the same can be done."""

    key: str
    workshop: Both
    place_and_dates: Both
    delegation: Both
    seats: int | None
    alternates: int = 2
    deadline: Both = Both("", "")
    reply_to: str = ""
    url: str = ""
    named: Sequence[Nominee] = ()


@dataclass(frozen=True, slots=True)
class _Column:
    head: Both
    width: int
    choices: tuple[str, ...] = ()
    strict: bool = False
    centred: bool = False


_YES_NO = ("yes", "no", "да", "нет")
_COLUMNS = (
    _Column(Both("No.", "№"), 5, centred=True),
    _Column(Both("Head of delegation", "Глава делегации"), 12, _YES_NO, strict=True, centred=True),
    _Column(Both("Form of address", "Обращение"), 11, ("Mr.", "Ms.", "Dr.", "Prof.", "H.E.", "г-н", "г-жа")),
    _Column(Both("Family name in Latin letters, as in the passport", "Фамилия латиницей, как в паспорте"), 19),
    _Column(Both("Given names in Latin letters, as in the passport", "Имя латиницей, как в паспорте"), 18),
    _Column(Both("Full name in the original script", "Фамилия, имя, отчество на родном языке"), 23),
    _Column(Both("Sex", "Пол"), 10, ("female", "male", "женский", "мужской"), centred=True),
    _Column(Both("Position", "Должность"), 22),
    _Column(Both("Organization", "Организация"), 24),
    _Column(Both("E-mail", "Электронная почта"), 24),
    _Column(Both("Telephone", "Телефон"), 17),
    _Column(Both("Languages", "Языки"), 14, ("English", "Russian", "English and Russian", "русский", "английский")),
    _Column(Both("Visa support needed", "Нужна визовая поддержка"), 12, _YES_NO, strict=True, centred=True),
    _Column(Both("Alternate", "Резерв"), 11, _YES_NO, strict=True, centred=True),
)
_INSTRUCTIONS = (
    Both(
        "One person per row. Names in Latin letters as in the passport; leave a cell empty if it does not apply.",
        "Одна строка – один участник. Имена латиницей – как в паспорте; если графа не подходит, оставьте её пустой.",
    ),
    Both(
        "Alternates take part if a seat becomes free; they stand in the last rows, in order of preference.",
        "Резервные участники приглашаются, если освобождается место; они указываются в последних строках по порядку.",
    ),
    Both(
        "Please do not change the headings or the code of the sheet: they let us read it without retyping.",
        "Просим не изменять заголовки и код листа: по ним лист читается без перепечатывания.",
    ),
)
_HEAD_ROW_HEIGHT, _ROW_HEIGHT = 74, 27
_THIN = Side(style="thin", color=RULE)
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_OPEN = Protection(locked=False)
_ALTERNATE_FILL = PatternFill("solid", fgColor="F5F8FB")


def workbook(facts: NominationSheet) -> bytes:
    """The sheet as .xlsx, prefilled with who is named already."""
    book = Workbook()
    page = book.active
    if page is None:
        raise TypeError("a new workbook has no sheet")
    page.title = SHEET_NAME
    page.sheet_view.showGridLines = False
    for index, column in enumerate(_COLUMNS, start=1):
        page.column_dimensions[get_column_letter(index)].width = column.width
    head_row = _head(book, page, facts)
    last_row = _rows(page, facts, head_row)
    _offer_choices(page, head_row + 1, last_row)
    _protect(page)
    _for_print(page, head_row, facts)
    book.properties.creator = book.properties.lastModifiedBy = ""
    book.properties.title = clean(f"{facts.workshop.en}: {facts.delegation.en}")
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _head(book: Workbook, page: Worksheet, facts: NominationSheet) -> int:
    """Title, facts, key, instructions and headings; the row of the headings."""
    seats = "" if facts.seats is None else str(facts.seats)
    _line(
        page,
        1,
        "Nomination of participants / Выдвижение участников",
        Font(name=FONT, size=18, bold=True, color=ACCENT),
        30,
    )
    _line(page, 2, facts.workshop.joined("\n"), Font(name=FONT, size=12, bold=True, color=INK), 36)
    _line(page, 3, facts.place_and_dates.joined(), Font(name=FONT, size=11, color=INK), 20)
    row = 5
    for caption, value in (
        (Both("Delegation", "Делегация"), facts.delegation.joined()),
        (Both("Number of seats", "Число мест"), seats),
        (Both("To be returned by", "Просим вернуть до"), facts.deadline.joined()),
        (Both("To be returned to", "Просим направить по адресу"), facts.reply_to),
        (Both("Or on this page", "Или на этой странице"), facts.url),
        (Both("Code of the sheet", "Код листа"), facts.key),
    ):
        if value:
            _fact(page, row, caption.joined(), value, bold=value == facts.key or caption.en == "Delegation")
            if value == facts.key:
                place = f"'{SHEET_NAME}'!${get_column_letter(_VALUE_COLUMN)}${row}"
                book.defined_names[KEY_NAME] = DefinedName(KEY_NAME, attr_text=place)
            row += 1
    row += 1
    for text in _INSTRUCTIONS:
        _line(page, row, text.joined("\n"), Font(name=FONT, size=10, color="57606A"), 28)
        row += 1
    _headings(page, row + 1)
    return row + 1


_VALUE_COLUMN = 5


def _line(page: Worksheet, row: int, text: str, font: Font, height: float) -> None:
    cell = cell_at(page, row, 1)
    write(cell, text)
    cell.font, cell.alignment = font, Alignment(wrap_text=True, vertical="center")
    page.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(_COLUMNS))
    page.row_dimensions[row].height = height


def _fact(page: Worksheet, row: int, caption: str, value: str, *, bold: bool) -> None:
    label, cell = cell_at(page, row, 1), cell_at(page, row, _VALUE_COLUMN)
    write(label, caption)
    write(cell, value)
    label.font, cell.font = Font(name=FONT, size=11, color="57606A"), Font(name=FONT, size=11, bold=bold, color=INK)
    label.alignment = cell.alignment = Alignment(vertical="center")
    page.merge_cells(start_row=row, start_column=1, end_row=row, end_column=_VALUE_COLUMN - 1)
    page.merge_cells(start_row=row, start_column=_VALUE_COLUMN, end_row=row, end_column=len(_COLUMNS))
    page.row_dimensions[row].height = 18


def _headings(page: Worksheet, row: int) -> None:
    for index, column in enumerate(_COLUMNS, start=1):
        cell = cell_at(page, row, index)
        write(cell, column.head.joined("\n"))
        cell.font = Font(name=FONT, size=10, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=HEAD_FILL)
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        cell.border = _BOX
    page.row_dimensions[row].height = _HEAD_ROW_HEIGHT


def _rows(page: Worksheet, facts: NominationSheet, head_row: int) -> int:
    """Seats first, alternates after them; the last row."""
    principals = [nominee for nominee in facts.named if not nominee.alternate]
    alternates = [nominee for nominee in facts.named if nominee.alternate]
    seats = max(facts.seats if facts.seats is not None else ROWS_WITHOUT_SEATS, len(principals))
    spare = max(facts.alternates, len(alternates))
    everybody: list[Nominee] = [
        *principals,
        *[Nominee()] * (seats - len(principals)),
        *alternates,
        *[Nominee(alternate=True)] * (spare - len(alternates)),
    ]
    for number, nominee in enumerate(everybody, start=1):
        _row(page, head_row + number, number, nominee)
    return head_row + len(everybody)


def _row(page: Worksheet, row: int, number: int, nominee: Nominee) -> None:
    values: tuple[str | int, ...] = (
        number,
        "yes" if nominee.is_head else "",
        nominee.honorific,
        nominee.latin_family,
        nominee.latin_given,
        nominee.original_name,
        nominee.sex if nominee.sex in ("female", "male") else "",
        nominee.position,
        nominee.organization,
        nominee.email,
        nominee.phone,
        nominee.languages,
        {None: "", True: "yes", False: "no"}[nominee.visa_support],
        "yes" if nominee.alternate else "",
    )
    for index, (column, value) in enumerate(zip(_COLUMNS, values, strict=True), start=1):
        cell = cell_at(page, row, index)
        write(cell, value)
        cell.font, cell.border = Font(name=FONT, size=11, color=INK), _BOX
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center" if column.centred else "left")
        if nominee.alternate:
            cell.fill = _ALTERNATE_FILL
        if index > 1:
            # text, so that +7 701 … stays a telephone number and =… runs nowhere
            cell.number_format, cell.protection = "@", _OPEN
    page.row_dimensions[row].height = _ROW_HEIGHT


def _offer_choices(page: Worksheet, first_row: int, last_row: int) -> None:
    for index, column in enumerate(_COLUMNS, start=1):
        if not column.choices:
            continue
        rule = DataValidation(type="list", formula1=f'"{",".join(column.choices)}"', allow_blank=True)
        rule.showErrorMessage = column.strict
        rule.errorTitle, rule.error = "eventapp", "Please choose from the list. Выберите из списка."
        letter = get_column_letter(index)
        rule.add(f"{letter}{first_row}:{letter}{last_row}")
        page.add_data_validation(rule)


def _protect(page: Worksheet) -> None:
    """Headings and key are kept from slips of the hand; there is no password."""
    page.protection.sheet = True
    page.protection.formatColumns = page.protection.formatRows = page.protection.formatCells = False


def _for_print(page: Worksheet, head_row: int, facts: NominationSheet) -> None:
    page.freeze_panes = cell_at(page, head_row + 1, 1)
    page.print_title_rows = f"{head_row}:{head_row}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 1 if _total(facts) <= _ONE_PAGE else 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_margins.left = page.page_margins.right = 0.4
    page.page_margins.top = page.page_margins.bottom = 0.4
    page.print_options.horizontalCentered = True


_ONE_PAGE = 16
"""Rows that one page of A4 holds in letters that can still be read."""


def _total(facts: NominationSheet) -> int:
    seats = facts.seats if facts.seats is not None else ROWS_WITHOUT_SEATS
    return max(seats + facts.alternates, len(facts.named))
