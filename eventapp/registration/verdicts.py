"""What reading a nomination list would do, row by row. The same judgement serves the preview and the reading in."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from eventapp.registration import facts, nominees
from eventapp.registration.guessing import Guess, Target
from eventapp.registration.labels import delegation_label, state_label
from eventapp.registration.matching import KnownPeople
from eventapp.registration.models import Registration, State
from eventapp.registration.seats import Tally
from eventapp.registration.sheets.model import NomineeRow, Skipped, UnderstoodList

Line = dict[str, Any]
SKIPPED = ("duplicate", "refused", "skipped")
"""The verdicts on rows that bring nobody."""

SaidBefore = Mapping[int, Mapping[str, Any]]


@dataclass(slots=True)
class Verdict:
    """What becomes of one row: "new", "waitlisted", "changed", "unchanged" or "refused"."""

    row: NomineeRow
    verdict: str
    said: dict[str, Any]
    target: Target | None = None
    registration: Registration | None = None
    changes: dict[str, Any] = field(default_factory=dict)
    reason: str = ""
    reason_facts: dict[str, Any] = field(default_factory=dict)
    field_of_reason: str = ""
    twin: Registration | None = None
    left_out: list[str] = field(default_factory=list)


class Judge:
    """Judges the rows of a list in their order, which is the order of seats."""

    def __init__(self, guess: Guess, people: Iterable[Registration], tally: Tally, said_before: SaidBefore) -> None:
        self._guess = guess
        self._people = KnownPeople(people)
        self._tally = tally
        self._said_before = said_before

    def judge(self, found: UnderstoodList) -> list[Verdict]:
        """A verdict for each person of the list."""
        return [self._verdict(row) for row in found.rows]

    def _verdict(self, row: NomineeRow) -> Verdict:
        said, left_out = nominees.shorten(nominees.facts_of(row))
        if long := next((fact for fact in left_out if fact.startswith(("latin_", "original_"))), None):
            value = getattr(row, long)
            why = {"length": len(value), "most": facts.longest(long), "value": value}
            return Verdict(row, "refused", said, None, None, {}, "too_long", why, "full_name", None, left_out)
        target = self._guess.target(row)
        if target is None:
            return Verdict(row, "refused", said, None, None, {}, "no_delegation", {}, "organization", None, left_out)
        home = target.delegation.id if target.delegation else None
        known = self._people.same(said, home) if home else None
        if known is not None:
            self._people.claim(known)
            return self._again(row, said, target, known, left_out)
        if target.delegation is not None and target.delegation.seats == 0:
            why = {"delegation": delegation_label(target.delegation)}
            return Verdict(row, "refused", said, target, None, {}, "no_seats", why, "organization", None, left_out)
        return self._newcomer(row, said, target, left_out)

    def _again(
        self, row: NomineeRow, said: dict[str, Any], target: Target, known: Registration, left_out: list[str]
    ) -> Verdict:
        stored = facts.read(known)
        new = nominees.changed_facts(stored, said, self._said_before.get(known.id, {}))
        verdict = Verdict(row, "changed" if new else "unchanged", said, target, known, new, left_out=left_out)
        if known.state in (State.DECLINED, State.CANCELLED):
            verdict.reason, verdict.reason_facts = "gone", {"state": state_label(known.state)}
        return verdict

    def _newcomer(self, row: NomineeRow, said: dict[str, Any], target: Target, left_out: list[str]) -> Verdict:
        home = target.delegation.id if target.delegation else None
        waits = self._tally.reached(target.type, target.delegation) is not None
        if not waits:
            self._tally.add(home, target.type)
        twin = self._people.elsewhere(said, home)
        return Verdict(row, "waitlisted" if waits else "new", said, target, twin=twin, left_out=left_out)


def lines(found: UnderstoodList, verdicts: Iterable[Verdict]) -> list[Line]:
    """The report of a list, one line for each row that was met, in their order; ready for JSON."""
    columns = {column.field: column.letter for column in reversed(found.columns)}
    every = [*(_line(verdict, found, columns) for verdict in verdicts), *(_skipped(row) for row in found.skipped)]
    return sorted(every, key=lambda line: int(line["row"]))


def summary(every: Iterable[Line]) -> dict[str, int]:
    """How many rows were read, and what became of them; the others add up to `read`."""
    counts = Counter(line["verdict"] for line in every)
    return {
        "read": sum(counts.values()),
        "imported": counts["new"],
        "waitlisted": counts["waitlisted"],
        "changed": counts["changed"],
        "unchanged": counts["unchanged"],
        "skipped": sum(counts[verdict] for verdict in SKIPPED),
    }


def _line(verdict: Verdict, found: UnderstoodList, columns: Mapping[str, str]) -> Line:
    row, target = verdict.row, verdict.target
    home = target.delegation if target and target.delegation else target
    known = verdict.registration
    stored = facts.read(known) if known else {}
    return {
        "row": row.row,
        "column": columns.get(verdict.field_of_reason, "A") if verdict.verdict == "refused" else None,
        "name": row.latin_name or row.original_name,
        "original": row.original_name or "",
        "type": target.type.id if target else None,
        "country": home.country if home else "",
        "organization": home.organization if home else "",
        "verdict": verdict.verdict,
        "reason": verdict.reason,
        "facts": verdict.reason_facts,
        "changes": {fact: [stored.get(fact), value] for fact, value in verdict.changes.items()},
        "twin": delegation_label(verdict.twin.delegation) if verdict.twin else "",
        "problems": [_problem(problem) for problem in found.problems if problem.row == row.row]
        + [_left_out(row, fact, columns) for fact in verdict.left_out if verdict.verdict != "refused"],
        "registration": known.id if known else None,
        "said": verdict.said,
    }


def _problem(problem: Any) -> Line:
    return {"column": problem.column, "reason": problem.reason_code, "facts": problem.facts}


def _left_out(row: NomineeRow, fact: str, columns: Mapping[str, str]) -> Line:
    value = str(getattr(row, fact, "") or row.extra.get(fact, ""))
    why = {"value": value, "length": len(value), "most": facts.longest(fact)}
    return {"column": columns.get(fact, "A"), "reason": "too_long", "facts": why}


def _skipped(row: Skipped) -> Line:
    return {
        "row": row.row,
        "column": row.column,
        "name": row.value,
        "original": "",
        "type": None,
        "country": "",
        "organization": "",
        "verdict": "duplicate" if row.reason_code == "duplicate" else "skipped",
        "reason": row.reason_code,
        "facts": row.facts,
        "changes": {},
        "twin": "",
        "problems": [],
        "registration": None,
        "said": {},
    }
