"""Reads one row of a list into a person: names by script, other cells by what their column means."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from eventapp.core import countries, names
from eventapp.registration.sheets import cells, dates, values
from eventapp.registration.sheets.headings import KEPT_APART, NAME_FIELDS, ColumnMeaning
from eventapp.registration.sheets.model import NomineeRow, Problem

LONGEST_NAME = 200
LONGEST_TEXT = 2_000
_EXTRAS = (*KEPT_APART, "remarks", "honorific")
_ANSWERS: dict[str, Callable[[str], bool | None]] = {
    "visa_support": values.read_yes_or_no,
    "speaker": values.read_yes_or_no,
    "alternate": values.read_alternate,
    "head": lambda text: True if values.says_head(text) else values.read_yes_or_no(text),
}
_DATES = frozenset({"birth_date", "passport_issued", "passport_expires"})
_JOINED = frozenset({"position", "organization", "dietary", "access_needs"})
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
    row: int,
    texts: Sequence[str],
    columns: Sequence[ColumnMeaning],
    *,
    formulas: Collection[int] = (),
    epoch_1904: bool = False,
) -> tuple[NomineeRow | None, list[Problem]]:
    """The person of a row (None if it names none), and what was wrong with single cells.

    ``formulas``: the columns where a formula without a value stands.
    """
    reader = _RowReader(row, epoch_1904)
    for column in columns:
        raw = texts[column.index - 1] if column.index <= len(texts) else ""
        text = names.clean(raw)
        if not text or (values.is_nothing(text) and column.field not in (*_ANSWERS, "funding", "number")):
            continue
        if column.index in formulas and column.field not in ("number", "other"):
            reader.problem(column, text, "formula")
        else:
            reader.take(column, text, raw)
    if not (reader.latin.parts or reader.original.parts):
        return None, reader.problems
    return reader.nominee(), reader.problems


class _RowReader:
    def __init__(self, row: int, epoch_1904: bool) -> None:
        self.row = row
        self.epoch_1904 = epoch_1904
        self.latin, self.original = _Names(), _Names()
        self.facts: dict[str, str] = {}
        self.answers: dict[str, bool] = {}
        self.languages: tuple[str, ...] = ()
        self.extra: dict[str, str] = {}
        self.problems: list[Problem] = []

    def take(self, column: ColumnMeaning, text: str, raw: str) -> None:
        """Read one cell that is not blank."""
        is_name = column.field in NAME_FIELDS or column.field == "patronymic"
        most = LONGEST_NAME if is_name and column.field != "combined" else LONGEST_TEXT
        if len(text) > most:
            self.problem(column, text, "too_long", most)
        elif column.field in cells.DIVIDED:
            self._take_divided(column, raw)
        elif is_name:
            self._take_name(column, text)
        elif column.field in _ANSWERS:
            answer = _ANSWERS[column.field](text)
            if answer is None:
                self.problem(column, text, "not_yes_or_no")
            else:
                self.answers.setdefault(column.field, answer)
        else:
            self._take_fact(column, text)

    def problem(self, column: ColumnMeaning, text: str, reason_code: str, most: int = 0) -> None:
        """Note what is wrong with a cell."""
        self.problems.append(Problem(self.row, column.letter, text, reason_code, column.field, most))

    def _take_divided(self, column: ColumnMeaning, raw: str) -> None:
        parts = cells.divide(column, raw)
        if not parts.sure:
            self.problem(column, names.clean(raw), "please_check")
        if parts.name:
            self._take_name(column, parts.name)
        for kind, text in parts.facts.items():
            if kind == "email":
                self._take_email(column, text)
            else:
                self._keep(kind, text)

    def _take_name(self, column: ColumnMeaning, text: str) -> None:
        if column.base_field in ("full_name", "given", "combined"):
            honorific, text = values.take_honorific(text)
            if honorific:
                self._take_honorific(honorific)
        part = "full_name" if column.field == "combined" else column.base_field
        for piece in _pieces(text):
            scripts = names.scripts(piece)
            if not scripts:
                continue
            if any(len(names.scripts(word)) > 1 for word in re.split(r"[\s-]+", piece)):
                self.problem(column, piece, "mixed_scripts")
            bucket = self.original if scripts != {"latin"} or column.in_original else self.latin
            bucket.parts.setdefault(part, piece)
            bucket.family_first = bucket.family_first or column.family_first
            if column.field == "patronymic":
                self.extra.setdefault("patronymic", piece)

    def _take_honorific(self, text: str) -> None:
        self.extra.setdefault("honorific", text)
        for word in (text, *text.split()):
            if sex := values.read_sex(word):
                self.facts.setdefault("sex", sex)

    def _take_fact(self, column: ColumnMeaning, text: str) -> None:
        kind = column.field
        if kind == "honorific":
            self._take_honorific(text)
        elif kind in _DATES:
            self._take_date(column, text)
        elif kind == "other" or kind in _EXTRAS:
            self._take_extra(kind if kind in _EXTRAS else column.heading or column.letter, text)
        elif kind == "email":
            self._take_email(column, text)
        elif kind in ("language", "languages"):
            self._take_languages(column, text)
        elif kind == "interpretation":
            self._take_interpretation(column, text)
        elif kind != "number" and (value := self._read(column, text)):
            self._keep(kind, value)
        if kind in ("position", "remarks") and values.says_head(text):
            self.answers.setdefault("head", True)

    def _take_date(self, column: ColumnMeaning, text: str) -> None:
        found = dates.read_date(text, day_first=column.day_first, epoch_1904=self.epoch_1904)
        if found is None:
            self.problem(column, text, "unknown_date")
        else:
            self.extra.setdefault(column.field, found.isoformat())

    def _keep(self, kind: str, value: str) -> None:
        """Keep a fact; of what may stand in several columns, one after the other."""
        known = self.facts.get(kind)
        if known is None or kind == "sex":
            self.facts[kind] = value
        elif kind in _JOINED and names.fold(value) not in names.fold(known):
            self.facts[kind] = f"{known}, {value}"

    def _read(self, column: ColumnMeaning, text: str) -> str | None:
        kind = column.field
        if kind in ("dietary", "access_needs"):
            return None if values.is_no_need(text) else text
        if kind == "sex":
            return self._or_problem(column, text, values.read_sex(text), "unknown_sex")
        if kind == "country":
            return self._or_problem(column, text, _country(text), "unknown_country")
        if kind == "funding":
            return self._or_problem(column, text, values.read_funding(text), "unknown_funding")
        if kind == "phone":
            return self._or_problem(column, text, text if sum(map(str.isdigit, text)) > 2 else None, "bad_phone")
        return text

    def _or_problem(self, column: ColumnMeaning, text: str, value: str | None, reason_code: str) -> str | None:
        if value is None:
            self.problem(column, text, reason_code)
        return value

    def _take_languages(self, column: ColumnMeaning, text: str) -> None:
        found = values.read_languages(text)
        if found is None:
            self.problem(column, text, "unknown_language")
            return
        self.facts.setdefault("language", found[0])
        if len(found) > 1 or column.field == "languages":
            self.languages = self.languages or found

    def _take_interpretation(self, column: ColumnMeaning, text: str) -> None:
        found = values.read_languages(text)
        if found and len(found) == 1:
            self.facts["interpretation"] = found[0]
        elif values.read_yes_or_no(text) is not False:
            self.problem(column, text, "which_language")

    def _take_email(self, column: ColumnMeaning, text: str) -> None:
        found = values.read_emails(text)
        if not found:
            self.problem(column, text, "bad_email")
            return
        if len(found) > 1:
            self.problem(column, text, "several_emails")
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
            languages=self.languages,
            interpretation=self.facts.get("interpretation"),
            dietary=self.facts.get("dietary"),
            access_needs=self.facts.get("access_needs"),
            visa_support=self.answers.get("visa_support"),
            speaker=self.answers.get("speaker"),
            head=self.answers.get("head"),
            alternate=self.answers.get("alternate"),
            funding=self.facts.get("funding"),
            badge_name=self.facts.get("badge_name"),
            extra=self.extra,
        )


@lru_cache(maxsize=512)
def _country(text: str) -> str | None:
    """Also as indexes write it: "Korea, South"."""
    return countries.find(text) or countries.find(" ".join(reversed(text.split(",", 1))))


def _pieces(text: str) -> list[str]:
    """A name in one script, or the two names of a cell that holds both ("Lola Rakhimova / Лола Рахимова")."""
    if len(names.scripts(text)) > 1:
        pieces = [piece for piece in _BETWEEN_SCRIPTS.split(text) if piece]
        if len(pieces) == 2 and all(len(names.scripts(piece)) == 1 for piece in pieces):
            return pieces
        words = text.split()
        kinds = [names.scripts(word) for word in words]
        cut = next((place for place in range(1, len(words)) if kinds[place] != kinds[0]), 0)
        if cut and len({*kinds[:cut]}) == len({*kinds[cut:]}) == 1 and all(len(kind) == 1 for kind in kinds):
            return [" ".join(words[:cut]), " ".join(words[cut:])]
    return [text]
