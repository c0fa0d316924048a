"""`eventapp attendance import SLUG FILE` and `eventapp attendance export SLUG -o F.xlsx`."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from eventapp.attendance import actions, files
from eventapp.attendance.lists.verdicts import Verdict, reason_text, summary
from eventapp.attendance.models import AttendanceBatch
from eventapp.core.actors import SYSTEM
from eventapp.core.errors import UserError
from eventapp.core.i18n import LANGUAGES
from eventapp.workshops import queries as workshops

MOST_TOLD = 40
"""Rows that are told of one by one; the rest is counted. `--json` tells of every one."""


@click.command("import")
@click.argument("slug")
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--checkpoint", default="", help="Key of the day or session of the whole list (day-1); else each row says."
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@with_appcontext
def import_list(slug: str, path: Path, checkpoint: str, *, dry_run: bool, as_json: bool) -> None:
    """Read another scanner's list in: the rows that are matched become marks with the source "list".

    A row that may be several people is left out; choose on the page of the list. The same file twice changes nothing.
    """
    workshop = workshops.named(slug)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError(f"{path}: {error.strerror}") from error
    now = datetime.now(UTC)
    draft = actions.preview_list(workshop.id, path.name, data, checkpoint=checkpoint, actor=SYSTEM, now=now)
    if dry_run:
        told = _told(draft, marked=0)
        actions.drop_list(workshop.id, draft.id, actor=SYSTEM, now=now)
    else:
        draft = actions.apply_list(workshop.id, draft.id, actor=SYSTEM, now=now)
        told = _told(draft, marked=draft.report["marks"])
    if as_json:
        click.echo(json.dumps({"workshop": slug, "dry_run": dry_run, **told}, ensure_ascii=False, indent=2))
    else:
        _print(told, dry_run=dry_run)


@click.command("export")
@click.argument("slug")
@click.option(
    "-o", "output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The .xlsx to write."
)
@click.option("--language", type=click.Choice(list(LANGUAGES)), default=None, help="Default: the workshop's first.")
@with_appcontext
def export_workbook(slug: str, output: Path, language: str | None) -> None:
    """Write attendance with its sources and the indicators (.xlsx)."""
    workshop = workshops.named(slug)
    data = files.workbook(workshop, language or workshop.languages[0], now=datetime.now(UTC))
    try:
        output.write_bytes(data)
    except OSError as error:
        raise UserError(f"{output}: {error.strerror}") from error
    click.echo(f"{output}: attendance of {slug}, {len(data):,} bytes")


def _told(draft: AttendanceBatch, *, marked: int) -> dict[str, Any]:
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


def _print(told: dict[str, Any], *, dry_run: bool) -> None:
    counted = ", ".join(f"{told[str(verdict)]} {verdict}" for verdict in Verdict)
    click.echo(f"{told['file']}: {told['read']} rows read: {counted}")
    open_rows = [row for row in told["rows"] if row["verdict"] not in (Verdict.MATCHED, Verdict.DUPLICATE)]
    for row in open_rows[:MOST_TOLD]:
        click.echo(f"  row {row['row']}: {row['verdict']}. {row['reason']} ({row['who']})")
    if len(open_rows) > MOST_TOLD:
        click.echo(f"  and {len(open_rows) - MOST_TOLD} rows more; --json tells of each")
    click.echo("Nothing was saved." if dry_run else f"{told['marked']} marks were made.")
