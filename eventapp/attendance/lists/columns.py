"""What the columns of another scanner's list hold: by their headings, and by what stands in them."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from eventapp.core.names import fold
from eventapp.registration.sheets import headings
from eventapp.registration.sheets.isolation import SheetCells
from eventapp.registration.sheets.limits import column_letter

FIELDS = (
    "code",
    "registration",
    "name",
    "family",
    "given",
    "email",
    "checkpoint",
    "date",
    "time",
    "present",
    "other",
)
_IDENTIFY = {"code", "registration", "name", "family", "given", "email"}
_SEARCHED = 20
_LOOKED_AT = 200
_HEADINGS = {
    "time": (
        *("time", "stamp", "scanned(?! code)", "checked in", "arriv", "check in$"),
        *("врем", "отметк", "сканир", "прибыт"),
    ),
    "date": (r"^(?:date|day)\b", r"\b(?:date|day)$", "^дата", "^день"),
    "email": (r"\be? ?mail", "почт"),
    "registration": (
        r"(?:registra\w*|attendee|participant|public|person).*(?:\bid\b|uuid|number|\bno\b)",
        "^(?:id|uuid)$",
        "(?:номер|код|id) (?:регистрац|участник)",
    ),
    "code": (
        *("badge(?! ?name)", r"\bqr\b", "bar ?code", "ticket", "secret", "token", "rfid", r"\bcodes?\b"),
        *("бейдж", "штрих", r"\bкод", "билет"),
    ),
    "checkpoint": (
        *(
            "session",
            "check ?point",
            "check in list",
            r"\broom",
            "place",
            "location",
            r"\bevent",
            r"\bgate",
            "activity",
        ),
        *("сесси", "заседан", "секци", "точк", r"\bместо", "мероприят", r"\bзал"),
    ),
    "present": ("present", "attended", "attendance", r"\bstatus", "присутств", r"\bявк"),
}
_PERSON = r"attendee|participant|visitor|guest|person|участник|посетитель|гость"
_NAMES = {
    "name": "name",
    "full_name": "name",
    "family_given": "name",
    "full_name_original": "name",
    "badge_name": "name",
    "combined": "name",
    "family": "family",
    "family_original": "family",
    "given": "given",
    "given_original": "given",
}
Tests = Mapping[str, Callable[[str], bool]]
"""{field: whether a text is of it}, for what can be told from the texts alone."""


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column as it was understood: counted from 1, its letter, heading, field and a few of its texts."""

    key: int
    letter: str
    heading: str
    field: str
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListTable:
    """The table of a list. `header_row` is 0 where there are no headings; `rows` are (row number, texts by column)."""

    sheet: str
    header_row: int
    columns: tuple[ListColumn, ...]
    rows: tuple[tuple[int, Mapping[int, str]], ...]

    @property
    def identifies(self) -> bool:
        """Whether some column says who it is."""
        return any(column.field in _IDENTIFY for column in self.columns)

    def said(self, texts: Mapping[int, str]) -> dict[str, str]:
        """What a row says, by field; a name of two columns is put together."""
        found: dict[str, str] = {}
        for column in self.columns:
            text = " ".join(texts.get(column.key, "").split())[:500]
            if text and column.field != "other":
                found[column.field] = f"{found[column.field]} {text}" if column.field in found else text
        parts = [found.pop(part) for part in ("given", "family") if part in found]
        if parts:
            found["name"] = " ".join([*parts, *([found["name"]] if "name" in found else [])])
        return found


def understand(sheets: Sequence[SheetCells], tests: Tests, by_hand: Mapping[int, str]) -> ListTable:
    """The fullest sheet, its headings and what its columns hold; `by_hand` ({column: field}) overrules."""
    sheet = max(sheets, key=lambda each: len(each.rows))
    header = _header(sheet, tests)
    texts = dict(sheet.rows).get(header, ()) if header else ()
    body = [(number, _cells(row)) for number, row in sheet.rows if number > header]
    width = max((max(cells, default=0) for _number, cells in body), default=len(texts))
    told = {key: texts[key - 1] if key <= len(texts) else "" for key in range(1, max(width, len(texts)) + 1)}
    below = {key: [cells[key] for _number, cells in body[:_LOOKED_AT] if key in cells] for key in told}
    fields = _fields(told, below, tests) | {key: each for key, each in by_hand.items() if key in told}
    columns = [
        ListColumn(key, column_letter(key), told[key][:80], fields[key], tuple(each[:60] for each in below[key][:3]))
        for key in told
    ]
    return ListTable(sheet.name, header, tuple(columns), tuple(body))


def field_of(heading: str) -> str | None:
    """What a heading says, or None."""
    text = fold(heading)
    if not text or len(text) > 60:
        return None
    for field, patterns in _HEADINGS.items():
        if any(re.search(pattern, text) for pattern in patterns):
            return field
    named = _NAMES.get(headings.field_of(heading) or "")
    return named or ("name" if re.search(_PERSON, text) else None)


def _header(sheet: SheetCells, tests: Tests) -> int:
    """The row of the headings: the one with the most headings among the first, else the first one if nothing in it can
    be read while something below can; 0 if there is none."""
    best, most = 0, 0
    for number, row in sheet.rows[:_SEARCHED]:
        known = sum(field_of(text) is not None for text in row)
        if known > most and not _readable(row, tests):
            best, most = number, known
    if best == 0 and len(sheet.rows) > 1 and not _readable(sheet.rows[0][1], tests):
        below = [row for _number, row in sheet.rows[1:_LOOKED_AT]]
        best = sheet.rows[0][0] if any(_readable(row, tests) for row in below) else 0
    return best


def _readable(row: Sequence[str], tests: Tests) -> bool:
    """Whether a cell of the row is told by its text alone."""
    return any(test(text) for text in row if text.strip() for test in tests.values())


def _fields(told: Mapping[int, str], below: Mapping[int, Sequence[str]], tests: Tests) -> dict[int, str]:
    """What stands in a column counts for codes, which cannot be anything else; then its heading; then the rest."""
    fields: dict[int, str] = {}

    def take(key: int, field: str | None, *, once: bool = True) -> None:
        if field and key not in fields and not (once and field in fields.values()):
            fields[key] = field

    by_content = {key: _content(texts, tests) for key, texts in below.items()}
    for key, field in by_content.items():
        take(key, field if field == "code" else None)
    for key, heading in told.items():
        take(key, field_of(heading))
    for key, field in by_content.items():
        take(key, field)
    return {key: fields.get(key, "other") for key in told}


def _content(texts: Sequence[str], tests: Tests) -> str | None:
    """The field of which most of the texts are."""
    said = [text for text in texts if text.strip()]
    if not said:
        return None
    for field, test in tests.items():
        if sum(map(test, said)) * 2 >= len(said):
            return field
    return None


def _cells(row: Sequence[str]) -> dict[int, str]:
    return {key: text for key, text in enumerate(row, start=1) if text.strip()}
