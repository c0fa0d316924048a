"""`eventapp export notes` and `eventapp notes import`."""

import json
from datetime import UTC, datetime
from pathlib import Path

import click
from flask.cli import with_appcontext

from eventapp.core.actors import SYSTEM
from eventapp.core.export_group import export
from eventapp.core.i18n import LANGUAGES
from eventapp.notes import actions, files, workbook
from eventapp.workshops import queries as workshops


def register(cli: click.Group) -> None:
    export.add_command(export_notes)
    cli.add_command(notes)


@click.command("notes")
@click.argument("slug")
@click.option("-o", "output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file, .xlsx.")
@click.option("--sensitive", is_flag=True, help="Put the sensitive notes in as well.")
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="en", show_default=True)
@with_appcontext
def export_notes(slug: str, output: Path, sensitive: bool, language: str) -> None:
    """Write the notes to Excel, to be edited and read back with `eventapp notes import`."""
    workshop, now = workshops.named(slug), datetime.now(UTC)
    data = files.write_workbook(workshop, language, sensitive=sensitive, now=now)
    actions.record_export(workshop.id, sensitive=sensitive, actor=SYSTEM, now=now)
    output.write_bytes(data)
    click.echo(f"{output}: notes of {slug}, {language}")


@click.group()
def notes() -> None:
    """Notes of a workshop."""


@notes.command("import")
@click.argument("slug")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would change and change nothing.")
@click.option("--names-agreed", is_flag=True, help="Take texts that name participants, too.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@with_appcontext
def import_file(slug: str, file: Path, dry_run: bool, names_agreed: bool, as_json: bool) -> None:
    """Read an edited notes workbook back in, by note number; every good row is kept."""
    workshop = workshops.named(slug)
    result = actions.import_notes(
        workshop.id,
        workbook.read(file.read_bytes(), file.name),
        actor=SYSTEM,
        now=datetime.now(UTC),
        dry_run=dry_run,
        names_agreed=names_agreed,
    )
    answer = result.plain()
    if as_json:
        click.echo(json.dumps({"workshop": slug, "dry_run": dry_run, **answer}, ensure_ascii=False))
        return
    click.echo(f"{slug}: {answer['rows']} rows" + (" (dry run)" if dry_run else ""))
    for outcome in ("changed", "new", "unchanged", "refused"):
        click.echo(f"  {outcome:10}{answer[outcome]:5}")
    for refusal in answer["refusals"]:
        place = f"row {refusal['row']}" + (f", column {refusal['column']}" if refusal["column"] else "")
        click.echo(f"  {place}: {refusal['reason']}")
