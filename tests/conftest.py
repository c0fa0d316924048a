"""Every test has a real, migrated, empty database and an application on it; the cast stands in people.py."""

import contextvars
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from flask import Flask, has_app_context
from flask.testing import FlaskClient
from flask_migrate import upgrade

from eventapp.app import create_app
from eventapp.core.config import Settings
from eventapp.core.db import db, session
from tests.databases import PostgresStore, SqliteStore, Store, postgres_server

# Time says nothing on a busy machine; on CI the same examples each time, elsewhere new ones
hypothesis.settings.register_profile(
    "eventapp",
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
    derandomize=os.environ.get("CI") == "true",
)
hypothesis.settings.load_profile("eventapp")

DATABASE = os.environ.get("EVENTAPP_TEST_DATABASE", "sqlite")
SHARED = Path(__file__).resolve().parents[1].parent / "shared"


class OutsideClient(FlaskClient):
    """Each request runs outside the test's own context, as in real life; the test then sees its effects."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        response = contextvars.Context().run(lambda: super(OutsideClient, self).open(*args, **kwargs))
        if has_app_context():  # not while a redirect is followed
            session.rollback()
        return response


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What asks for no database needs no second run on the other one."""
    for item in items:
        if "store" not in getattr(item, "fixturenames", ("store",)):
            item.add_marker("any_database")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("eventapp")


@pytest.fixture(scope="session")
def store(folder: Path) -> Store:
    if DATABASE == "sqlite":
        return SqliteStore(folder)
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    return PostgresStore(postgres_server(), f"eventapp_test_{worker}")


@pytest.fixture(scope="session")
def settings(folder: Path, store: Store) -> Settings:
    (folder / "uploads").mkdir()
    return Settings(
        database_url=store.url,
        data_dir=folder,
        secret_key="a secret for tests only, 32 characters",
        base_url="http://localhost",
        mail_url=f"file:{folder / 'mail'}",
        queue_url=None,
        trusted_hosts=("localhost", "127.0.0.1"),
        proxies=0,
    )


@pytest.fixture(scope="session")
def migrated_app(settings: Settings) -> Iterator[Flask]:
    app = create_app(settings)
    app.test_client_class = OutsideClient
    app.config["TESTING"] = True
    with app.app_context():
        upgrade()
    yield app
    with app.app_context():
        session.remove()
        db.engine.dispose()


@pytest.fixture
def app(migrated_app: Flask, store: Store) -> Iterator[Flask]:
    """The application on an empty database, in an application context."""
    store.reset(migrated_app)
    migrated_app.config["WTF_CSRF_ENABLED"] = False  # one test switches it on; the browser tests always have it
    with migrated_app.app_context():
        yield migrated_app
        session.remove()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser that is not signed in."""
    return app.test_client()


@pytest.fixture
def almaty_folder() -> Path:
    """The real workshop's data, beside the checkout."""
    return SHARED / "almaty-2016"
