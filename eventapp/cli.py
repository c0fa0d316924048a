"""The command `eventapp`: a Flask command group to which each feature brings its own commands.

Exit codes: 0 success, 1 a refusal with its reason on standard error, 2 wrong usage.
"""

import importlib
import sys

import click
from flask.cli import FlaskGroup

from eventapp.app import FEATURES, create_app
from eventapp.core.errors import Misconfigured, UserError


class EventappGroup(FlaskGroup):
    """Turns our refusals into exit code 1 with the reason, for every command."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except UserError as error:
            click.echo(error.message, err=True)
            for name, message in getattr(error, "fields", {}).items():
                click.echo(f"  {name}: {message}", err=True)
            sys.exit(1)
        except Misconfigured as error:
            click.echo(str(error), err=True)
            sys.exit(1)


cli = EventappGroup(
    name="eventapp",
    create_app=create_app,
    add_version_option=False,
    help="Runs a capacity-building workshop series end to end.",
)

for module in ("core", *FEATURES, "demo"):
    try:
        commands = importlib.import_module(f"eventapp.{module}.commands")
    except ModuleNotFoundError as missing:
        if missing.name != f"eventapp.{module}.commands":
            raise
        continue
    commands.register(cli)


def main() -> None:
    """Entry point of the `eventapp` script."""
    cli.main(prog_name="eventapp")
