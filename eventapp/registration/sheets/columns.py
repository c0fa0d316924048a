"""Settles what each column means: chosen by hand, remembered, said by its heading, or told by its content."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from eventapp.core import names
from eventapp.registration.sheets import content, dates, headings
from eventapp.registration.sheets.header import Header, has_name
from eventapp.registration.sheets.headings import ColumnMeaning
from eventapp.registration.sheets.isolation import SheetCells

_SAMPLE = 50
_SHOWN = 3
_READABLE_FROM = 0.6  # of the texts of a column; below that its heading is doubted
_MORE_THAN_ONE = frozenset({"position", "organization", "remarks", "other", "number", "patronymic", "dietary"})
_SURE_BY_CONTENT = frozenset({"number", "email", "sex"})  # nothing else looks like them
_BY_CONTENT = frozenset({"email", "phone", "contacts", "sex", "country", "position", "organization"})
_DATES = frozenset({"birth_date", "passport_issued", "passport_expires"})


@dataclass(frozen=True, slots=True)
class Said:
    """What is known of columns beforehand: by hand (by `ColumnMeaning.key`), and from earlier lists (by heading)."""

    by_hand: Mapping[int, str] = field(default_factory=dict)
    remembered: Mapping[str, str] = field(default_factory=dict)


def memory_key(column: ColumnMeaning) -> str:
    """By what a column is recognized in the next list: its folded heading, or its place where it has none."""
    return headings.plain(column.heading) or f"#{column.key}"


def settle(header: Header, sheet: SheetCells, said: Said, table: int = 1) -> tuple[ColumnMeaning, ...]:
    """What each column of a table holds; columns with neither heading nor content are left out.

    Raises ValueError for a field that is none.
    """
    if wrong := set(said.by_hand.values()) - set(headings.FIELDS):
        raise ValueError(f"no such field: {', '.join(sorted(wrong))}")
    here = [key % headings.KEYS_OF_A_TABLE for key in said.by_hand if key // headings.KEYS_OF_A_TABLE == table - 1]
    width = max([*header.texts, *here, *(len(texts) for _number, texts in sheet.rows)], default=0)
    below = {column: _content(sheet, header, column) for column in range(1, width + 1)}
    first = [_first(column, header, below[column], said, table) for column in below]
    settled = _names(_guessed_names(first, below), below)
    checked = [_checked(column, below[column.index]) for column in _only_once(settled)]
    return tuple(column for column in checked if column.heading or below[column.index])


def _content(sheet: SheetCells, header: Header, column: int) -> list[str]:
    found: list[str] = []
    for number, texts in sheet.rows:
        if number > header.last_row and len(texts) >= column and (text := names.clean(texts[column - 1])):
            found.append(text)
            if len(found) == _SAMPLE:
                break
    return found


def _first(index: int, header: Header, texts: Sequence[str], said: Said, table: int) -> ColumnMeaning:
    """What is told of one column by itself."""
    plain = ColumnMeaning(
        index, header.texts.get(index, ""), "other", source="", table=table, sample=tuple(dict.fromkeys(texts))[:_SHOWN]
    )
    if (chosen := said.by_hand.get(plain.key)) is not None:
        return _chosen(plain, chosen, "hand")
    if (chosen := said.remembered.get(memory_key(plain))) in headings.FIELDS:
        return _chosen(plain, str(chosen), "remembered")
    if (named := header.fields.get(index)) is not None:
        return replace(plain, field=named, source="heading", asked=index in header.unsure)
    if (guess := content.kind_of(texts)) is not None:
        return replace(plain, field=guess, source="content", asked=guess not in _SURE_BY_CONTENT)
    return replace(plain, asked=bool(texts))


def _chosen(column: ColumnMeaning, field_: str, source: str) -> ColumnMeaning:
    first = field_ == "family_given"
    return replace(column, field="full_name" if first else field_, family_first=first, source=source)


# --- columns of names ----------------------------------------------------------------------------------------------


def _guessed_names(columns: Sequence[ColumnMeaning], below: Mapping[int, list[str]]) -> list[ColumnMeaning]:
    """Columns that only by their content look like names are taken for such where no heading names any."""
    told = [column for column in columns if column.field in headings.NAME_FIELDS and column.source != "content"]
    passports = [column for column in columns if column.field == "passport_name"]
    if not told and passports:
        told = [replace(passports[0], field="full_name")]
        columns = [told[0] if column is passports[0] else column for column in columns]
    found: list[ColumnMeaning] = []
    for column in columns:
        if column.source != "content" or column.field not in ("full_name", "one_name"):
            found.append(column)
            continue
        taken = [other for other in (*told, *found) if other.field in headings.NAME_FIELDS]
        scripts = names.scripts(" ".join(below[column.index]))
        same = [other for other in taken if names.scripts(" ".join(below[other.index])) & scripts]
        before = found[-1] if found else None
        if column.field == "one_name" and before in same and before.field == "family" and before.source == "content":
            found.append(replace(column, field="given"))
        elif same:
            found.append(replace(column, field="other", source=""))
        else:
            found.append(replace(column, field="family" if column.field == "one_name" else "full_name"))
    alone = [column for column in found if column.source == "content" and column.field in ("family", "given")]
    return [replace(column, field="full_name") if alone == [column] else column for column in found]


def _names(columns: Sequence[ColumnMeaning], below: Mapping[int, list[str]]) -> list[ColumnMeaning]:
    return [_name(column, columns, below) for column in columns]


def _name(column: ColumnMeaning, columns: Sequence[ColumnMeaning], below: Mapping[int, list[str]]) -> ColumnMeaning:
    own = below[column.index]
    kind, asked = column.field, column.asked
    if kind == "name":
        families = [other for other in columns if other.base_field == "family"]
        beside = any(_same_script(own, below[other.index]) for other in families)
        kind = "given" if beside else "full_name"
        asked = asked or (not beside and sum(len(text.split()) == 1 for text in own) * 2 > len(own) > 0)
    if kind == "position" and column.source == "heading" and content.share("honorific", own) > 0.5 and own:
        kind = "honorific"
    if kind in ("full_name", "family", "given") and column.source != "hand" and own:
        original = sum("latin" not in names.scripts(text) for text in own) * 2 > len(own)
        says = headings.says_original(column.heading) and _twin_in_latin(column, columns, below)
        kind = f"{kind}_original" if original or says else kind
    first = column.family_first
    if column.source not in ("hand", "remembered"):
        first = kind.startswith(("full_name", "combined")) and headings.says_family_first(column.heading)
    return replace(column, field=kind, family_first=first, asked=asked)


def _same_script(one: list[str], other: list[str]) -> bool:
    scripts = [names.scripts(" ".join(texts)) for texts in (one, other)]
    return not all(scripts) or bool(scripts[0] & scripts[1])


def _twin_in_latin(column: ColumnMeaning, columns: Sequence[ColumnMeaning], below: Mapping[int, list[str]]) -> bool:
    """Whether another column has names of the same kind in Latin letters, so that this one can be the original."""
    return any(
        other.index != column.index
        and other.field in headings.NAME_FIELDS
        and not headings.says_original(other.heading)
        and "latin" in names.scripts(" ".join(below[other.index]))
        for other in columns
    )


# --- doubts --------------------------------------------------------------------------------------------------------


def _only_once(columns: Sequence[ColumnMeaning]) -> list[ColumnMeaning]:
    """A second column of what a person has only one of is asked about, unless a person said it."""
    seen: set[str] = set()
    found = []
    for column in columns:
        again = column.field in seen and column.field not in _MORE_THAN_ONE
        found.append(replace(column, asked=True) if again and column.source in ("heading", "content") else column)
        seen.add(column.field)
    return found


def _checked(column: ColumnMeaning, texts: Sequence[str]) -> ColumnMeaning:
    """A heading that the texts below do not bear out is doubted; so are dates that can be read in two ways."""
    if column.field in _DATES:
        order = dates.says_order(texts)
        column = replace(column, day_first=order is not False, asked=column.asked or order is None)
    if column.source != "heading" or column.asked or not texts:
        return column
    doubted = content.share(column.field, texts) < _READABLE_FROM
    if column.field in ("remarks", "other", "number") or re.fullmatch(r"\W*", "".join(texts)):
        doubted = False
    if doubted and column.field not in headings.NAME_FIELDS and (guess := content.kind_of(texts)) in _BY_CONTENT:
        column = replace(column, field=str(guess), source="content")
    return replace(column, asked=doubted)


__all__ = ["Said", "has_name", "memory_key", "settle"]
