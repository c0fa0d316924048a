"""Commands that keep the installation running: serve, worker, backup, restore."""

import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import OperationalError

from eventapp.core import backup, jobs, queue, serving
from eventapp.core.config import read_settings
from eventapp.core.db import session
from eventapp.core.export_group import export

log = logging.getLogger(__name__)
POLL_S = 1.0


def register(cli: click.Group) -> None:
    for command in (serve, worker, backup_command, restore_command, export):
        cli.add_command(command)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65534))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
@click.option("--lan", is_flag=True, help="For phones in the local network, without internet: by TLS, with a code.")
@click.option("--address", help="With --lan: this computer's address there, if it is in several networks.")
def serve(host: str, port: int, workers: int, lan: bool, address: str | None) -> None:
    """Serve with gunicorn; with the embedded queue, background jobs run beside it."""
    settings = read_settings()
    if lan:
        sys.exit(serving.in_the_network(settings, address, port, workers, now=datetime.now(UTC)))
    sys.exit(serving.on_this_machine(settings, host, port, workers))


@click.command()
@with_appcontext
def worker() -> None:
    """Run background jobs until stopped; a second thread does the short ones, so that no mail waits for long work."""

    def stop(number: int, frame: object) -> None:
        jobs.stop()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    app, parent = current_app._get_current_object(), os.getppid()  # type: ignore[attr-defined]

    def short_ones() -> None:
        with app.app_context():
            _work(parent, leaving=("task",))

    beside = threading.Thread(target=short_ones)
    beside.start()
    _work(parent)
    beside.join()


def _work(parent: int, leaving: Sequence[str] = ()) -> None:
    """One job after the other, until this process is to stop or the server that started it is gone."""
    bell = queue.bell(current_app.config["SETTINGS"].queue_url)
    day: date | None = None
    while not jobs.stopping() and os.getppid() == parent:
        now, found = datetime.now(UTC), False
        try:
            if day != now.date():
                jobs.ask_daily(now)
                day = now.date()
            found = jobs.run_next(now, leaving=leaving)
        except OperationalError as error:  # the database is restarted, or too busy: it will be there again
            log.warning("database: %s", type(error).__name__)
        session.remove()
        if not found:
            bell.wait(POLL_S)


@click.command("backup")
@click.option("-o", "output", required=True, type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def backup_command(output: Path) -> None:
    """Write database, uploads and the kept secret into one zip."""
    started = time.monotonic()
    counts = backup.write(output, current_app.config["SETTINGS"], datetime.now(UTC))
    click.echo(f"{output}: {sum(counts.values())} rows of {len(counts)} tables, {time.monotonic() - started:.1f} s")


@click.command("restore")
@click.argument("archive", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask before replacing what is there.")
@with_appcontext
def restore_command(archive: Path, yes: bool) -> None:
    """Replace everything by what a backup holds; refused if the backup is damaged."""
    if not yes and sys.stdin.isatty():
        click.confirm("This replaces the database and the uploads. Go on?", abort=True)
    counts = backup.restore(archive, current_app.config["SETTINGS"])
    click.echo(f"restored {sum(counts.values())} rows of {len(counts)} tables")
