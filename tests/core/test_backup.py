"""What is backed up comes back, on the other database too if need be; a damaged archive changes nothing."""

import zipfile
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from eventapp.core import backup
from eventapp.core.db import session, transaction
from eventapp.core.errors import UserError
from eventapp.registration.models import Person
from eventapp.workshops.models import Workshop
from tests import factories

NOW = datetime(2016, 3, 1, 6, tzinfo=UTC)


def everything() -> dict[str, list[tuple]]:
    session.expire_all()
    return {
        table.name: [
            tuple(map(repr, row)) for row in session.execute(select(table).order_by(*table.primary_key.columns))
        ]
        for table in backup.tables()
    }


@pytest.fixture
def filled(app, settings):
    workshop = factories.a_workshop()
    factories.a_session(workshop)
    delegation = factories.a_delegation(factories.a_type(workshop))
    factories.a_registration(delegation, factories.a_person(workshop, original_name="زهرا نوری‌زاده", email=""))
    (settings.uploads / "a list.xlsx").write_bytes(b"PK\x03\x04 bytes")
    return everything()


def emptied() -> None:
    with transaction() as current:
        for table in reversed(backup.tables()):
            current.execute(table.delete())


def test_rows_and_uploads_come_back_as_they_were(filled, tmp_path, settings):
    counts = backup.write(tmp_path / "b.zip", settings, NOW)
    assert counts["person"] == 1
    emptied()
    (settings.uploads / "a list.xlsx").unlink()
    assert backup.restore(tmp_path / "b.zip", settings) == counts
    assert everything() == filled
    assert (settings.uploads / "a list.xlsx").read_bytes() == b"PK\x03\x04 bytes"


def test_after_a_restore_new_rows_get_new_ids(filled, tmp_path, settings):
    backup.write(tmp_path / "b.zip", settings, NOW)
    backup.restore(tmp_path / "b.zip", settings)
    workshop = session.scalars(select(Workshop)).first()
    assert factories.a_person(workshop).id > 1
    assert len(session.scalars(select(Person)).all()) == 2


@pytest.mark.parametrize("harm", ["cut", "changed", "foreign"])
def test_a_damaged_backup_is_refused_and_changes_nothing(filled, tmp_path, settings, harm):
    archive = tmp_path / "b.zip"
    backup.write(archive, settings, NOW)
    if harm == "cut":
        archive.write_bytes(archive.read_bytes()[:-200])
    elif harm == "changed":
        with zipfile.ZipFile(archive) as source:
            parts = {name: source.read(name) for name in source.namelist()}
        parts["tables/person.jsonl"] = parts["tables/person.jsonl"].replace(b"Aigul", b"Eigul")
        with zipfile.ZipFile(archive, "w") as target:
            for name, data in parts.items():
                target.writestr(name, data)
    else:
        archive.write_text("not a zip")
    with pytest.raises(UserError):
        backup.restore(archive, settings)
    assert everything() == filled
