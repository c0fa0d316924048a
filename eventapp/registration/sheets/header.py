"""Finds the headings of a sheet: one row or two, merged or not, anywhere; and further tables below the first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from eventapp.core import names
from eventapp.registration.sheets import content, headings
from eventapp.registration.sheets.isolation import SheetCells

_ROWS_SEARCHED = 40

Row = tuple[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Header:
    """Where the headings stand (rows counted from 1; 0 and 0 if there are none) and their text, by column from 1.

    ``unsure`` are the columns whose heading may mean more than one thing.
    """

    first_row: int
    last_row: int
    texts: Mapping[int, str]
    fields: Mapping[int, str | None]
    unsure: frozenset[int] = frozenset()

    @property
    def known(self) -> int:
        """How many of the columns have a heading that is understood."""
        return sum(field is not None for field in self.fields.values())


NO_HEADER = Header(0, 0, {}, {})


def find_header(sheet: SheetCells) -> Header | None:
    """The row, or two rows, with the most understood headings, one of them a name; None if there is no such row."""
    best: Header | None = None
    rows = sheet.rows[:_ROWS_SEARCHED]
    for place, row in enumerate(rows):
        header = _header(row)
        if place + 1 < len(rows):
            both = _two_rows(row, rows[place + 1], sheet)
            # a row of values that happen to be words of headings must not take the names' heading away
            header = both if both is not None and (has_name(both) or not has_name(header)) else header
        if _is_header(header, sheet) and (best is None or header.known > best.known):
            best = header
    return best


def find_nameless(sheet: SheetCells) -> Header | None:
    """The first row of more than one cell, if it reads like headings although none of them is that of a name.

    Either half of it are headings in a word or two, or it is unlike what stands below: "Mail to" over addresses.
    """
    place = next(
        (place for place, row in enumerate(sheet.rows[:_ROWS_SEARCHED]) if sum(map(bool, map(str.strip, row[1]))) > 1),
        None,
    )
    if place is None:
        return None
    header = _header(sheet.rows[place])
    short = {field for column, field in header.fields.items() if field and len(header.texts[column].split()) <= 2}
    plain = all(not any(map(str.isdigit, text)) and "@" not in text for text in header.texts.values())
    if plain and (len(short) * 2 >= len(header.texts) or _unlike(header, sheet.rows[place + 1 :][:_ROWS_SEARCHED])):
        return header
    return None


def _unlike(header: Header, below: Sequence[Row]) -> bool:
    """Whether some column holds what can be told by its form alone, and its first cell is nothing of the kind."""
    for column, text in header.texts.items():
        texts = [row[1][column - 1] for row in below if len(row[1]) >= column and row[1][column - 1].strip()]
        for field in ("email", "sex", "birth_date"):
            if len(texts) > 1 and content.share(field, texts) == 1 and content.share(field, [text]) < 1:
                return True
    return False


def tables(sheet: SheetCells, header: Header) -> Iterator[tuple[Header, SheetCells]]:
    """The tables of a sheet, one below the other, each with its headings and the rows down to the next.

    A table further down begins, after a blank row or a line of its own, with headings that are not those of the first.
    """
    starts = [header]
    before: Row | None = None
    rows = sheet.rows
    for place, row in enumerate(rows):
        apart = before is not None and (row[0] > before[0] + 1 or sum(bool(text.strip()) for text in before[1]) == 1)
        if row[0] > starts[-1].last_row + 1 and apart and header.last_row:
            found = _header(row)
            both = _two_rows(row, rows[place + 1], sheet) if place + 1 < len(rows) else None
            found = both if both is not None and has_name(both) else found
            if found.known > 1 and found.known * 2 > len(found.texts) and has_name(found) and not _same(found, header):
                starts.append(found)
        before = row
    ends = [start.first_row for start in starts[1:]] + [0]
    for start, end in zip(starts, ends, strict=True):
        begins = 0 if start is header else start.first_row
        mine = tuple(row for row in rows if begins <= row[0] and (not end or row[0] < end))
        yield start, replace(sheet, rows=mine)


def transposed(sheet: SheetCells) -> SheetCells:
    """The sheet with its rows as columns and its columns as rows."""
    width = max((len(texts) for _number, texts in sheet.rows), default=0)
    height = max((number for number, _texts in sheet.rows), default=0)
    grid = [[""] * height for _column in range(width)]
    for number, texts in sheet.rows:
        for column, text in enumerate(texts):
            grid[column][number - 1] = text
    rows = tuple((column, tuple(texts)) for column, texts in enumerate(grid, start=1) if any(map(str.strip, texts)))
    merged = tuple((left, top, right, bottom) for top, left, bottom, right in sheet.merged)
    formulas = frozenset((column, row) for row, column in sheet.formulas)
    return replace(sheet, rows=rows, merged=merged, formulas=formulas)


def has_name(header: Header) -> bool:
    """Whether one of the headings is that of a name."""
    return any(field in headings.NAME_FIELDS or field == "passport_name" for field in header.fields.values())


def _header(row: Row) -> Header:
    number, texts = row
    cells = {column: names.clean(text) for column, text in enumerate(texts, start=1) if text.strip()}
    return _of(number, number, cells)


def _of(first: int, last: int, cells: Mapping[int, str]) -> Header:
    meant = {column: headings.fields_of(text) for column, text in cells.items()}
    unsure = frozenset(column for column, (field, doubted) in meant.items() if field and doubted)
    return Header(first, last, cells, {column: field for column, (field, _doubted) in meant.items()}, unsure)


def _two_rows(upper: Row, lower: Row, sheet: SheetCells) -> Header | None:
    """Both rows as one, where they are headings in two lines, or in two languages one above the other."""
    above, below = _header(upper), _header(lower)
    if lower[0] != upper[0] + 1 or not above.known or len(above.texts) < 2:
        return None
    merged = [area for area in sheet.merged if area[0] == upper[0] and area[2] <= lower[0]]
    spanning = {column: area[1] for area in merged if area[2] == area[0] for column in range(area[1], area[3] + 1)}
    down = any(area[2] == lower[0] and area[1] == area[3] for area in merged)
    by_merging = bool(spanning.keys() & below.texts.keys()) and all(
        column in spanning or column not in above.texts for column in below.texts
    )
    if not (_only_headings(below) or _translation(above, below) or (by_merging and (down or below.known))):
        return None
    texts, fields, unsure = {}, {}, set()
    for column in sorted({*above.texts, *below.texts}):
        over = above.texts.get(column) or above.texts.get(spanning.get(column, 0), "")
        words = [over, below.texts.get(column, "")]
        texts[column] = " ".join(word for word in dict.fromkeys(words) if word)
        both = headings.fields_of(texts[column]) if spanning.get(column) and column in below.texts else (None, False)
        fields[column] = below.fields.get(column) or both[0] or above.fields.get(column)
        if _name_of_name(below, column, both[0]):
            fields[column] = both[0]
        if column in below.unsure or (column not in below.texts and column in above.unsure):
            unsure.add(column)
    return Header(upper[0], lower[0], texts, fields, frozenset(unsure))


def _name_of_name(below: Header, column: int, both: str | None) -> bool:
    """ "Name" over "Latin": the two lines together say more than the lower one."""
    return below.fields.get(column) in (None, "name", "number") and both is not None


def _only_headings(below: Header) -> bool:
    told = [field is not None or headings.says_script(below.texts[column]) for column, field in below.fields.items()]
    return all(told) and (below.known >= 2 or (below.known == 0 and len(told) >= 2))


def _translation(above: Header, below: Header) -> bool:
    """Headings in another language below each of the first, most of which are understood alike."""
    alike = [column for column, field in below.fields.items() if field and field == above.fields.get(column)]
    plain = all(not any(map(str.isdigit, text)) and "@" not in text for text in below.texts.values())
    return len(alike) >= 2 and len(alike) * 2 > len(below.texts) and plain and len(below.texts) >= len(above.texts) - 1


def _is_header(header: Header, sheet: SheetCells) -> bool:
    """Two understood headings are enough; a name alone is, where it stands in the first row of more than one cell."""
    if not has_name(header):
        return False
    widths = {number: sum(bool(text.strip()) for text in texts) for number, texts in sheet.rows}
    first_wide = next((number for number, width in widths.items() if width > 1), None)
    return header.known >= 2 or header.first_row == first_wide or first_wide is None


def _same(one: Header, other: Header) -> bool:
    return [headings.plain(text) for text in one.texts.values()] == [
        headings.plain(text) for text in other.texts.values()
    ]
