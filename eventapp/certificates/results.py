"""A list of who passed the test, pasted or out of a file: each line is matched with a participant. Pure but for labels.

Columns may stand in any order: what has an @ is an address; the last figure or short word behind the name is the score.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from eventapp.attendance.lists.people import Candidate, Finder
from eventapp.core.names import clean
from eventapp.registration.models import Registration, State

MOST_LINES = 2000
LONGEST_SCORE = 40
_SCORE = re.compile(r"[<>≥]?\s*\d+(?:[.,]\d+)?\s*(?:%|/\s*\d+(?:[.,]\d+)?)?|[A-F][+-]?|[IVX]{1,4}")
_APART = re.compile(r"(.*[^\W\d_].*?)[\s:–-]+(\d+(?:[.,]\d+)?\s*%?)")
"""A name and a score with nothing but blanks between them."""
_HEADINGS = frozenset({"name", "full name", "score", "result", "email", "e-mail", "имя", "фио", "балл", "результат"})


class Verdict(StrEnum):
    """What a line comes to."""

    FOUND = "found"
    CHOOSE = "choose"
    UNKNOWN = "unknown"
    FAILED = "failed"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `candidates`: registration ids to choose from, where it is not sure who is meant."""

    number: int
    name: str
    email: str
    score: str
    verdict: Verdict = Verdict.UNKNOWN
    registration_id: int | None = None
    candidates: tuple[int, ...] = ()


def rows_of(text: str) -> list[list[str]]:
    """The cells of pasted text: parted by tabs, else by semicolons, else by commas (but not the comma of 87,5)."""
    rows = []
    for line in text.splitlines()[:MOST_LINES]:
        parted = line.split("\t") if "\t" in line else line.split(";") if ";" in line else re.split(r",(?!\d)", line)
        rows.append([clean(cell) for cell in parted])
    return rows


def read(rows: Sequence[Sequence[str]], people: Iterable[Registration], least: float | None = None) -> list[Line]:
    """The lines of a list with their verdicts. `least`: scores below it did not pass; a score without figure did."""
    finder = Finder([candidate(each) for each in people])
    lines, seen = [], set[int]()
    for number, cells in enumerate(rows, start=1):
        line = _line(number, [cell for cell in (clean(cell) for cell in cells) if cell])
        if line is None:
            continue
        line = _judged(line, finder, least)
        if line.verdict is Verdict.FOUND and line.registration_id in seen:
            line = replace(line, verdict=Verdict.TWICE)
        elif line.registration_id is not None:
            seen.add(line.registration_id)
        lines.append(line)
    return lines


def candidate(registration: Registration) -> Candidate:
    """A participant as lines are compared with them."""
    person = registration.person
    return Candidate(
        registration_id=registration.id,
        public_id=str(registration.public_id),
        confirmed=registration.state == State.CONFIRMED,
        latin_name=person.latin_name,
        original_name=person.original_name,
        badge_name=registration.badge_name,
        email=person.email,
    )


def figure(score: str) -> float | None:
    """The number in a score: 87.5 of "87,5 %"."""
    found = re.search(r"\d+(?:[.,]\d+)?", score)
    return float(found[0].replace(",", ".")) if found else None


def chosen(lines: Iterable[Line], choices: Mapping[int, int]) -> dict[int, str]:
    """{registration id: score} of what is recorded; `choices`: {line number: registration id} made by hand."""
    taken: dict[int, str] = {}
    for line in lines:
        who = line.registration_id if line.verdict is Verdict.FOUND else None
        if line.verdict is Verdict.CHOOSE and choices.get(line.number) in line.candidates:
            who = choices[line.number]
        if who is not None:
            taken.setdefault(who, line.score)
    return taken


def _line(number: int, cells: list[str]) -> Line | None:
    if not cells or {cell.lower() for cell in cells} <= _HEADINGS:
        return None
    email = next((cell for cell in cells if "@" in cell), "")
    rest = [cell for cell in cells if cell != email]
    score = ""
    if len(rest) == 1 and not email and (apart := _APART.fullmatch(rest[0])):
        rest = [apart[1], apart[2]]
    if len(rest) > (0 if email else 1) and _SCORE.fullmatch(rest[-1]):
        score = rest.pop()
    if rest and re.fullmatch(r"\d{1,4}\.?", rest[0]):  # the number of the line itself
        rest = rest[1:]
    return Line(number, " ".join(rest)[:300], email[:254], score[:LONGEST_SCORE])


def _judged(line: Line, finder: Finder, least: float | None) -> Line:
    found = finder.find({"name": line.name, "email": line.email})
    value = figure(line.score)
    if least is not None and value is not None and value < least:
        return replace(line, verdict=Verdict.FAILED)
    if found.registration_id is not None:
        known = finder.by_id[found.registration_id].confirmed
        return replace(
            line,
            verdict=Verdict.FOUND if known else Verdict.UNKNOWN,
            registration_id=found.registration_id if known else None,
        )
    confirmed = tuple(each for each in found.candidates if finder.by_id[each].confirmed)
    return replace(line, verdict=Verdict.CHOOSE if confirmed else Verdict.UNKNOWN, candidates=confirmed)
