"""The edited workbook taken back: every good row is kept, every other one is told of."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from eventapp.core import audit
from eventapp.core.actors import Actor
from eventapp.core.db import transaction
from eventapp.notes import queries
from eventapp.notes.actions.writing import allow, insert, lock, update
from eventapp.notes.comparing import Compared, compare
from eventapp.notes.workbook import SheetRow


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of each row."""

    rows: tuple[Compared, ...]

    @property
    def counts(self) -> Counter[str]:
        return Counter(row.outcome for row in self.rows)

    def of(self, *outcomes: str) -> list[Compared]:
        return [row for row in self.rows if row.outcome in outcomes]

    def plain(self) -> dict[str, Any]:
        """As JSON: counts, the numbers of changed and new notes, and each refusal with row, column and reason."""
        counts = {outcome: self.counts[outcome] for outcome in ("changed", "unchanged", "new", "refused")}
        refusals = [
            {"row": row.row.row, "number": row.number, "column": problem.column, "field": problem.key,
             "reason": problem.reason}
            for row in self.of("refused")
            for problem in row.problems
        ]  # fmt: skip
        return {"rows": len(self.rows), **counts, "refusals": refusals}


def import_notes(
    workshop_id: int,
    rows: Sequence[SheetRow],
    *,
    actor: Actor,
    now: datetime,
    dry_run: bool = False,
    names_agreed: bool = False,
) -> Imported:
    """Take back the rows of a workbook (`workbook.read`): change notes whose cells differ, add those without a number.

    Notes whose row is missing stay as they are. A row that cannot be taken is refused and leaves the others alone; with
    `dry_run` nothing is written and the answer is the same. Raises Denied.
    """
    allow(actor, workshop_id)
    if dry_run:
        return Imported(tuple(compare(workshop_id, rows, names_agreed=names_agreed)))
    with transaction():
        lock(workshop_id)
        known = queries.known(workshop_id)
        result = Imported(tuple(compare(workshop_id, rows, names_agreed=names_agreed)))
        for row in result.of("changed", "new"):
            assert row.facts is not None
            if row.note is None:
                insert(workshop_id, row.facts, known, actor=actor, now=now)
            else:
                update(row.note, row.facts, known, actor=actor, now=now)
        audit.record(actor, "notes.imported", now, workshop=workshop_id, counts=dict(result.counts))
    return result
