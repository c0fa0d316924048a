"""Understands a sheet as a list of people: headings, persons, and each other row with the reason why it is none."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eventapp.core import names
from eventapp.registration.sheets import columns as layout
from eventapp.registration.sheets import content, values
from eventapp.registration.sheets.columns import Said
from eventapp.registration.sheets.header import NO_HEADER, Header, find_header, find_nameless, tables, transposed
from eventapp.registration.sheets.headings import NAME_FIELDS, ColumnMeaning, plain
from eventapp.registration.sheets.isolation import SheetCells
from eventapp.registration.sheets.limits import MOST_PEOPLE, column_letter
from eventapp.registration.sheets.model import NomineeRow, Problem, Skipped, UnderstoodList
from eventapp.registration.sheets.nominee import read_row
from eventapp.registration.sheets.reasons import SheetRefused

_LEAST_LINES_ACROSS, _MOST_LINES_ACROSS = 3, 60
_KEY = re.compile(r"EVENTAPP:[A-Za-z0-9_-]+:\d{1,9}:[A-Za-z0-9_-]+")
_NOTE = re.compile(
    r"(?:notes?|remarks?|prepared by|approved by|signature|signed|contact person|focal point|date|please|sincerely|"
    r"примечани\w*|составил\w*|исполнитель|подпись|утвержда\w*|согласовано|контактн\w+ лицо|дата|с уважением|просим)\b"
)
_TOTAL = re.compile(
    r"^(?:grand |sub ?)?totals?\b|^(?:итого|всего|итог|жами|барлыгы|жалпы|бардыгы|хамаги|жами|jami|مجموع|جمع)\b"
)


def understand(
    sheets: Sequence[SheetCells], mapping: Mapping[int, str] | None = None, remembered: Mapping[str, str] | None = None
) -> UnderstoodList:
    """The list on the sheet with the most headings that are understood, be it with people in rows or in columns.

    ``mapping`` says by hand what columns hold (by `ColumnMeaning.key`), ``remembered`` what those of earlier lists
    held (by `columns.memory_key`). Where no column is known to hold names there are no rows, and all columns are asked.
    Raises :class:`SheetRefused`: "empty", "no_headings", "no_name_column" or "too_many_rows".
    """
    filled = [sheet for sheet in sheets if sheet.rows]
    if not filled:
        raise SheetRefused("empty")
    said = Said(mapping or {}, remembered or {})
    chosen = _choose(filled)
    reader = _Reader(chosen.cells)
    for table, (header, part) in enumerate(tables(chosen.cells, chosen.header), start=1):
        reader.read(header, part, layout.settle(header, part, said, table))
    if said.by_hand and not any(column.field in NAME_FIELDS for column in reader.columns):
        raise SheetRefused("no_name_column")
    if len(reader.rows) > MOST_PEOPLE:
        raise SheetRefused("too_many_rows", row=reader.rows[-1].row, most=MOST_PEOPLE)
    return UnderstoodList(
        chosen.cells.name,
        chosen.header.last_row,
        tuple(reader.columns),
        tuple(reader.rows),
        tuple(reader.skipped),
        tuple(reader.problems),
        tuple(other.name for other in filled if other is not chosen.sheet),
        chosen.cells is not chosen.sheet,
        next((key for sheet in filled if (key := _key_of(sheet))), ""),
    )


@dataclass(frozen=True, slots=True)
class _Chosen:
    """A sheet, its cells as they are read (perhaps transposed), and its first headings."""

    sheet: SheetCells
    cells: SheetCells
    header: Header


def _choose(filled: Sequence[SheetCells]) -> _Chosen:
    for sheet in filled:
        if sheet.fields:
            return _Chosen(sheet, sheet, _of_a_letter(sheet))
    found = [_Chosen(sheet, sheet, header) for sheet in filled if (header := find_header(sheet))]
    best = max(found, key=_worth, default=None)
    for sheet in filled:
        if len(sheet.rows) > _MOST_LINES_ACROSS or len(sheet.rows) < _LEAST_LINES_ACROSS:
            continue
        across = transposed(sheet)
        header = find_header(across)
        if header and header.known >= _LEAST_LINES_ACROSS and (best is None or header.known > best.header.known + 1):
            best = _Chosen(sheet, across, header)
    if best is not None:
        return best
    words = [sheet for sheet in filled if _has_words(sheet)]
    if not words:
        raise SheetRefused("no_headings")
    sheet = max(words, key=lambda sheet: len(sheet.rows))
    return _Chosen(sheet, sheet, find_nameless(sheet) or NO_HEADER)


def _of_a_letter(sheet: SheetCells) -> Header:
    """The columns made of the lines of a letter; asked about where what stands in them is not plainly that."""
    people = [texts for _number, texts in sheet.rows if len(texts) == len(sheet.fields)]
    unsure = {
        place
        for place, field in enumerate(sheet.fields, start=1)
        if not content.bears_out(
            field, [values.take_honorific(texts[place - 1])[1] for texts in people if texts[place - 1]]
        )
    }
    return Header(0, 0, {}, dict(enumerate(sheet.fields, start=1)), frozenset(unsure))


def _worth(chosen: _Chosen) -> tuple[int, int]:
    """How many headings are understood, and whether anything stands below them."""
    below = sum(number > chosen.header.last_row for number, _texts in chosen.cells.rows)
    return (chosen.header.known, 1) if below else (0, 0)


def _has_words(sheet: SheetCells) -> bool:
    """Whether a sheet without headings may be a list of people: two rows or columns at least, and words in them."""
    texts = [text for _number, row in sheet.rows for text in row if len(re.findall(r"[^\W\d_]", text)) > 1]
    return len(texts) > 1 and max(len(row) for _number, row in sheet.rows) > 1


def _key_of(sheet: SheetCells) -> str:
    for _number, texts in sheet.rows:
        for text in texts:
            if match := _KEY.search(text):
                return match[0]
    return ""


class _Reader:
    """Reads the tables of one sheet, one after the other; the same person in two of them is one person."""

    def __init__(self, sheet: SheetCells) -> None:
        self.columns: list[ColumnMeaning] = []
        self.rows: list[NomineeRow] = []
        self.skipped: list[Skipped] = []
        self.problems: list[Problem] = []
        self._seen: dict[str, list[NomineeRow]] = {}
        self._sheet = sheet
        self._formulas: dict[int, set[int]] = {}
        for row, column in sheet.formulas:
            self._formulas.setdefault(row, set()).add(column)

    def read(self, header: Header, part: SheetCells, columns: Sequence[ColumnMeaning]) -> None:
        """Take the people of one table."""
        self.columns.extend(columns)
        dividers = _dividers(self._sheet, columns)
        prepared = {column.index for column in columns if column.field in ("number", "alternate")}
        for number, texts in part.rows:
            if number < header.first_row:
                self.skipped.append(_skip(number, texts, "key" if any(map(_KEY.search, texts)) else "above_headings"))
            elif part.fields and len(texts) < len(part.fields):
                self.skipped.append(_skip(number, texts, "below" if self.rows else "above_headings"))
            elif number > header.last_row and any(
                names.clean(text) for column, text in enumerate(texts, start=1) if column not in prepared
            ):  # a row that was numbered in advance and never filled in is as good as blank
                reason = _no_person(number, texts, header, columns, dividers)
                if reason:
                    self.skipped.append(_skip(number, texts, reason))
                else:
                    self._take(number, texts, columns)

    def _take(self, number: int, texts: Sequence[str], columns: Sequence[ColumnMeaning]) -> None:
        person, found = read_row(
            number,
            texts,
            columns,
            formulas=self._formulas.get(number, ()),
            epoch_1904=self._sheet.epoch_1904,
        )
        if person is None:
            formula = next((problem for problem in found if problem.reason_code == "formula"), None)
            if formula is not None and formula.field in NAME_FIELDS:
                self.skipped.append(Skipped(number, formula.column, formula.value, "formula"))
            else:
                self.skipped.append(_skip(number, texts, "no_name"))
        elif twin := _twin(person, self._seen):
            self.skipped.append(_duplicate(person, texts, columns, twin))
        else:
            self.rows.append(person)
            self.problems.extend(found)


def _skip(row: int, texts: Sequence[str], reason_code: str) -> Skipped:
    filled = [(column, names.clean(text)) for column, text in enumerate(texts, start=1) if names.clean(text)]
    column = column_letter(filled[0][0]) if filled else None
    return Skipped(row, column, " | ".join(text for _column, text in filled), reason_code)


# --- rows that are no person ---------------------------------------------------------------------------------------


def _no_person(
    row: int, texts: Sequence[str], header: Header, columns: Sequence[ColumnMeaning], dividers: set[int]
) -> str | None:
    cells = {column: names.clean(text) for column, text in enumerate(texts, start=1) if names.clean(text)}
    if any(map(_KEY.search, cells.values())):
        return "key"
    if _is_total(list(cells.values())):
        return "total"
    if len(cells) == 1 and _NOTE.match(plain(next(iter(cells.values())))):
        return "below"
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
