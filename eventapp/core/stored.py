"""Files that people hand in: random names outside the web root, a row that describes them, sealed where secret."""

import hashlib
import os
import uuid
from datetime import datetime
from pathlib import PurePath

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.core import vault, web
from eventapp.core.db import Base, session


class StoredFile(Base):
    """A file in the uploads folder. `sealed`: encrypted at rest; `sha256` and `size` are of the plain bytes."""

    __tablename__ = "stored_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    stored_as: Mapped[str] = mapped_column(String(80), unique=True)
    filename: Mapped[str] = mapped_column(String(300))  # as its owner named it; never used as a path
    mime: Mapped[str] = mapped_column(String(100))  # found out from the bytes
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    sealed: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


def keep(data: bytes, filename: str, mime: str, *, sealed: bool = False, now: datetime) -> StoredFile:
    """Write a file, then its row, in the current transaction. A transaction that fails leaves an orphan to `sweep`."""
    public_id = uuid.uuid4()
    name = f"file-{public_id.hex}"
    settings = web.settings()
    written = vault.seal(settings.secret_key, data, name) if sealed else data
    partial = settings.uploads / f"{name}.part"
    with partial.open("wb") as out:
        out.write(written)
        out.flush()
        os.fsync(out.fileno())
    os.replace(partial, settings.uploads / name)
    row = StoredFile(
        public_id=public_id,
        stored_as=name,
        filename=PurePath(filename.replace("\\", "/")).name[:300],
        mime=mime,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        sealed=sealed,
        created_at=now,
    )
    session.add(row)
    session.flush()
    return row


def read(row: StoredFile) -> bytes:
    """The plain bytes. Raises FileNotFoundError or vault.Unreadable."""
    settings = web.settings()
    data = (settings.uploads / row.stored_as).read_bytes()
    return vault.unseal(settings.secret_key, data, row.stored_as) if row.sealed else data


def forget(row: StoredFile) -> None:
    """Remove the row and, once that is committed, the file."""
    session.info.setdefault("files_to_remove", []).append(web.settings().uploads / row.stored_as)
    session.delete(row)
    session.flush()
