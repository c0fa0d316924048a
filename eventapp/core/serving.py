"""Starting the servers: web and background work, on one machine, also for phones in a local network."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from io import StringIO
from pathlib import Path

import click
import qrcode

from eventapp.core import lan, private_ca
from eventapp.core.config import Settings
from eventapp.core.errors import Misconfigured
from eventapp.core.lan import Lan

ROOT = Path(__file__).parents[2]
EVERYWHERE = "0.0.0.0"  # noqa: S104 - that is what a local network is for
GRACE_S = 10


def on_this_machine(settings: Settings, host: str, port: int, workers: int) -> int:
    """Serve until stopped; the exit code of the web server. With the embedded queue, jobs run beside it."""
    lan.forget_base_url(settings.data_dir)
    with _together(settings, {}) as start:
        return _until_stopped([start(_gunicorn(f"{host}:{port}", workers))])


def in_the_network(settings: Settings, address: str | None, port: int, workers: int, *, now: datetime) -> int:
    """Serve phones in the local network by TLS on `port`, and without on the next one, until stopped."""
    here = lan.checked(address) if address else lan.own_address()
    try:
        keys = private_ca.certificates(settings.data_dir / "lan", here, lan.host_names(), now)
    except ValueError as error:
        raise Misconfigured(f"{error}; a server on the internet needs a certificate of its own.") from error
    told = Lan(f"https://{here}:{port}", f"http://{here}:{port + 1}", keys.authority)
    common = {
        lan.ENVIRONMENT: told.to_environment(),
        "EVENTAPP_TRUSTED_HOSTS": ",".join([here, "localhost", "127.0.0.1", *lan.host_names()]),
    }
    secure, plain = {**common, "EVENTAPP_BASE_URL": told.secure}, {**common, "EVENTAPP_BASE_URL": told.plain}
    tls = ("--certfile", str(keys.server), "--keyfile", str(keys.key))
    bind = here if here.startswith("127.") else EVERYWHERE
    with lan.base_url_kept(settings.data_dir, told.secure), _together(settings, secure) as start:
        webs = [
            start([*_gunicorn(f"{bind}:{port}", workers), *tls]),
            start(_gunicorn(f"{bind}:{port + 1}", 1), plain),
        ]
        click.echo(invitation(told))
        return _until_stopped(webs)


def invitation(told: Lan) -> str:
    """What the terminal says: the addresses, and a code for phones."""
    out = StringIO()
    code = qrcode.QRCode(border=2)
    code.add_data(f"{told.plain}/lan")
    code.print_ascii(out, invert=True)
    return (
        f"{out.getvalue()}\n"
        f"Phones in this network read the code (or open {told.plain}/lan) and follow the two steps there.\n"
        f"  with the camera      {told.secure}\n"
        f"  without certificate  {told.plain}  (photos of codes, hand scanners)\n"
        "Links to sign in: `eventapp user add EMAIL` in another terminal. Stop with Ctrl+C.\n"
    )


def _gunicorn(bind: str, workers: int) -> list[str]:
    return [
        *(sys.executable, "-m", "gunicorn", "wsgi:app", "--chdir", str(ROOT)),
        *("--bind", bind, "--workers", str(workers), "--threads", "4", "--worker-class", "gthread"),
        *("--max-requests", "20000", "--max-requests-jitter", "2000", "--graceful-timeout", str(GRACE_S)),
        "--preload",
        "--no-control-socket",
    ]


@contextmanager
def _together(settings: Settings, environment: Mapping[str, str]) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Gives a function that starts a server; leaving ends all of them, and the worker beside them."""
    with ExitStack() as stack:

        def start(command: Sequence[str], own: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
            process = subprocess.Popen(command, env={**os.environ, **(environment if own is None else own)})
            stack.callback(_end, process)
            return process

        if settings.queue_url is None:
            start([sys.executable, "-m", "eventapp", "worker"])
        yield start


def _until_stopped(webs: Sequence[subprocess.Popen[bytes]]) -> int:
    """Wait for the first of them; a signal to stop ends all."""

    def stop(number: int, frame: object) -> None:
        for process in webs:
            process.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    return webs[0].wait()


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait()
