"""`eventapp mail outbox` and `eventapp mail retry`."""

import json
from datetime import UTC, datetime

import click
from flask.cli import with_appcontext

from eventapp.core.actors import SYSTEM
from eventapp.messages import actions, labels, outbox_queries
from eventapp.messages.outbox_queries import OutboxFilter
from eventapp.workshops import queries as workshops


def register(cli: click.Group) -> None:
    cli.add_command(mail)


@click.group()
def mail() -> None:
    """What was written, and what did not arrive."""


@mail.command()
@click.argument("slug")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@with_appcontext
def outbox(slug: str, as_json: bool) -> None:
    """How many messages are queued, sent, failed; and the latest failures with their reasons."""
    workshop = workshops.named(slug)
    counts = outbox_queries.counts(workshop.id)
    failed = [
        {"id": str(row.id), "to": row.recipient, "subject": row.subject, "reason": labels.failure_label(row)}
        for row in outbox_queries.page(workshop.id, OutboxFilter(state="failed")).items
    ]
    if as_json:
        click.echo(
            json.dumps({"workshop": slug, "counts": dict(counts), "failed": failed}, ensure_ascii=False, indent=2)
        )
        return
    for state in outbox_queries.STATES:
        click.echo(f"{state}: {counts[state]}")
    for row in failed:
        click.echo(f"  {row['to']}: {row['subject']}: {row['reason']}")


@mail.command()
@click.argument("slug")
@with_appcontext
def retry(slug: str) -> None:
    """Send every failed message of a workshop again."""
    workshop = workshops.named(slug)
    click.echo(f"{actions.retry_all(workshop.id, actor=SYSTEM, now=datetime.now(UTC))} messages are sent again")
