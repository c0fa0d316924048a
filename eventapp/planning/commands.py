"""`eventapp workshop`."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click
from flask.cli import with_appcontext

from eventapp.core.actors import SYSTEM
from eventapp.planning import actions
from eventapp.planning.workshop_file import load


def register(cli: click.Group) -> None:
    cli.add_command(workshop)


@click.group()
def workshop() -> None:
    """Whole workshops."""


@workshop.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@with_appcontext
def import_file(file: Path, as_json: bool) -> None:
    """Read a workshop from FILE.json; a second run changes nothing."""
    result = actions.import_workshop(load(file.read_bytes()), actor=SYSTEM, now=datetime.now(UTC))
    if as_json:
        counts = {kind: asdict(tally) for kind, tally in result.tallies.items()}
        click.echo(json.dumps({"slug": result.slug, "changed": result.changed, "kinds": counts}))
        return
    click.echo(result.slug)
    for kind, tally in result.tallies.items():
        label = kind.replace("_", " ")
        click.echo(f"  {label:18}{tally.added:4} added{tally.changed:4} changed{tally.unchanged:4} unchanged")
