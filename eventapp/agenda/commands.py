"""`eventapp export programme`."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from eventapp.agenda import files
from eventapp.core import web
from eventapp.core.export_group import export
from eventapp.core.i18n import LANGUAGES
from eventapp.workshops import queries as workshops


def register(cli: click.Group) -> None:
    export.add_command(programme)


@click.command("programme")
@click.argument("slug")
@click.option(
    "-o",
    "output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help=f"The file; its ending says which form: {', '.join(files.FORMS)}.",
)
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="en", show_default=True)
@with_appcontext
def programme(slug: str, output: Path, language: str) -> None:
    """Write the programme: PDF, calendar, or conference schedule (XML, JSON)."""
    form = output.suffix.removeprefix(".").lower()
    if form not in files.FORMS:
        raise click.BadParameter(f"end the file in one of: {', '.join(files.FORMS)}", param_hint="-o")
    workshop = workshops.named(slug)
    output.write_bytes(files.write(workshop, form, language, url=web.absolute("agenda.programme", slug=slug)))
    click.echo(f"{output}: programme of {slug}, {language}")
