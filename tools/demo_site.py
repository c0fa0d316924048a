"""A throw-away installation with the demo in it, served on a free port: for screenshots and measurements."""

import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask, current_app
from flask.sessions import SecureCookieSessionInterface
from flask_migrate import upgrade
from werkzeug.serving import make_server

from eventapp.accounts.models import UserSession
from eventapp.accounts.queries import user_by_email
from eventapp.app import create_app
from eventapp.core.config import Settings
from eventapp.core.db import db, session, transaction
from eventapp.core.tokens import fingerprint, new_token
from eventapp.demo import load


@dataclass(frozen=True, slots=True)
class Site:
    """The installation: its address, its application, its data folder."""

    address: str
    app: Flask
    folder: Path


@contextmanager
def demo_site() -> Iterator[Site]:
    """Install, load the demo, serve on 127.0.0.1; everything is removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="eventapp-"))
    (folder / "uploads").mkdir()
    app = create_app(
        Settings(
            database_url=f"sqlite:///{folder / 'eventapp.sqlite3'}",
            data_dir=folder,
            secret_key="a secret for a throw-away installation",
            base_url="http://127.0.0.1",
            mail_url=f"file:{folder / 'mail'}",
            queue_url=None,
            trusted_hosts=("127.0.0.1", "localhost"),
            proxies=0,
        )
    )
    with app.app_context():
        upgrade()
        load.load(datetime.now(UTC))
        session.remove()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Site(f"http://127.0.0.1:{server.server_port}", app, folder)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        with app.app_context():
            db.engine.dispose()
        shutil.rmtree(folder, ignore_errors=True)


def cookie_of(email: str) -> str:
    """The value of the session cookie of a browser in which this user is signed in (inside an app context)."""
    user, token, now = user_by_email(email), new_token(), datetime.now(UTC)
    assert user is not None
    with transaction():
        session.add(UserSession(user_id=user.id, token_hash=fingerprint(token), created_at=now, seen_at=now))
    signer = SecureCookieSessionInterface().get_signing_serializer(current_app._get_current_object())  # type: ignore[attr-defined]
    assert signer is not None
    return str(signer.dumps({"_user_id": token, "_fresh": True}))
