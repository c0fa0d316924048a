"""Understands a sheet as a list of people: headings, persons, and each other row with the reason why it is none."""

import re
from collections.abc import Iterator, Mapping, Sequence

from eventapp.core import names
from eventapp.registration.sheets import columns as layout
from eventapp.registration.sheets.columns import Header
from eventapp.registration.sheets.headings import NAME_FIELDS, ColumnMeaning, plain
from eventapp.registration.sheets.isolation import SheetCells
from eventapp.registration.sheets.limits import MOST_PEOPLE, column_letter
from eventapp.registration.sheets.model import NomineeRow, Problem, Skipped, UnderstoodList
from eventapp.registration.sheets.nominee import read_row
from eventapp.registration.sheets.reasons import SheetRefused

_TOTAL = re.compile(
    r"^(?:grand |sub ?)?totals?\b|^(?:итого|всего|итог|жами|барлыгы|жалпы|бардыгы|хамаги|жами|jami|مجموع|جمع)\b"
)


def understand(sheets: Sequence[SheetCells], mapping: Mapping[int, str] | None = None) -> UnderstoodList:
    """The list on the first sheet that has headings with a name (or, with a ``mapping``, on the first one filled).

    Raises :class:`SheetRefused`: "empty", "no_headings", "no_name_column" or "too_many_rows".
    """
    filled = [sheet for sheet in sheets if sheet.rows]
    if not filled:
        raise SheetRefused("empty")
    sheet, header = _choose(filled, mapped=bool(mapping))
    columns = layout.settle(header, sheet, mapping)
    rows, skipped, problems = _read_rows(sheet, header, columns)
    if len(rows) > MOST_PEOPLE:
        raise SheetRefused("too_many_rows", row=rows[-1].row, most=MOST_PEOPLE)
    others = tuple(other.name for other in filled if other is not sheet)
    return UnderstoodList(sheet.name, header.last_row, columns, tuple(rows), tuple(skipped), tuple(problems), others)


def _choose(filled: Sequence[SheetCells], *, mapped: bool) -> tuple[SheetCells, Header]:
    for sheet in filled:
        if header := layout.find_header(sheet):
            return sheet, header
    if not mapped:
        raise SheetRefused("no_headings")
    return filled[0], Header(0, 0, {}, {})


def _read_rows(
    sheet: SheetCells, header: Header, columns: Sequence[ColumnMeaning]
) -> tuple[list[NomineeRow], list[Skipped], list[Problem]]:
    rows: list[NomineeRow] = []
    problems: list[Problem] = []
    skipped = list(_above(sheet, header))
    seen: dict[str, list[NomineeRow]] = {}
    dividers = _dividers(sheet, columns)
    for number, texts in sheet.rows:
        if number <= header.last_row or _only_number(texts, columns):
            continue
        if reason := _no_person(number, texts, header, columns, dividers):
            skipped.append(_skip(number, texts, reason))
            continue
        person, found = read_row(number, texts, columns)
        if person is None:
            skipped.append(_skip(number, texts, "no_name"))
        elif twin := _twin(person, seen):
            skipped.append(_duplicate(person, texts, columns, twin))
        else:
            rows.append(person)
            problems.extend(found)
    return rows, skipped, problems


def _above(sheet: SheetCells, header: Header) -> Iterator[Skipped]:
    return (_skip(number, texts, "above_headings") for number, texts in sheet.rows if number < header.first_row)


def _skip(row: int, texts: Sequence[str], reason_code: str) -> Skipped:
    filled = [(column, names.clean(text)) for column, text in enumerate(texts, start=1) if names.clean(text)]
    column = column_letter(filled[0][0]) if filled else None
    return Skipped(row, column, " | ".join(text for _column, text in filled), reason_code)


# --- rows that are no person ---------------------------------------------------------------------------------------


def _only_number(texts: Sequence[str], columns: Sequence[ColumnMeaning]) -> bool:
    """A row that was numbered in advance and never filled in is as good as blank."""
    numbers = {column.index for column in columns if column.field == "number"}
    return not any(names.clean(text) for column, text in enumerate(texts, start=1) if column not in numbers)


def _no_person(
    row: int, texts: Sequence[str], header: Header, columns: Sequence[ColumnMeaning], dividers: set[int]
) -> str | None:
    cells = {column: names.clean(text) for column, text in enumerate(texts, start=1) if names.clean(text)}
    if _is_total(list(cells.values())):
        return "total"
    same = [plain(text) == plain(header.texts.get(column, "")) for column, text in cells.items()]
    if len(cells) > 1 and sum(same) * 2 > len(same):
        return "repeated_headings"
    return "section" if row in dividers else None


def _is_total(cells: Sequence[str]) -> bool:
    """A word for the total, and nothing beside it but numbers."""
    words = [text for text in cells if re.search(r"[^\W\d_]", text)]
    return len(words) == 1 and bool(_TOTAL.match(plain(words[0]))) and len(plain(words[0]).split()) <= 4


def _dividers(sheet: SheetCells, columns: Sequence[ColumnMeaning]) -> set[int]:
    """Rows merged across a name and other columns: they head a part of the list."""
    name_columns = [column.index for column in columns if column.field in NAME_FIELDS]
    return {
        top
        for top, left, bottom, right in sheet.merged
        if top == bottom and right - left >= 2 and any(left <= column <= right for column in name_columns)
    }


# --- the same person twice -----------------------------------------------------------------------------------------


def _twin(person: NomineeRow, seen: dict[str, list[NomineeRow]]) -> NomineeRow | None:
    """The earlier row of the same person: the same name with the same mailbox, or the same name and organization.

    Two people of one name in one ministry who have different mailboxes are two people.
    """
    name = names.fold(person.latin_name or person.original_name or "")
    key = " ".join(sorted(name.split()))
    for other in seen.setdefault(key, []):
        if person.email and other.email:
            if person.email.casefold() == other.email.casefold():
                return other
        elif names.fold(person.organization or "") == names.fold(other.organization or ""):
            return other
    seen[key].append(person)
    return None


def _duplicate(
    person: NomineeRow, texts: Sequence[str], columns: Sequence[ColumnMeaning], first: NomineeRow
) -> Skipped:
    column = next(c for c in columns if c.field in NAME_FIELDS and names.clean((*texts, *[""] * c.index)[c.index - 1]))
    name = person.latin_name if not person.latin_proposed else person.original_name
    return Skipped(person.row, column.letter, name or person.original_name or "", "duplicate", first.row)
