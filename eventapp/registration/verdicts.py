"""What reading a nomination list would do, row by row. The same judgement serves the preview and the reading in."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from eventapp.registration import differences, facts, nominees
from eventapp.registration.differences import Before, Left, Newcomer
from eventapp.registration.guessing import Guess, Target
from eventapp.registration.labels import delegation_label, state_label
from eventapp.registration.matching import KnownPeople
from eventapp.registration.models import HOLDS_SEAT, Registration
from eventapp.registration.seats import Tally
from eventapp.registration.sheets.model import NomineeRow, Problem, Skipped, UnderstoodList

Line = dict[str, Any]
SKIPPED = ("duplicate", "refused", "skipped")
"""The verdicts on rows that bring nobody."""


@dataclass(slots=True)
class Verdict:
    """What becomes of one row: "new", "replaced", "waitlisted", "changed", "unchanged" or "refused".

    `replaces`: whose place the person takes (also on the waiting list). `makes_head`: becomes head of the delegation.
    """

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
    replaces: Registration | None = None
    makes_head: bool = False
    refusals: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdicts on the rows of a list, and whom it leaves out of those whom earlier lists named."""

    verdicts: list[Verdict]
    left: list[Left]

    @property
    def proposed(self) -> set[int]:
        """The registrations that are proposed to be withdrawn."""
        return {each.registration.id for each in self.left if each.proposed}


class Judge:
    """Judges the rows of a list in their order, which is the order of seats.

    `met`: registrations that a part of the list read in before has brought or met. `lists`: the lists read in earlier.
    """

    def __init__(
        self,
        guess: Guess,
        people: Sequence[Registration],
        tally: Tally,
        before: Before,
        *,
        met: Collection[int] = (),
        lists: Collection[int] = (),
    ) -> None:
        self._guess = guess
        self._everybody = people
        self._people = KnownPeople(people)
        for registration in people:
            if registration.id in met:
                self._people.claim(registration)
        self._met = set(met)
        self._tally = tally
        self._before = before
        self._lists = lists
        self._headed = {row.delegation_id for row in people if row.is_head}

    def judge(self, rows: Sequence[NomineeRow], leaving: Collection[int] | None = None) -> Judgement:
        """A verdict for each of these people.

        `leaving`: who of those left out is withdrawn; None: as it is proposed.
        """
        made = [self._known_or_not(row) for row in rows]
        left = self._left(made)
        leave = {each.registration.id for each in left if each.proposed} if leaving is None else leaving
        replaced = differences.by_row(left, leave)
        for verdict in sorted(made, key=lambda each: bool(each.row.alternate)):  # alternates get what is left
            if verdict.verdict == "new":
                self._seat(verdict, replaced.get(verdict.row.row))
        for verdict in made:
            if verdict.row.head and verdict.target and verdict.verdict != "refused":
                self._head(verdict)
        return Judgement(made, left)

    def _known_or_not(self, row: NomineeRow) -> Verdict:
        said, left_out = nominees.shorten(nominees.facts_of(row))
        verdict = Verdict(row, "refused", said, left_out=left_out)
        if long := next((fact for fact in left_out if fact.startswith(("latin_", "original_"))), None):
            value = getattr(row, long)
            return _refuse(verdict, "too_long", "full_name", length=len(value), most=facts.longest(long), value=value)
        verdict.target = target = self._guess.target(row)
        if target is None:
            return _refuse(verdict, "no_delegation", "organization")
        home = target.delegation.id if target.delegation else None
        known = self._people.same(said, home) if home else None
        if known is not None:
            self._people.claim(known)
            self._met.add(known.id)
            return self._again(verdict, known)
        if target.delegation is not None and target.delegation.seats == 0:
            return _refuse(verdict, "no_seats", "organization", delegation=delegation_label(target.delegation))
        verdict.verdict = "new"
        return verdict

    def _again(self, verdict: Verdict, known: Registration) -> Verdict:
        stored = facts.read(known)
        verdict.changes = nominees.changed_facts(stored, verdict.said, self._before.said.get(known.id, {}))
        verdict.verdict = "changed" if verdict.changes else "unchanged"
        verdict.registration = known
        if known.state in differences.GONE:
            verdict.reason, verdict.reason_facts = "gone", {"state": state_label(known.state)}
        return verdict

    def _left(self, made: Iterable[Verdict]) -> list[Left]:
        made = list(made)
        homes = {each.target.delegation.id for each in made if each.target and each.target.delegation}
        newcomers = [
            Newcomer(each.row.row, each.target.delegation.id, each.said)
            for each in made
            if each.verdict == "new" and each.target and each.target.delegation
        ]
        left = differences.left_out(self._everybody, self._met, homes, self._lists)
        return differences.paired(left, newcomers, self._before.rows)

    def _seat(self, verdict: Verdict, replaces: Registration | None) -> None:
        """A seat, if there is one; whoever is replaced gives theirs up first."""
        target = verdict.target
        assert target is not None
        home = target.delegation.id if target.delegation else None
        if replaces is not None and replaces.state in HOLDS_SEAT:
            self._tally.add(replaces.delegation_id, replaces.type, -1)
        waits = self._tally.reached(target.type, target.delegation) is not None
        if not waits:
            self._tally.add(home, target.type)
        verdict.replaces = replaces
        verdict.verdict = "waitlisted" if waits else "replaced" if replaces is not None else "new"
        verdict.twin = self._people.elsewhere(verdict.said, home)

    def _head(self, verdict: Verdict) -> None:
        """The first whom the list calls so, where the delegation has no head yet."""
        home = verdict.target.delegation if verdict.target else None
        known = verdict.registration
        if home is None or home.id in self._headed or (known is not None and known.state in differences.GONE):
            return
        verdict.makes_head = True
        self._headed.add(home.id)
        if verdict.verdict == "unchanged":
            verdict.verdict = "changed"


