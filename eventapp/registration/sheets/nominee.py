"""Reads one row of a list into a person: names by script, other cells by what their column means."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from eventapp.core import countries, names
from eventapp.registration.sheets import values
from eventapp.registration.sheets.headings import NAME_FIELDS, ColumnMeaning
from eventapp.registration.sheets.model import NomineeRow, Problem

LONGEST_NAME = 200
LONGEST_TEXT = 2_000
_EXTRAS = ("passport", "date_of_birth", "citizenship", "remarks", "honorific")
_BETWEEN_SCRIPTS = re.compile(r"\s*[/|()\[\];,\n]\s*|\s+[-–—]\s+")


@dataclass
class _Names:
    """The parts of a person's name in one script, in the order of the columns."""

    parts: dict[str, str] = field(default_factory=dict)
    family_first: bool = False

    def resolve(self) -> tuple[str | None, str | None, str | None]:
        """(family, given, whole name)."""
        family, given, whole = (self.parts.get(part) for part in ("family", "given", "full_name"))
        if whole and not (family or given):
            family, given = names.split_full_name(whole, family_first=self.family_first)
        if whole and "," in whole and family and given:
            whole = f"{family} {given}" if self.family_first else f"{given} {family}"
        in_order = [text for part, text in self.parts.items() if part != "full_name"]
        return family, given, whole or " ".join(in_order) or None


def read_row(
    row: int, texts: Sequence[str], columns: Sequence[ColumnMeaning]
) -> tuple[NomineeRow | None, list[Problem]]:
    """The person of a row (None if it names none), and what was wrong with single cells."""
    reader = _RowReader(row)
    for column in columns:
        text = names.clean(texts[column.index - 1]) if column.index <= len(texts) else ""
        if text and not (values.is_nothing(text) and column.field not in ("visa_support", "speaker", "number")):
            reader.take(column, text)
    if not (reader.latin.parts or reader.original.parts):
        return None, []
    return reader.nominee(), reader.problems


class _RowReader:
    def __init__(self, row: int) -> None:
        self.row = row
        self.latin, self.original = _Names(), _Names()
        self.facts: dict[str, str] = {}
        self.answers: dict[str, bool] = {}
        self.extra: dict[str, str] = {}
        self.problems: list[Problem] = []

    def take(self, column: ColumnMeaning, text: str) -> None:
        """Read one cell that is not blank."""
        is_name = column.field in NAME_FIELDS or column.field == "patronymic"
        most = LONGEST_NAME if is_name else LONGEST_TEXT
        if len(text) > most:
            self.problem(column, text, "too_long", most)
        elif is_name:
            self._take_name(column, text)
        elif column.field in ("visa_support", "speaker"):
            answer = values.read_yes_or_no(text)
            if answer is None:
                self.problem(column, text, "not_yes_or_no")
            else:
                self.answers.setdefault(column.field, answer)
        else:
            self._take_fact(column, text)

    def problem(self, column: ColumnMeaning, text: str, reason_code: str, most: int = 0) -> None:
        """Note what is wrong with a cell."""
        self.problems.append(Problem(self.row, column.letter, text, reason_code, column.field, most))

    def _take_name(self, column: ColumnMeaning, text: str) -> None:
        for piece in _pieces(text):
            scripts = names.scripts(piece)
            if not scripts:
                continue
            if any(len(names.scripts(word)) > 1 for word in re.split(r"[\s-]+", piece)):
                self.problem(column, piece, "mixed_scripts")
            bucket = self.original if scripts != {"latin"} or column.in_original else self.latin
            bucket.parts.setdefault(column.base_field, piece)
            bucket.family_first = bucket.family_first or column.family_first
            if column.field == "patronymic":
                self.extra.setdefault("patronymic", piece)

    def _take_fact(self, column: ColumnMeaning, text: str) -> None:
        kind = column.field
        if kind == "number":
            return
        if kind == "other" or kind in _EXTRAS:
            self._take_extra(kind if kind in _EXTRAS else column.heading or column.letter, text)
            if kind == "honorific" and (sex := values.read_sex(text)):
                self.facts.setdefault("sex", sex)
        elif kind == "email":
            self._take_email(column, text)
        elif (value := self._read(column, text)) and kind in self.facts and kind != "sex":
            self._take_extra(column.heading, value)
        elif value:
            self.facts[kind] = value

    def _read(self, column: ColumnMeaning, text: str) -> str | None:
        kind = column.field
        if kind == "sex":
            return self._or_problem(column, text, values.read_sex(text), "unknown_sex")
        if kind == "country":
            return self._or_problem(column, text, countries.find(text), "unknown_country")
        if kind == "language":
            return self._or_problem(column, text, values.read_language(text), "unknown_language")
        if kind == "phone":
            return self._or_problem(column, text, text if sum(map(str.isdigit, text)) > 2 else None, "bad_phone")
        return text

    def _or_problem(self, column: ColumnMeaning, text: str, value: str | None, reason_code: str) -> str | None:
        if value is None:
            self.problem(column, text, reason_code)
        return value

    def _take_email(self, column: ColumnMeaning, text: str) -> None:
        found = values.read_emails(text)
        if not found:
            self.problem(column, text, "bad_email")
            return
        if len(found) > 1:
            self.problem(column, text, "several_emails")
        if "email" in self.facts:
            self._take_extra(column.heading, text)
        self.facts.setdefault("email", found[0])

    def _take_extra(self, key: str, text: str) -> None:
        self.extra[key] = f"{self.extra[key]}; {text}" if key in self.extra else text

    def nominee(self) -> NomineeRow:
        """The person, with the names of one script helping to tell apart those of the other."""
        latin_family, latin_given, latin_name = self.latin.resolve()
        family, given, original_name = self.original.resolve()
        if original_name and latin_family and not family:
            family, given = names.split_like(original_name, latin_family)
        elif latin_name and family and not latin_family:
            latin_family, latin_given = names.split_like(latin_name, family)
        proposed = not latin_name and "cyrillic" in names.scripts(original_name or "")
        if proposed:
            latin_family, latin_given, latin_name = (
                names.transliterate(text) if text else None for text in (family, given, original_name)
            )
        if latin_family and latin_given and (proposed or "full_name" not in self.latin.parts):
            latin_name = f"{latin_given} {latin_family}"
        return NomineeRow(
            row=self.row,
            latin_family=latin_family,
            latin_given=latin_given,
            latin_name=latin_name,
            original_family=family,
            original_given=given,
            original_name=original_name,
            latin_proposed=proposed,
            sex=self.facts.get("sex"),
            position=self.facts.get("position"),
            organization=self.facts.get("organization"),
            country=self.facts.get("country"),
            delegation_type_text=self.facts.get("delegation_type"),
            email=self.facts.get("email"),
            phone=self.facts.get("phone"),
            language=self.facts.get("language"),
            dietary=self.facts.get("dietary"),
            visa_support=self.answers.get("visa_support"),
            speaker=self.answers.get("speaker"),
            extra=self.extra,
        )


def _pieces(text: str) -> list[str]:
    """A name in one script, or the two names of a cell that holds both ("Lola Rakhimova / Лола Рахимова")."""
    if len(names.scripts(text)) > 1:
        pieces = [piece for piece in _BETWEEN_SCRIPTS.split(text) if piece]
        if len(pieces) == 2 and all(len(names.scripts(piece)) == 1 for piece in pieces):
            return pieces
    return [text]
