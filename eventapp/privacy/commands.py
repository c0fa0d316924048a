"""`eventapp retention` and `eventapp erase-person`."""

import json
import sys
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from eventapp.core.actors import SYSTEM
from eventapp.core.db import session
from eventapp.core.errors import Missing
from eventapp.privacy import actions, queries, retention
from eventapp.registration.models import Person, Registration
from eventapp.workshops import queries as workshops


def register(cli: click.Group) -> None:
    cli.add_command(retention_command)
    cli.add_command(erase_person)


@click.command("retention")
@click.option("--dry-run", is_flag=True, help="Say what is due and what will be when, and remove nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@with_appcontext
def retention_command(dry_run: bool, as_json: bool) -> None:
    """Remove personal data whose time has come; the worker does the same every night."""
    now = datetime.now(UTC)
    found = [_of_workshop(slug, now, dry_run=dry_run) for slug in sorted(workshops.slugs())]
    if as_json:
        click.echo(json.dumps({"dry_run": dry_run, "workshops": found}, indent=2))
        return
    for workshop in found:
        click.echo(workshop["workshop"])
        for line in workshop["classes"]:
            done = "due" if dry_run else "removed"
            click.echo(f"  {line['class']:10}{line['held']:6}  {line['on']}  {done if line['due'] else ''}".rstrip())


@click.command("erase-person")
@click.argument("who", metavar="ID|PUBLIC_ID")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@with_appcontext
def erase_person(who: str, yes: bool, as_json: bool) -> None:
    """Erase a person everywhere: ID is the person's, PUBLIC_ID that of one of their registrations."""
    person = _person(who)
    if not yes:
        if not sys.stdin.isatty():
            raise click.UsageError("Say --yes: this cannot be undone.")
        where = len(queries.registrations_of(person.id))
        click.confirm(f"Erase {person.list_name}, known from {where} workshops? It cannot be undone.", abort=True)
    erasure = actions.erase(person.id, actor=SYSTEM, now=datetime.now(UTC))
    if as_json:
        click.echo(json.dumps({"person": erasure.person_id, "pseudonym": erasure.pseudonym}))
    else:
        click.echo(f"erased; what stays is called “{erasure.pseudonym}”")


def _of_workshop(slug: str, now: datetime, *, dry_run: bool) -> dict[str, Any]:
    workshop = workshops.named(slug)
    lines = [
        {"class": each.key, "held": each.count, "on": each.on.isoformat(), "due": each.due}
        for each in retention.plan(workshop, now)
    ]
    if not dry_run:
        actions.purge(workshop.id, actor=SYSTEM, now=now)
    return {"workshop": slug, "classes": lines}


def _person(who: str) -> Person:
    """Raises Missing."""
    if who.isdigit():
        return queries.person(int(who))
    try:
        row = session.scalar(select(Registration).where(Registration.public_id == UUID(who)))
    except ValueError:
        row = None
    if row is None:
        raise Missing("There is no such person.")
    return row.person
