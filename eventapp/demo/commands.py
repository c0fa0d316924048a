"""`eventapp demo`."""

from datetime import UTC, datetime

import click
from flask.cli import with_appcontext

from eventapp.core import web
from eventapp.demo import load


def register(cli: click.Group) -> None:
    cli.add_command(demo)


@click.command()
@with_appcontext
def demo() -> None:
    """Load the Almaty workshop with registrations, scans, responses and notes; a second run changes nothing.

    Prints for each role a link that signs in once, within the hour.
    """
    now = datetime.now(UTC)
    workshop = load.load(now, echo=click.echo)
    click.echo(f"\n{workshop.title.pick('en')}\n  {web.absolute('agenda.programme', slug=workshop.slug)}\n")
    click.echo("Sign in as (each link works once, within one hour):")
    for role, link in load.links(workshop, now):
        click.echo(f"  {role:<14} {link}")
    click.echo(f"  {'focal point':<14} {load.focal_link(workshop)}")
    click.echo(f"  {'delegate':<14} {load.delegate_link(workshop)}")
