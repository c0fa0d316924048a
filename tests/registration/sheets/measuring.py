"""How much of a list is understood without help: cell by cell right, wrong, or asked about."""

from dataclasses import dataclass, field, fields
from typing import Any

from eventapp.registration.sheets.headings import KEPT_APART
from eventapp.registration.sheets.model import NomineeRow, UnderstoodList
from eventapp.registration.sheets.reading import read_list
from tests.registration.sheets.corpus import Sample

_LATIN = ("latin_name", "latin_family", "latin_given")
_ASIDE = ("row", "extra", "latin_proposed")
_FROM_EXTRA = ("patronymic", "honorific", *KEPT_APART)
_NAMES = (*_LATIN, "original_name", "original_family", "original_given", "honorific", "sex", "patronymic")
_SOURCES: dict[str, tuple[str, ...]] = {
    "combined": (*_NAMES, "position", "organization"),
    "position_organization": ("position", "organization"),
    "contacts": ("phone", "email"),
    "language": ("language", "languages"),
    "languages": ("language", "languages"),
    "delegation_type": ("delegation_type_text",),
    "honorific": ("honorific", "sex"),
    "position": ("position", "head"),
}


@dataclass
class Measure:
    """Cells of one list. `wrong` tells each: (row, fact, what it says, what was read)."""

    right: int = 0
    asked: int = 0
    wrong: list[tuple[int, str, Any, Any]] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Which part of the cells was understood without help."""
        return self.right / max(self.right + self.asked + len(self.wrong), 1)


def measure(sample: Sample) -> Measure:
    """Read a file and compare what was understood with what it says."""
    found = read_list(sample.data, sample.name)
    read = {row.row: _facts(row) for row in found.rows}
    result = Measure()
    for row in sorted({*read, *sample.truth}):
        said, got = sample.truth.get(row, {}), read.get(row, {})
        for fact in sorted({*said, *got}):
            if fact in _LATIN and fact not in said and got.get("proposed"):
                continue  # a transliteration that is offered, and says so
            if fact == "proposed":
                continue
            if _is_asked(found, row, fact, missing=fact not in got):
                result.asked += 1
            elif said.get(fact) == got.get(fact):
                result.right += 1
            else:
                result.wrong.append((row, fact, said.get(fact), got.get(fact)))
    return result


def _facts(row: NomineeRow) -> dict[str, Any]:
    said = {each.name: getattr(row, each.name) for each in fields(row) if each.name not in _ASIDE}
    said |= {key: row.extra.get(key) for key in _FROM_EXTRA}
    return {key: value for key, value in said.items() if value not in (None, ())} | {"proposed": row.latin_proposed}


def _is_asked(found: UnderstoodList, row: int, fact: str, *, missing: bool) -> bool:
    asked = [(column.field, column.asked) for column in found.columns if column.table == _table(found, row)]
    if missing and ("other", True) in asked:
        return True
    doubtful = [name for name, doubted in asked if doubted]
    doubtful += [problem.field for problem in found.problems if problem.row == row]
    return any(fact in _feeds(name) for name in doubtful)


def _feeds(name: str) -> tuple[str, ...]:
    base = name.removesuffix("_original")
    if base in ("full_name", "family", "given", "name"):
        return _NAMES
    return _SOURCES.get(name, (name,))


def _table(found: UnderstoodList, row: int) -> int:
    """Of the tables of a sheet, the one in which a row stands (there is more than one in a single sample)."""
    starts = sorted({skipped.row for skipped in found.skipped if skipped.reason_code in ("section", "no_name")})
    return 1 if len({column.table for column in found.columns}) == 1 or not starts or row < starts[-1] else 2
