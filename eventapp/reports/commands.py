"""`eventapp export workbook` and `eventapp export report`."""

from datetime import UTC, datetime
from pathlib import Path

import click
from flask.cli import with_appcontext

from eventapp.core import web
from eventapp.core.actors import SYSTEM
from eventapp.core.export_group import export
from eventapp.core.i18n import LANGUAGES
from eventapp.reports import actions
from eventapp.reports.files import Wanted
from eventapp.workshops import queries as workshops
from eventapp.workshops.models import Workshop

OUTPUT = click.option("-o", "output", required=True, type=click.Path(dir_okay=False, path_type=Path))
LANGUAGE = click.option(
    "--language", type=click.Choice(list(LANGUAGES)), default=None, help="Default: the workshop's first."
)
SENSITIVE = click.option("--sensitive", is_flag=True, help="Include the sensitive notes.")


def register(cli: click.Group) -> None:
    export.add_command(workbook)
    export.add_command(report)


@click.command()
@click.argument("slug")
@OUTPUT
@LANGUAGE
@SENSITIVE
@with_appcontext
def workbook(slug: str, output: Path, language: str | None, sensitive: bool) -> None:
    """The evidence workbook (.xlsx)."""
    workshop = workshops.named(slug)
    data = actions.export_workbook(
        workshop, _wanted(workshop, language, sensitive), actor=SYSTEM, now=datetime.now(UTC)
    )
    output.write_bytes(data)
    click.echo(f"{output}: {len(data):,} bytes")


@click.command()
@click.argument("slug")
@OUTPUT
@LANGUAGE
@SENSITIVE
@click.option("--template", type=click.Path(exists=True, dir_okay=False, path_type=Path), default=None)
@with_appcontext
def report(slug: str, output: Path, language: str | None, sensitive: bool, template: Path | None) -> None:
    """The report draft (.docx), in a Word template if one is given."""
    workshop = workshops.named(slug)
    data = actions.export_report(
        workshop,
        _wanted(workshop, language, sensitive),
        template=template.read_bytes() if template else None,
        actor=SYSTEM,
        now=datetime.now(UTC),
    )
    output.write_bytes(data)
    click.echo(f"{output}: {len(data):,} bytes")


def _wanted(workshop: Workshop, language: str | None, sensitive: bool) -> Wanted:
    return Wanted(language or workshop.languages[0], sensitive, web.absolute("agenda.programme", slug=workshop.slug))
