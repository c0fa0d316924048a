"""`eventapp user` and `eventapp token`."""

from datetime import UTC, datetime

import click
from flask.cli import with_appcontext

from eventapp.accounts import actions
from eventapp.accounts.models import SCOPES
from eventapp.core import web
from eventapp.core.actors import SYSTEM, Role
from eventapp.core.errors import Missing
from eventapp.core.web import WorkshopLike


def register(cli: click.Group) -> None:
    cli.add_command(user)
    cli.add_command(token)


def named_workshop(slug: str) -> WorkshopLike:
    """The workshop a command names. Raises Missing."""
    found = web.gate().workshop(slug)
    if found is None:
        raise Missing(f"There is no workshop {slug!r}.")
    return found


@click.group()
def user() -> None:
    """Users who sign in."""


@user.command("add")
@click.argument("email")
@click.option("--name", default="")
@click.option("--role", type=click.Choice([str(role) for role in Role]), default=None)
@click.option("--workshop", "slug", default=None, help="Slug of the workshop; every role but administrator needs one.")
@with_appcontext
def add(email: str, name: str, role: str | None, slug: str | None) -> None:
    """Add a user; prints a link that signs in once."""
    now = datetime.now(UTC)
    workshop = named_workshop(slug) if slug else None
    added = actions.add_user(
        email,
        name=name,
        role=Role(role) if role else None,
        workshop_id=workshop.id if workshop else None,
        actor=SYSTEM,
        now=now,
    )
    click.echo(web.absolute("accounts.open_link", token=actions.make_link(added.id, now=now)))


@click.group()
def token() -> None:
    """API tokens for devices and scripts."""


@token.command("add")
@click.option("--workshop", "slug", required=True)
@click.option("--scope", type=click.Choice(SCOPES), required=True)
@click.option("--label", default="")
@with_appcontext
def add_token(slug: str, scope: str, label: str) -> None:
    """Make a token; it is printed now and never again."""
    click.echo(actions.add_token(named_workshop(slug).id, scope, label, actor=SYSTEM, now=datetime.now(UTC)))
