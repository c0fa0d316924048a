"""Backup and restore: every row of every table, the uploads and the kept secret, with checksums.

The rows are read in one transaction, so they fit together; as JSON lines they move between SQLite and PostgreSQL.
"""

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from alembic.migration import MigrationContext
from sqlalchemy import Date, Integer, Table, Uuid, func, insert, select

from eventapp.core.config import Settings
from eventapp.core.db import Base, UtcDateTime, session, transaction
from eventapp.core.errors import UserError

FORMAT = 1
BATCH = 500
LAST = "last_backup"
"""The file in the data folder that says when the last backup was written."""


Remember = Callable[[Settings], Any]
Reapply = Callable[[Any], None]
_after_restore: list[tuple[Remember, Reapply]] = []


def outlives_restore(remember: Remember, reapply: Reapply) -> None:
    """What must not come back with an older backup: `remember` reads it before, `reapply` acts within the restore."""
    if (remember, reapply) not in _after_restore:
        _after_restore.append((remember, reapply))


def tables() -> list[Table]:
    """Every table, those referred to first."""
    return list(Base.metadata.sorted_tables)


def schema_revision() -> str | None:
    """The migration the database stands at."""
    return MigrationContext.configure(session.connection()).get_current_revision()


def write(output: Path, settings: Settings, now: datetime) -> dict[str, int]:
    """Write the archive (complete or not at all) and give back the rows per table."""
    counts: dict[str, int] = {}
    sums: dict[str, str] = {}
    partial = output.with_suffix(output.suffix + ".part")
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in tables():
            lines = b"".join(_lines(table))
            counts[table.name] = lines.count(b"\n")
            _add(archive, sums, f"tables/{table.name}.jsonl", lines)
        for path in sorted(settings.uploads.rglob("*")):
            if path.is_file():
                _add(archive, sums, f"uploads/{path.relative_to(settings.uploads)}", path.read_bytes())
        _add(archive, sums, "secret_key", settings.secret_key.encode())
        manifest = {
            "format": FORMAT,
            "made_at": now.isoformat(),
            "revision": schema_revision(),
            "rows": counts,
            "sha256": sums,
        }
        archive.writestr("manifest.json", json.dumps(manifest, indent=1))
    partial.chmod(0o600)
    os.replace(partial, output)
    (settings.data_dir / LAST).write_text(now.isoformat())
    session.rollback()
    return counts


def last_made(settings: Settings) -> datetime | None:
    """When a backup of this installation was last written."""
    try:
        return datetime.fromisoformat((settings.data_dir / LAST).read_text().strip())
    except (FileNotFoundError, ValueError):
        return None


def restore(source: Path, settings: Settings) -> dict[str, int]:
    """Replace all rows and uploads. Raises UserError, and changes nothing, if the archive is not sound."""
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = _sound(archive)
            with transaction() as current:
                kept = [(remember(settings), reapply) for remember, reapply in _after_restore]
                for table in reversed(tables()):
                    current.execute(table.delete())
                for table in tables():
                    rows = [_row(table, line) for line in archive.read(f"tables/{table.name}.jsonl").splitlines()]
                    for start in range(0, len(rows), BATCH):
                        current.execute(insert(table), rows[start : start + BATCH])
                _reset_sequences()
                _replace_uploads(archive, settings)
                current.expire_all()
                for remembered, reapply in kept:
                    reapply(remembered)
    except (zipfile.BadZipFile, KeyError) as error:
        raise UserError("This is not a backup of eventapp, or it is damaged.") from error
    counts: dict[str, int] = manifest["rows"]
    return counts


def _add(archive: zipfile.ZipFile, sums: dict[str, str], name: str, data: bytes) -> None:
    archive.writestr(name, data)
    sums[name] = hashlib.sha256(data).hexdigest()


def _lines(table: Table) -> Iterator[bytes]:
    order = list(table.primary_key.columns)
    for row in session.execute(select(table).order_by(*order)).mappings():
        yield (json.dumps(dict(row), default=_plain, ensure_ascii=False) + "\n").encode()


def _plain(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(type(value).__name__)


def _row(table: Table, line: bytes) -> dict[str, Any]:
    row: dict[str, Any] = json.loads(line)
    for column in table.columns:
        value = row.get(column.name)
        if value is not None and isinstance(value, str):
            if isinstance(column.type, UtcDateTime):
                row[column.name] = datetime.fromisoformat(value)
            elif isinstance(column.type, Date):
                row[column.name] = date.fromisoformat(value)
            elif isinstance(column.type, Uuid):
                row[column.name] = UUID(value)
    return row


def _sound(archive: zipfile.ZipFile) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
    if manifest.get("format") != FORMAT or manifest.get("revision") != schema_revision():
        raise UserError("This backup was made by another version; run `eventapp db upgrade` with that version first.")
    for name, expected in manifest["sha256"].items():
        if hashlib.sha256(archive.read(name)).hexdigest() != expected:
            raise UserError(f"The backup is damaged: {name} is not as it was written.")
    return manifest


def _reset_sequences() -> None:
    """PostgreSQL goes on counting where the restored ids end."""
    if session.get_bind().dialect.name != "postgresql":
        return
    for table in tables():
        if "id" in table.columns and isinstance(table.columns["id"].type, Integer):
            newest = session.scalar(select(func.max(table.c.id))) or 1
            session.execute(select(func.setval(func.pg_get_serial_sequence(f'"{table.name}"', "id"), newest)))


def _replace_uploads(archive: zipfile.ZipFile, settings: Settings) -> None:
    fresh = Path(tempfile.mkdtemp(dir=settings.data_dir))
    root = fresh.resolve()
    for name in archive.namelist():
        if name.startswith("uploads/") and not name.endswith("/"):
            target = (fresh / name.removeprefix("uploads/")).resolve()
            if not target.is_relative_to(root):
                raise UserError("The backup is damaged: it names a file outside its folder.")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(archive.read(name))
    old = settings.uploads.with_name("uploads.old")
    shutil.rmtree(old, ignore_errors=True)
    settings.uploads.rename(old)
    fresh.rename(settings.uploads)
    shutil.rmtree(old)
    kept = settings.data_dir / "secret_key"
    if kept.exists():
        kept.write_bytes(archive.read("secret_key"))
