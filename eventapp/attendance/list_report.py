"""What `eventapp attendance import` says of a list."""

from collections.abc import Iterator, Mapping
from typing import Any

from eventapp.attendance.lists.verdicts import Verdict, reason_text, summary
from eventapp.attendance.models import AttendanceBatch

MOST_TOLD = 40
"""Rows that are told of one by one; the rest is counted."""


def told(draft: AttendanceBatch, *, marked: int) -> dict[str, Any]:
    """A list and its rows, as JSON. `marked`: how many marks were made."""
    lines = draft.report["lines"]
    return {
        "file": draft.filename,
        **summary(lines),
        "marked": marked,
        "rows": [
            {
                "row": line["row"],
                "who": line["who"],
                "verdict": line["verdict"],
                "checkpoint": line["checkpoint"],
                "at": line["at"],
                "present": line["present"],
                "reason": reason_text(line),
            }
            for line in lines
        ],
    }


def lines(report: Mapping[str, Any], *, dry_run: bool) -> Iterator[str]:
    """The same in words, line by line; of the rows only those that need a person."""
    counted = ", ".join(f"{report[str(verdict)]} {verdict}" for verdict in Verdict)
    yield f"{report['file']}: {report['read']} rows read: {counted}"
    rows = [row for row in report["rows"] if row["verdict"] not in (Verdict.MATCHED, Verdict.DUPLICATE)]
    for row in rows[:MOST_TOLD]:
        yield f"  row {row['row']}: {row['verdict']}. {row['reason']} ({row['who']})"
    if len(rows) > MOST_TOLD:
        yield f"  and {len(rows) - MOST_TOLD} rows more; --json tells of each"
    yield "Nothing was saved." if dry_run else f"{report['marked']} marks were made."