def _refuse(verdict: Verdict, reason: str, field_of_reason: str, **why: Any) -> Verdict:
    verdict.verdict, verdict.reason, verdict.field_of_reason, verdict.reason_facts = (
        "refused",
        reason,
        field_of_reason,
        why,
    )
    return verdict


def lines(found: UnderstoodList, verdicts: Iterable[Verdict]) -> list[Line]:
    """The report of a list, one line for each row that was met, in their order; ready for JSON."""
    columns = {column.field: column.letter for column in reversed(found.columns)}
    problems: defaultdict[int, list[Problem]] = defaultdict(list)
    for problem in found.problems:
        problems[problem.row].append(problem)
    every = [_line(verdict, problems.get(verdict.row.row, []), columns) for verdict in verdicts]
    return sorted([*every, *(_skipped(row) for row in found.skipped)], key=lambda line: int(line["row"]))


def missing(left: Iterable[Left]) -> list[Line]:
    """Whom the list leaves out, ready for JSON."""
    return [
        {
            "registration": each.registration.id,
            "name": each.registration.person.badge_name,
            "state": each.registration.state,
            "country": each.registration.delegation.country,
            "organization": each.registration.delegation.organization,
            "row": each.row,
            "proposed": each.proposed,
        }
        for each in left
    ]


def summary(every: Iterable[Line]) -> dict[str, int]:
    """How many rows were read, and what became of them ("imported": new and replaced); these add up to `read`."""
    counts = Counter(line["verdict"] for line in every)
    return {
        "read": sum(counts.values()),
        "imported": counts["new"] + counts["replaced"],
        "new": counts["new"],
        "replaced": counts["replaced"],
        "waitlisted": counts["waitlisted"],
        "changed": counts["changed"],
        "unchanged": counts["unchanged"],
        "skipped": sum(counts[verdict] for verdict in SKIPPED),
    }


def _line(verdict: Verdict, problems: Iterable[Problem], columns: Mapping[str, str]) -> Line:
    row, target = verdict.row, verdict.target
    home = target.delegation if target and target.delegation else target
    known = verdict.registration
    stored = facts.read(known) if known and verdict.changes else {}
    changes = {fact: [stored.get(fact), value] for fact, value in verdict.changes.items()}
    if verdict.makes_head:
        changes["is_head"] = [False, True]
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
        "changes": changes,
        "replaces": verdict.replaces.person.badge_name if verdict.replaces else "",
        "twin": delegation_label(verdict.twin.delegation) if verdict.twin else "",
        "problems": [_problem(problem) for problem in problems]
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
        "replaces": "",
        "twin": "",
        "problems": [],
        "registration": None,
        "said": {},
    }
