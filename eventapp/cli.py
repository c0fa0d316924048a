"""The command `eventapp`: a Flask command group to which each feature brings its own commands.

Exit codes: 0 success, 1 a refusal with its reason on standard error, 2 wrong usage. The application is imported when
a command needs it: `serve` does not, and is up the sooner.
"""

import importlib
import sys

import click
from flask import Flask
from flask.cli import FlaskGroup

from eventapp.core import commands
from eventapp.core.errors import Misconfigured, UserError

WITHOUT_APPLICATION = {"serve"}


def create_app() -> Flask:
    """The application, imported now."""
    return importlib.import_module("eventapp.app").create_app()  # type: ignore[no-any-return]


class EventappGroup(FlaskGroup):
    """Fetches the features' commands when one is asked for, and turns our refusals into exit code 1 with the reason."""

    complete = False

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in WITHOUT_APPLICATION:
            self.fetch()
        return super().get_command(ctx, name)

    def list_commands(self, ctx: click.Context) -> list[str]:
        self.fetch()
        return super().list_commands(ctx)

    def fetch(self) -> None:
        """Let every feature bring its commands."""
        if self.complete:
            return
        self.complete = True
        for feature in (*importlib.import_module("eventapp.app").FEATURES, "demo"):
            try:
                found = importlib.import_module(f"eventapp.{feature}.commands")
            except ModuleNotFoundError as missing:
                if missing.name != f"eventapp.{feature}.commands":
                    raise
                continue
            found.register(self)

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

commands.register(cli)


def main() -> None:
    """Entry point of the `eventapp` script."""
    cli.main(prog_name="eventapp")
