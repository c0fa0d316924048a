"""`eventapp logistics SLUG SHEET -o F.xlsx`."""

from datetime import UTC, datetime
from pathlib import Path

import click
from flask.cli import with_appcontext

from eventapp.core.actors import SYSTEM
from eventapp.core.i18n import LANGUAGES
from eventapp.logistics import actions, files
from eventapp.logistics.labels import SHEET_LABELS
from eventapp.workshops import queries as workshops


def register(cli: click.Group) -> None:
    cli.add_command(logistics)


@click.command()
@click.argument("slug")
@click.argument("sheet", type=click.Choice(list(SHEET_LABELS)))
@click.option("-o", "output", required=True, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--language", type=click.Choice(list(LANGUAGES)), default=None, help="Default: the workshop's first.")
@with_appcontext
def logistics(slug: str, sheet: str, output: Path, language: str | None) -> None:
    """Arrivals, rooming list, needs or daily subsistence of the confirmed (.xlsx)."""
    workshop, now = workshops.named(slug), datetime.now(UTC)
    data, rows = files.write(workshop, sheet, language or workshop.languages[0], generated_at=now)
    actions.record_export(workshop.id, sheet, rows, actor=SYSTEM, now=now)
    output.write_bytes(data)
    click.echo(f"{output}: {rows} people, {len(data):,} bytes")
