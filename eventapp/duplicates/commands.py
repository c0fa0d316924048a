"""`eventapp duplicates`."""

import json
from typing import Any

import click
from flask.cli import with_appcontext

from eventapp.core.errors import Missing
from eventapp.duplicates import queries
from eventapp.duplicates.labels import REASONS
from eventapp.workshops import queries as workshops


def register(cli: click.Group) -> None:
    cli.add_command(duplicates)


@click.command()
@click.argument("slug")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list.")
@with_appcontext
def duplicates(slug: str, as_json: bool) -> None:
    """People of a workshop who may be one, the likeliest first, with the reasons."""
    workshop = workshops.by_slug(slug)
    if workshop is None:
        raise Missing(f"There is no workshop {slug!r}.")
    found: list[dict[str, Any]] = [
        {
            "people": [each.first.person.id, each.second.person.id],
            "names": [each.first.person.badge_name, each.second.person.badge_name],
            "score": each.score,
            "reasons": list(each.reasons),
            "both_here": each.again,
        }
        for each in queries.candidates(workshop)
    ]
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for pair in found:
        why = ", ".join(str(REASONS[reason]) for reason in pair["reasons"])
        click.echo(f"{pair['score']:.2f}  {pair['names'][0]} | {pair['names'][1]}  ({why})")
