"""Settings, read once from the environment; a start with wrong settings fails loudly."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from eventapp.core import lan
from eventapp.core.errors import Misconfigured
from eventapp.core.lan import Lan

MAX_UPLOAD_BYTES = 10 * 1024 * 1024
MAX_REQUEST_BYTES = 25 * 1024 * 1024
SHORTEST_SECRET = 32
FONTS = Path(__file__).parents[1] / "static" / "fonts-ttf"
"""The built TrueType fonts that PDFs are set in (the front-end build puts them there)."""
FLAGS = FONTS.parent / "flags"
"""Flags of countries by their two letters ("kz.svg"), from the same build."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says. Paths are absolute; URLs have no trailing slash."""

    database_url: str
    data_dir: Path
    secret_key: str
    base_url: str
    mail_url: str
    queue_url: str | None
    trusted_hosts: tuple[str, ...]
    proxies: int
    lan: Lan | None = None  # of `serve --lan`

    @property
    def secure(self) -> bool:
        """Whether browsers reach us over TLS, so that cookies may be restricted to it."""
        return self.base_url.startswith("https://")

    @property
    def uploads(self) -> Path:
        return self.data_dir / "uploads"


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings from `EVENTAPP_*` variables, each with a default that works on one machine.

    Raises Misconfigured if a value cannot be used.
    """
    data_dir = Path(environ.get("EVENTAPP_DATA_DIR", "data")).resolve()
    data_dir.mkdir(parents=True, exist_ok=True)
    (data_dir / "uploads").mkdir(exist_ok=True)
    usual = lan.kept_base_url(data_dir) or "http://127.0.0.1:8000"
    base_url = environ.get("EVENTAPP_BASE_URL", usual).rstrip("/")
    host = urlsplit(base_url).hostname
    if not host:
        raise Misconfigured(f"EVENTAPP_BASE_URL is not an address: {base_url!r}")
    extra = environ.get("EVENTAPP_TRUSTED_HOSTS", "")
    loopback = ("127.0.0.1", "localhost") if host in ("127.0.0.1", "localhost") else ()
    return Settings(
        database_url=environ.get("EVENTAPP_DATABASE_URL") or f"sqlite:///{data_dir / 'eventapp.sqlite3'}",
        data_dir=data_dir,
        secret_key=_secret(environ.get("EVENTAPP_SECRET_KEY"), data_dir),
        base_url=base_url,
        mail_url=environ.get("EVENTAPP_MAIL_URL") or f"file:{data_dir / 'mail'}",
        queue_url=environ.get("EVENTAPP_QUEUE_URL") or None,
        trusted_hosts=(host, *loopback, *(part.strip() for part in extra.split(",") if part.strip())),
        proxies=int(environ.get("EVENTAPP_PROXIES", "0")),
        lan=lan.read(environ),
    )


def _secret(given: str | None, data_dir: Path) -> str:
    if given:
        if len(given) < SHORTEST_SECRET:
            raise Misconfigured(f"EVENTAPP_SECRET_KEY needs at least {SHORTEST_SECRET} characters.")
        return given
    kept = data_dir / "secret_key"
    try:
        with kept.open("x") as file:
            kept.chmod(0o600)
            file.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    return kept.read_text().strip()
