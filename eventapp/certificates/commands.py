"""`eventapp certificates`."""

import os
from datetime import UTC, datetime
from pathlib import Path

import click
from flask.cli import with_appcontext

from eventapp.certificates import actions, queries, rendering
from eventapp.certificates.models import Kind
from eventapp.core.actors import SYSTEM
from eventapp.core.errors import UserError
from eventapp.workshops import queries as workshops


def register(cli: click.Group) -> None:
    cli.add_command(certificates)


@click.command()
@click.argument("slug")
@click.option("-o", "output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The PDF to write.")
@click.option("--kind", type=click.Choice([str(kind) for kind in Kind]), default=str(Kind.PARTICIPATION))
@click.option("--issue", is_flag=True, help="First issue one to everybody who qualifies and has none.")
@with_appcontext
def certificates(slug: str, output: Path, kind: str, issue: bool) -> None:
    """Write the valid certificates of a workshop, in order of their numbers, into one PDF."""
    workshop = workshops.named(slug)
    if not os.access(output.parent, os.W_OK):
        raise UserError(f"{output} cannot be written.")
    issued = 0
    if issue:
        waiting = [each.registration.id for each in queries.standings(workshop, kind) if each.to_issue]
        for registration_id in waiting:
            actions.issue(workshop.id, registration_id, kind, actor=SYSTEM, now=datetime.now(UTC))
            issued += 1
    rows = [row for row in queries.issued(workshop.id, kind, valid=True) if row.facts.get("name")]
    output.write_bytes(rendering.pdf(rows, workshop))
    click.echo(f"{output}: {len(rows)} certificates of {kind}, {issued} of them issued now")
