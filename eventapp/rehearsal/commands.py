"""`eventapp rehearsal` and `eventapp readiness`."""

import json
import sys
from datetime import UTC, datetime

import click
from flask.cli import with_appcontext
from flask_babel import force_locale

from eventapp.core.actors import SYSTEM
from eventapp.core.db import transaction
from eventapp.rehearsal import actions, cast
from eventapp.rehearsal import readiness as checks
from eventapp.workshops import queries as workshops


def register(cli: click.Group) -> None:
    cli.add_command(rehearsal)
    cli.add_command(readiness)


@click.group()
def rehearsal() -> None:
    """A copy of a workshop with invented people, to be played through and wiped."""


@rehearsal.command("start")
@click.argument("slug")
@click.option("--people", type=click.IntRange(3, cast.SIZES[-1]), default=cast.SIZES[0], show_default=True)
@with_appcontext
def start(slug: str, people: int) -> None:
    """Start the rehearsal of a workshop and enter the invented people; prints its address name (slug)."""
    workshop, now = workshops.named(slug), datetime.now(UTC)
    made = actions.start(workshop.id, people, background=False, actor=SYSTEM, now=now)
    wanted = actions.people_wanted(made.id, people)
    for one in wanted:
        with transaction():
            actions.enter(made.id, one, actor=SYSTEM, now=now)
    click.echo(made.slug)


@rehearsal.command("wipe")
@click.argument("slug")
@with_appcontext
def wipe(slug: str) -> None:
    """Remove the rehearsal of a workshop (named by the workshop's slug, or by its own) without a trace."""
    workshop = workshops.named(slug)
    wiped = actions.wipe(workshop.rehearsal_of or workshop.id, actor=SYSTEM, now=datetime.now(UTC))
    if wiped is None:
        click.echo("There is no rehearsal.")
        return
    click.echo(f"{wiped.slug}: {wiped.total} rows and {wiped.files} files removed")
    for table, number in wiped.rows.items():
        click.echo(f"  {table:24}{number:6} removed{wiped.kept.get(table, 0):8} kept")


@click.command()
@click.argument("slug")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@with_appcontext
def readiness(slug: str, as_json: bool) -> None:
    """What a workshop still lacks; exit code 1 if something blocks."""
    with force_locale("en"):
        found = checks.look(workshops.named(slug), datetime.now(UTC))
        lines = [
            {
                "key": each.check.key,
                "group": each.check.group,
                "title": str(each.check.title),
                "level": str(each.answer.level),
                "text": each.answer.text,
            }
            for each in found
        ]
    blocked = any(each.blocks for each in found)
    if as_json:
        click.echo(json.dumps({"workshop": slug, "ready": not blocked, "checks": lines}, ensure_ascii=False, indent=2))
    else:
        for line in lines:
            click.echo(f"{line['level']:8} {line['title']}: {line['text']}")
    sys.exit(1 if blocked else 0)
