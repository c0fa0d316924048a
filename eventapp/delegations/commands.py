"""`eventapp delegations`: the board, the links of focal points, the packs."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from eventapp.core.actors import SYSTEM
from eventapp.core.errors import Missing
from eventapp.core.names import fold
from eventapp.delegations import pack, queries
from eventapp.delegations.queries import BoardRow
from eventapp.registration import codes
from eventapp.registration import queries as registration
from eventapp.registration.actions import focal_links
from eventapp.registration.labels import delegation_label
from eventapp.registration.models import Delegation
from eventapp.workshops import queries as workshops
from eventapp.workshops.models import Workshop

COLUMNS = ("delegation", "type", "seats", "named", "confirmed", "waiting", "arrived", "women", "men", "link")


def register(cli: click.Group) -> None:
    cli.add_command(delegations)


@click.group()
def delegations() -> None:
    """Delegations: who is named, links of focal points, packs."""


@delegations.command("board")
@click.argument("slug")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@with_appcontext
def board(slug: str, as_json: bool) -> None:
    """One line for each delegation, in precedence order."""
    rows = [_facts(row) for row in queries.board(workshops.named(slug), "en")]
    if as_json:
        click.echo(json.dumps({"workshop": slug, "delegations": rows}, ensure_ascii=False, indent=2))
        return
    lines = [COLUMNS, *(tuple("–" if row[name] is None else str(row[name]) for name in COLUMNS) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(COLUMNS))]
    for line in lines:
        click.echo("  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip())


@delegations.command("link")
@click.argument("slug")
@click.argument("name", metavar="COUNTRY|ORGANIZATION|ID")
@click.option("--send", is_flag=True, help="Mail it to the focal point.")
@with_appcontext
def link(slug: str, name: str, send: bool) -> None:
    """Print the link of a delegation's focal point; made if there is none."""
    workshop, now = workshops.named(slug), datetime.now(UTC)
    found = _named(workshop, name)
    if send:
        focal_links.send_focal_link(found.id, workshop.id, actor=SYSTEM, now=now)
    delegation = focal_links.ensure_focal_link(found.id, workshop.id, actor=SYSTEM, now=now)
    click.echo(codes.focal_url(delegation))


@delegations.command("pack")
@click.argument("slug")
@click.option(
    "-o",
    "folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder for one ZIP file per delegation.",
)
@click.option("--only", default=None, metavar="COUNTRY|ORGANIZATION|ID", help="Of this delegation alone.")
@with_appcontext
def packs(slug: str, folder: Path, only: str | None) -> None:
    """Write for each delegation the letter, the nomination sheet, the link and its QR code."""
    workshop, now = workshops.named(slug), datetime.now(UTC)
    folder.mkdir(parents=True, exist_ok=True)
    chosen = [_named(workshop, only)] if only else registration.delegations(workshop.id)
    for number in [row.id for row in chosen]:
        delegation = focal_links.ensure_focal_link(number, workshop.id, actor=SYSTEM, now=now)
        data = pack.pack(delegation, workshop, registration.of_delegation(number), now)
        path = folder / f"{delegation.type.key}-{pack.file_stem(delegation)}.zip"
        path.write_bytes(data)
        click.echo(str(path))


def _named(workshop: Workshop, name: str) -> Delegation:
    """By id, country (code or name) or organization, also as TYPE:NAME. Raises Missing for none and for several."""
    if name.isascii() and name.isdigit():
        return registration.delegation(workshop.id, int(name))
    wanted_type, _colon, wanted = name.rpartition(":")
    found = [
        row
        for row in registration.delegations(workshop.id)
        if wanted_type in ("", row.type.key)
        and fold(wanted) in (fold(row.country) if not row.organization else "", fold(delegation_label(row, "en")))
    ]
    if len(found) != 1:
        several = ", ".join(f"{row.type.key}:{delegation_label(row, 'en')}" for row in found)
        raise Missing(
            f"Several delegations are called {name!r}: {several}."
            if several
            else f"There is no delegation {name!r} at this workshop."
        )
    return found[0]


def _facts(row: BoardRow) -> dict[str, Any]:
    return {
        "id": row.delegation.id,
        "delegation": row.label,
        "type": row.delegation.type.key,
        "seats": row.delegation.seats,
        "named": row.named,
        "confirmed": row.confirmed,
        "waiting": row.waiting,
        "arrived": row.arrived,
        "women": row.women,
        "men": row.men,
        "not_stated": row.unstated,
        "head": row.head.person.list_name if row.head else None,
        "funded": row.funded,
        "funded_seats": row.delegation.funded_seats,
        "data_missing": row.lacking,
        "link": row.link,
        "last_contact": row.last_contact.isoformat() if row.last_contact else None,
    }
