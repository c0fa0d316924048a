"""What an edited notes workbook changes: each row against the note it is, cell by cell."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext as _

from eventapp.core import countries
from eventapp.core.forms import tidy
from eventapp.notes import checks, figures, naming, queries
from eventapp.notes.facts import Known, NoteFacts, facts_of
from eventapp.notes.labels import FIELD_LABELS
from eventapp.notes.models import Note
from eventapp.notes.workbook import SheetRow

FIELDS = {
    "attribution_type": "said_by",
    "attribution_region": "region",
    "attribution_organization": "organization",
}
"""Columns of the workbook whose fact has another name."""
COLUMNS = {field: column for column, field in FIELDS.items()}
_YES = frozenset({"yes", "y", "true", "1", "x", "да"})


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row was refused: the column's letter ("" for the row as a whole), its key, and the reason."""

    column: str
    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class Compared:
    """What becomes of a row: "new", "changed", "unchanged" or "refused". `changes`: (label, before, after)."""

    row: SheetRow
    outcome: str
    number: int | None = None
    facts: NoteFacts | None = None
    note: Note | None = None
    changes: tuple[tuple[str, str, str], ...] = ()
    problems: tuple[Problem, ...] = ()

    def plain(self) -> dict[str, Any]:
        """The row with the cells that change, and the version they were compared with."""
        kept = {key: text for key, text in self.row.cells.items() if self.note is None or text != cells(self.note)[key]}
        return replace(self.row, cells=kept, version=self.note.version if self.note else None).plain()


class _Refused(Exception):
    """A row cannot be taken; its problems are the argument."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems


def compare(workshop_id: int, rows: Sequence[SheetRow], *, names_agreed: bool) -> list[Compared]:
    """Every row with its outcome, in order. Reads only; the caller holds the lock where it then writes."""
    table = _Table(workshop_id, names_agreed=names_agreed)
    return [table.compared(row) for row in rows]


def cells(note: Note) -> dict[str, str]:
    """The cells of a stored note as the export writes them, by column."""
    plain = facts_of(note).snapshot()
    plain["sensitive"] = "yes" if note.sensitive else ""
    return {COLUMNS.get(name, name): tidy(text) for name, text in plain.items() if isinstance(text, str)}


class _Table:
    """One workbook against one workshop."""

    def __init__(self, workshop_id: int, *, names_agreed: bool) -> None:
        self.known: Known = queries.known(workshop_id)
        self.notes = queries.by_numbers(workshop_id)
        self.people = [] if names_agreed else queries.people(workshop_id)
        live = [note for note in self.notes.values() if note.removed_at is None]
        self.said = {_identity(facts_of(note)) for note in live}
        self.seen: set[int] = set()

    def compared(self, row: SheetRow) -> Compared:
        try:
            note = self._note(row)
            return self._changed(row, note) if note else self._new(row)
        except _Refused as refused:
            number = int(row.number) if row.number.isdecimal() else None
            return Compared(row, "refused", number, problems=refused.problems)

    def _note(self, row: SheetRow) -> Note | None:
        if not row.number:
            return None
        note = self.notes.get(int(row.number)) if row.number.isdecimal() else None
        if note is None:
            raise _Refused(
                _problem(
                    row, "number", _("There is no note %(number)s; a new note has no number.", number=row.number[:20])
                )
            )
        if note.removed_at is not None:
            raise _Refused(_problem(row, "number", _("This note was removed. Restore it first.")))
        if note.number in self.seen:
            raise _Refused(_problem(row, "number", _("This number stands in an earlier row already.")))
        self.seen.add(note.number)
        return note

    def _changed(self, row: SheetRow, note: Note) -> Compared:
        stored = cells(note)
        different = {key: text for key, text in row.cells.items() if _differs(key, text, stored[key])}
        if not different:
            return Compared(row, "unchanged", note.number, note=note)
        if row.version not in (None, note.version):
            raise _Refused(_problem(row, "", _("Somebody else changed this note meanwhile. Export the notes again.")))
        before = facts_of(note)
        facts = self._facts(row, before, different)
        self._check(row, facts, different.keys())
        changes = tuple((str(FIELD_LABELS[FIELDS.get(key, key)]), stored[key], text) for key, text in different.items())
        return Compared(row, "changed", note.number, facts, note, changes)

    def _new(self, row: SheetRow) -> Compared:
        facts = self._facts(row, NoteFacts(kind="", text=""), {key: text for key, text in row.cells.items() if text})
        self._check(row, facts, row.cells.keys())
        if _identity(facts) in self.said:
            return Compared(row, "unchanged")
        self.said.add(_identity(facts))
        return Compared(row, "new", facts=facts)

    def _facts(self, row: SheetRow, before: NoteFacts, different: dict[str, str]) -> NoteFacts:
        changed: dict[str, Any] = {}
        problems = []
        for key, text in different.items():
            try:
                changed[FIELDS.get(key, key)] = _value(key, text)
            except ValueError as error:
                problems.append(_problem(row, key, str(error)))
        if problems:
            raise _Refused(*problems)
        return replace(before, **changed)

    def _check(self, row: SheetRow, facts: NoteFacts, changed: Set[str]) -> None:
        problems = [
            _problem(row, COLUMNS.get(name, name), reason) for name, reason in checks.errors(facts, self.known).items()
        ]
        if changed & {"text", "title"} and (found := naming.names_in(f"{facts.title}\n{facts.text}", self.people)):
            names = ", ".join(found)
            reason = _("This text names %(names)s; statements are attributed to a category.", names=names)
            problems.append(_problem(row, "text", reason))
        if problems:
            raise _Refused(*problems)


def _identity(facts: NoteFacts) -> tuple[str, str, str]:
    return facts.session, facts.kind, tidy(facts.text)


def _differs(key: str, text: str, stored: str) -> bool:
    if key == "sensitive" and (text.casefold() in _YES) and stored:
        return False
    return text != stored


def _value(key: str, text: str) -> Any:
    """A cell as the fact it stands for. Raises ValueError with the reason."""
    match key:
        case "kind":
            return text.lower()
        case "country":
            return countries.find(text) or text
        case "sensitive":
            return _yes(text)
        case "figures":
            return _figures(text)
        case "addressees":
            return split(text)
        case _:
            return text


def _yes(text: str) -> bool:
    if text.casefold() in _YES:
        return True
    if text.casefold() in ("", "no", "n", "false", "0", "нет"):
        return False
    raise ValueError(_("“%(value)s” says neither yes nor no.", value=text))


def _figures(text: str) -> tuple[figures.Figure, ...]:
    try:
        return figures.parse(text)
    except figures.BadFigure as bad:
        raise ValueError(_("“%(part)s” is not a figure; write “what: number”.", part=str(bad))) from bad


def split(text: str) -> tuple[str, ...]:
    """Several addressees on one line, parted by semicolons."""
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _problem(row: SheetRow, key: str, reason: str) -> Problem:
    return Problem(row.columns.get(key, ""), key, reason)
