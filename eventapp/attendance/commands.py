"""`eventapp attendance`."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import click
from flask.cli import with_appcontext

from eventapp.attendance import actions, files, list_report
from eventapp.attendance.actions import sheets
from eventapp.attendance.queries import closing
from eventapp.core import web
from eventapp.core.actors import SYSTEM
from eventapp.core.errors import UserError
from eventapp.core.i18n import LANGUAGES
from eventapp.workshops import queries as workshops


def register(cli: click.Group) -> None:
    cli.add_command(attendance)


@click.group()
def attendance() -> None:
    """Sheets to sign, lists from elsewhere, and the evidence of who was there."""


@attendance.command()
@click.argument("slug")
@click.option("--at", "checkpoints", multiple=True, required=True, help="Key of a day or session (day-1); repeatable.")
@click.option("-o", "output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The PDF to write.")
@click.option("--empty", is_flag=True, help="Without names.")
@click.option("--language", type=click.Choice(list(LANGUAGES)), default=None, help="Default: as set for the workshop.")
@with_appcontext
def sheet(slug: str, checkpoints: tuple[str, ...], output: Path, *, empty: bool, language: str | None) -> None:
    """Write numbered attendance sheets to sign."""
    workshop = workshops.named(slug)
    _check_writable(output)
    printed = sheets.print_sheets(
        workshop.id,
        checkpoints,
        empty=empty,
        language=language,
        address=lambda number: web.absolute("attendance.tick", slug=slug, number=number),
        actor=SYSTEM,
        now=datetime.now(UTC),
    )
    output.write_bytes(printed.pdf)
    numbers = ", ".join(str(number) for number in printed.numbers)
    click.echo(f"{output}: attendance sheets {numbers} of {slug}")


@attendance.command()
@click.argument("slug")
@click.option("--day", type=int, default=None, help="Number of a day, for the closing sheet of that day.")
@click.option("--checksum", default=None, help="What the closing sheet says; refused if the set gives another one.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@with_appcontext
def verify(slug: str, *, day: int | None, checksum: str | None, as_json: bool) -> None:
    """Read the evidence again and compare it with its checksums; exits 1 if anything is not what it was."""
    found = closing.checked(workshops.named(slug), day)
    agrees = checksum is None or "".join(checksum.split()).lower() == found.checksum
    if as_json:
        click.echo(json.dumps({"checksum": found.checksum, "files": found.files, "damaged": list(found.damaged)}))
    else:
        click.echo(f"{found.files} files and the register of attendance: {found.checksum}")
    if found.damaged:
        raise UserError(f"Not what was handed in: {', '.join(found.damaged)}")
    if not agrees:
        raise UserError("The set has another checksum: a file or the register of attendance has changed since.")


@attendance.command("import")
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
        told = list_report.told(draft, marked=0)
        actions.drop_list(workshop.id, draft.id, actor=SYSTEM, now=now)
    else:
        draft = actions.apply_list(workshop.id, draft.id, actor=SYSTEM, now=now)
        told = list_report.told(draft, marked=draft.report["marks"])
    if as_json:
        click.echo(json.dumps({"workshop": slug, "dry_run": dry_run, **told}, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(list_report.lines(told, dry_run=dry_run)))


@attendance.command("export")
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


def _check_writable(output: Path) -> None:
    if not os.access(output.parent, os.W_OK):
        raise UserError(f"{output} cannot be written.")
