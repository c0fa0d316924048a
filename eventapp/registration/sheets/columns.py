"""Finds the headings of a sheet, in one row or two, and settles what each column means from heading and content."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from eventapp.core import names
from eventapp.registration.sheets import headings
from eventapp.registration.sheets.headings import ColumnMeaning
from eventapp.registration.sheets.isolation import SheetCells
from eventapp.registration.sheets.reasons import SheetRefused

_ROWS_SEARCHED = 40
_SAMPLE = 50
_HONORIFICS = frozenset({"mr", "ms", "mrs", "miss", "dr", "prof", "mme", "г н", "г жа", "господин", "госпожа"})

Row = tuple[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Header:
    """Where the headings stand (rows counted from 1; 0 and 0 if there are none) and their text, by column from 1."""

    first_row: int
    last_row: int
    texts: Mapping[int, str]
    fields: Mapping[int, str | None]

    @property
    def known(self) -> int:
        """How many of the columns have a heading that is understood."""
        return sum(field is not None for field in self.fields.values())


def find_header(sheet: SheetCells) -> Header | None:
    """The row, or two rows, with the most understood headings, one of them a name; None if there is no such row."""
    best: Header | None = None
    rows = sheet.rows[:_ROWS_SEARCHED]
    for place, row in enumerate(rows):
        header = _header(row)
        if place + 1 < len(rows):
            both = _two_rows(row, rows[place + 1])
            # a row of values that happen to be words of headings must not take the names' heading away
            header = both if both is not None and (_has_name(both) or not _has_name(header)) else header
        if _is_header(header, sheet) and (best is None or header.known > best.known):
            best = header
    return best


def _header(row: Row) -> Header:
    number, texts = row
    cells = {column: names.clean(text) for column, text in enumerate(texts, start=1) if text.strip()}
    return Header(number, number, cells, {column: headings.field_of(text) for column, text in cells.items()})


def _two_rows(upper: Row, lower: Row) -> Header | None:
    """Both rows as one, if the lower one has nothing but headings and follows at once; its own words count first."""
    above, below = _header(upper), _header(lower)
    if lower[0] != upper[0] + 1 or below.known < 2 or None in below.fields.values() or not above.known:
        return None
    texts, fields = {}, {}
    for column in sorted({*above.texts, *below.texts}):
        words = [above.texts.get(column, ""), below.texts.get(column, "")]
        texts[column] = " ".join(word for word in dict.fromkeys(words) if word)
        fields[column] = below.fields.get(column) or above.fields.get(column)
    return Header(upper[0], lower[0], texts, fields)


def _has_name(header: Header) -> bool:
    return any(field in headings.NAME_FIELDS for field in header.fields.values())


def _is_header(header: Header, sheet: SheetCells) -> bool:
    """Two understood headings are enough; a name alone is, where it stands in the first row of more than one cell."""
    if not _has_name(header):
        return False
    widths = {number: sum(bool(text.strip()) for text in texts) for number, texts in sheet.rows}
    first_wide = next((number for number, width in widths.items() if width > 1), None)
    return header.known >= 2 or header.first_row == first_wide or first_wide is None


def settle(header: Header, sheet: SheetCells, mapping: Mapping[int, str] | None = None) -> tuple[ColumnMeaning, ...]:
    """What each column holds. ``mapping`` (column from 1 → field of ``headings.FIELDS``) overrules the headings.

    Raises :class:`SheetRefused` ("no_name_column") if no column holds names, ValueError for a field that is none.
    """
    chosen = dict(mapping or {})
    if wrong := set(chosen.values()) - set(headings.FIELDS):
        raise ValueError(f"no such field: {', '.join(sorted(wrong))}")
    width = max([*header.texts, *chosen, *(len(texts) for _number, texts in sheet.rows)])
    meanings = [
        ColumnMeaning(column, header.texts.get(column, ""), chosen.get(column) or header.fields.get(column) or "other")
        for column in range(1, width + 1)
    ]
    content = {meaning.index: _content(sheet, header, meaning.index) for meaning in meanings}
    settled = tuple(_settle_one(meaning, meanings, content, fixed=meaning.index in chosen) for meaning in meanings)
    if not any(meaning.field in headings.NAME_FIELDS for meaning in settled):
        raise SheetRefused("no_name_column")
    return tuple(meaning for meaning in settled if meaning.heading or content[meaning.index])


def _content(sheet: SheetCells, header: Header, column: int) -> list[str]:
    below = (texts for number, texts in sheet.rows if number > header.last_row and len(texts) >= column)
    return [text for text in (names.clean(texts[column - 1]) for texts in below) if text][:_SAMPLE]


def _settle_one(
    meaning: ColumnMeaning, all_of_them: Sequence[ColumnMeaning], content: Mapping[int, list[str]], *, fixed: bool
) -> ColumnMeaning:
    own = content[meaning.index]
    field = meaning.field
    if field == "name":
        families = [other for other in all_of_them if other.base_field == "family"]
        beside = any(_same_script(own, content[other.index]) for other in families)
        field = "given" if beside else "full_name"
    if field == "position" and not fixed and sum(headings.plain(text) in _HONORIFICS for text in own) * 2 > len(own):
        field = "honorific"
    if field in ("full_name", "family", "given") and not fixed and own:
        original = sum("latin" not in names.scripts(text) for text in own) * 2 > len(own)
        says = headings.says_original(meaning.heading) and _twin_in_latin(meaning, all_of_them, content)
        field = f"{field}_original" if original or says else field
    first = field.startswith("full_name") and headings.says_family_first(meaning.heading)
    return replace(meaning, field=field, family_first=first)


def _same_script(one: list[str], other: list[str]) -> bool:
    scripts = [names.scripts(" ".join(texts)) for texts in (one, other)]
    return not all(scripts) or bool(scripts[0] & scripts[1])


def _twin_in_latin(
    meaning: ColumnMeaning, all_of_them: Sequence[ColumnMeaning], content: Mapping[int, list[str]]
) -> bool:
    """Whether another column has names of the same kind in Latin letters, so that this one can be the original."""
    return any(
        other.index != meaning.index
        and other.field in headings.NAME_FIELDS
        and not headings.says_original(other.heading)
        and "latin" in names.scripts(" ".join(content[other.index]))
        for other in all_of_them
    )
