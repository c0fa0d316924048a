"""`eventapp badges`."""

import os
from datetime import UTC, datetime
from pathlib import Path

import click
from flask.cli import with_appcontext

from eventapp.badges import actions
from eventapp.badges.design import design_of
from eventapp.badges.queries import Wanted
from eventapp.core.actors import SYSTEM
from eventapp.core.errors import Missing, UserError
from eventapp.core.i18n import LANGUAGES
from eventapp.registration import queries as registrations
from eventapp.workshops import queries as workshops
from exports.badge_sheet import LAYOUTS


def register(cli: click.Group) -> None:
    cli.add_command(badges)


@click.command()
@click.argument("slug")
@click.option("-o", "output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The PDF to write.")
@click.option(
    "--layout", type=click.Choice(list(LAYOUTS)), default=None, help="Default: that of the workshop's design."
)
@click.option("--type", "type_key", default=None, help="Key of a delegation type; without it, everybody's.")
@click.option("--language", type=click.Choice(list(LANGUAGES)), default=None, help="Default: the workshop's first.")
@click.option("--new", "unprinted", is_flag=True, help="Only those that were not printed yet.")
@with_appcontext
def badges(
    *, slug: str, output: Path, layout: str | None, type_key: str | None, language: str | None, unprinted: bool
) -> None:
    """Write the badges of the confirmed, in order of precedence; they count as printed."""
    workshop = workshops.named(slug)
    if not os.access(output.parent, os.W_OK):
        raise UserError(f"{output} cannot be written.")
    printed = actions.print_badges(
        workshop.id,
        Wanted(type_id=_type_id(workshop.id, type_key), unprinted=unprinted),
        layout=layout,
        language=language,
        actor=SYSTEM,
        now=datetime.now(UTC),
    )
    output.write_bytes(printed.pdf)
    layout = layout or design_of(workshop).layout
    click.echo(f"{output}: {printed.number} badges of {slug}, layout {layout}")
    if printed.before:
        click.echo(f"{printed.before} of them were printed before.", err=True)


def _type_id(workshop_id: int, key: str | None) -> int | None:
    if key is None:
        return None
    types = {kind.key: kind.id for kind in registrations.delegation_types(workshop_id)}
    if key not in types:
        raise Missing(f"There is no delegation type {key!r}; there are: {', '.join(types)}.")
    return types[key]
