"""Commands that keep the installation running: serve, worker, backup, restore."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from eventapp.core import backup, jobs, queue
from eventapp.core.db import session
from eventapp.core.export_group import export

POLL_S = 1.0


def register(cli: click.Group) -> None:
    for command in (serve, worker, backup_command, restore_command, export):
        cli.add_command(command)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
@with_appcontext
def serve(host: str, port: int, workers: int) -> None:
    """Serve with gunicorn; with the embedded queue, background jobs run beside it."""
    settings = current_app.config["SETTINGS"]
    beside = []
    if settings.queue_url is None:  # two, so that no mail waits for long work
        worker_command = [sys.executable, "-m", "eventapp", "worker"]
        beside = [subprocess.Popen(worker_command), subprocess.Popen([*worker_command, "--no-long-work"])]
    web = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", "wsgi:app", "--chdir", str(Path(__file__).parents[2])),
            *("--bind", f"{host}:{port}", "--workers", str(workers), "--threads", "4", "--worker-class", "gthread"),
            *(
                "--max-requests",
                "20000",
                "--max-requests-jitter",
                "2000",
                "--graceful-timeout",
                "10",
                "--no-control-socket",
            ),
        ]
    )

    def stop(number: int, frame: object) -> None:
        web.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    try:
        sys.exit(web.wait())
    finally:
        for process in beside:
            process.terminate()
        for process in beside:
            process.wait()


@click.command()
@click.option("--no-long-work", is_flag=True, help="Leave letters for all, mailings and large lists to other workers.")
@with_appcontext
def worker(no_long_work: bool) -> None:
    """Run background jobs until stopped."""
    leaving = ("task",) if no_long_work else ()

    def stop(number: int, frame: object) -> None:
        jobs.stop()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    parent = os.getppid()
    bell = queue.bell(current_app.config["SETTINGS"].queue_url)
    day: date | None = None
    while not jobs.stopping() and os.getppid() == parent:  # ends with the server that started it
        now = datetime.now(UTC)
        if day != now.date():
            jobs.ask_daily(now)
            day = now.date()
        if not jobs.run_next(now, leaving=leaving):
            session.remove()
            bell.wait(POLL_S)
        session.remove()


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
