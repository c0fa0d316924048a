"""What was understood of a nomination list. Rows and columns are named as the person sees them: row 4, column F."""

from dataclasses import dataclass, field

from eventapp.registration.sheets.headings import ColumnMeaning
from eventapp.registration.sheets.limits import column_letter

__all__ = ["ColumnMeaning", "NomineeRow", "Problem", "Skipped", "UnderstoodList", "cell_name"]


@dataclass(frozen=True, slots=True)
class NomineeRow:
    """One person of a list, as the list has them; what it does not say, or says unintelligibly, is None.

    Names: ``latin_*`` are in Latin letters, ``original_*`` in any other script. ``*_name`` is always set where there is
    a name in that script; ``*_family`` and ``*_given`` only where the list itself tells them apart. With
    ``latin_proposed`` the Latin ones are a transliteration, for the person to confirm.

    ``sex`` is "female" or "male"; ``country`` an ISO 3166 code of two letters; ``language``, ``languages`` and
    ``interpretation`` are language codes; ``funding`` is "funded" or "self-funded". ``extra`` holds what has no field
    of its own, by field ("patronymic", "remarks", ``headings.KEPT_APART``, dates in ISO order) or else by heading.
    """

    row: int
    latin_family: str | None = None
    latin_given: str | None = None
    latin_name: str | None = None
    original_family: str | None = None
    original_given: str | None = None
    original_name: str | None = None
    latin_proposed: bool = False
    sex: str | None = None
    position: str | None = None
    organization: str | None = None
    country: str | None = None
    delegation_type_text: str | None = None
    email: str | None = None
    phone: str | None = None
    language: str | None = None
    languages: tuple[str, ...] = ()
    interpretation: str | None = None
    dietary: str | None = None
    access_needs: str | None = None
    visa_support: bool | None = None
    speaker: bool | None = None
    head: bool | None = None
    alternate: bool | None = None
    funding: str | None = None
    badge_name: str | None = None
    extra: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that gave no person, and why: a key of ``reasons.MESSAGES``.

    ``first_row`` is, for a duplicate, the row in which the person stands first.
    """

    row: int
    column: str | None
    value: str
    reason_code: str
    first_row: int | None = None

    @property
    def facts(self) -> dict[str, str | int]:
        """What fills the placeholders of the message."""
        return {"value": self.value, "first_row": self.first_row or 0}


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell that was not taken as it stands, while its row was: a key of ``reasons.MESSAGES``.

    The field is left empty, except for "several_emails" (the first is kept) and "mixed_scripts" (the name is kept).
    """

    row: int
    column: str
    value: str
    reason_code: str
    field: str
    most: int = 0

    @property
    def facts(self) -> dict[str, str | int]:
        """What fills the placeholders of the message."""
        return {"value": self.value, "length": len(self.value), "most": self.most}


@dataclass(frozen=True, slots=True)
class UnderstoodList:
    """A list, understood. ``header_row`` is the row of the headings, the last one of two, or 0 if there is none.

    ``skipped`` and ``problems`` are in the order of rows; ``other_sheets`` names filled sheets that were not read.
    ``transposed``: people stand in columns, so that rows count columns and columns count rows (see ``cell_name``).
    ``key``: the text of the key of a delegation, where a cell holds one.
    """

    sheet: str
    header_row: int
    columns: tuple[ColumnMeaning, ...]
    rows: tuple[NomineeRow, ...]
    skipped: tuple[Skipped, ...] = ()
    problems: tuple[Problem, ...] = ()
    other_sheets: tuple[str, ...] = ()
    transposed: bool = False
    key: str = ""

    @property
    def asked(self) -> tuple[ColumnMeaning, ...]:
        """The columns that a person should look at."""
        return tuple(column for column in self.columns if column.asked)

    @property
    def duplicates(self) -> tuple[Skipped, ...]:
        """The skipped rows that name a person of an earlier row."""
        return tuple(skipped for skipped in self.skipped if skipped.reason_code == "duplicate")


def cell_name(row: int, letter: str, *, transposed: bool = False) -> str:
    """A cell as the spreadsheet program calls it: "F4"; of a transposed list, column letter and row change places."""
    if not transposed:
        return f"{letter}{row}"
    number = 0
    for character in letter:
        number = number * 26 + ord(character) - ord("A") + 1
    return f"{column_letter(row)}{number}"
