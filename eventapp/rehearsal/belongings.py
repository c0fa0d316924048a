"""Everything that hangs on a rehearsal: every row of every table that is found by following the keys.

Nothing lists tables by name, so what a later feature adds to a workshop is found as well.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Column, ForeignKey, Table, func, select

from eventapp.core.audit import AuditEntry
from eventapp.core.db import Base, session
from eventapp.core.jobs import Job
from eventapp.core.stored import StoredFile
from eventapp.registration.models import NominationImport
from eventapp.tasks.models import Task
from eventapp.workshops.models import Workshop

Found = dict[Table, set[Any]]
CHUNK = 500
FILES = Base.metadata.tables[StoredFile.__tablename__]


def belongings(rehearsal: Workshop) -> Found:
    """{table: keys of the rows}; a row belongs that would not stand without one that belongs.

    A key is the value of the primary key's only column, or a tuple. Files are those that no other row shows.
    """
    found: Found = {table: set() for table in Base.metadata.sorted_tables}
    found[_table("workshop")].add(rehearsal.id)
    found[_table("series")].add(rehearsal.series_id)
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table is not table and not _lets_go(key):
                found[table] |= _rows(table, key.parent, found[key.column.table])
    found[FILES] |= _files(found)
    found[_table("job")] |= _jobs(found)
    found[_table("audit_entry")] |= _history(found)
    return found


def uploads(found: Found) -> list[str]:
    """The names of all files in the folder of uploads that go with these rows."""
    imports = _table(NominationImport.__tablename__)
    lists = _values(imports, imports.c.stored_as, found[imports])
    return sorted({name for name in (*lists, *_values(FILES, FILES.c.stored_as, found[FILES])) if name})


def delete(found: Found) -> None:
    """Delete these rows, those that refer to others first."""
    for table in reversed(Base.metadata.sorted_tables):
        keys = list(table.primary_key.columns)
        for some in _chunks(found[table]):
            if len(keys) == 1:
                session.execute(table.delete().where(keys[0].in_(some)))
            else:
                for values in some:
                    session.execute(
                        table.delete().where(*(key == value for key, value in zip(keys, values, strict=True)))
                    )


def counts() -> dict[str, int]:
    """{table: how many rows it has}."""
    return {
        table.name: session.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
    }


def _lets_go(key: ForeignKey) -> bool:
    """Whether the row stays, without the value, when what it refers to is deleted."""
    return (key.ondelete or "").upper() == "SET NULL"


def _rows(table: Table, column: Column[Any], values: Collection[Any]) -> set[Any]:
    keys = list(table.primary_key.columns)
    found: set[Any] = set()
    for some in _chunks(values):
        rows = session.execute(select(*keys).where(column.in_(some))).all()
        found.update(row[0] if len(keys) == 1 else tuple(row) for row in rows)
    return found


def _files(found: Found) -> set[int]:
    """The files that the found rows show, and no other row does."""
    shown: set[int] = set()
    for table, column in _columns_of_files():
        shown |= {number for number in _values(table, column, found[table]) if number is not None}
    tasks = _table(Task.__tablename__)
    for task in _values(tasks, tasks.c.cursor, found[tasks]):
        shown |= set(task.get("kept", {}).get("packs", ()))  # of work that was stopped half-way
    for table, column in _columns_of_files():
        keys = list(table.primary_key.columns)
        for some in _chunks(shown):
            for row in session.execute(select(column, *keys).where(column.in_(some))).all():
                key = row[1] if len(keys) == 1 else tuple(row[1:])
                if key not in found[table]:
                    shown.discard(row[0])
    return shown


def _columns_of_files() -> Iterator[tuple[Table, Column[Any]]]:
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table is FILES:
                yield table, key.parent


def _jobs(found: Found) -> set[int]:
    """Background jobs name the row they are about in their arguments: {"message": id}, {"task": id}, …"""
    about = {table.name: {str(key) for key in keys} for table, keys in found.items()}
    rows = session.execute(select(Job.id, Job.args)).all()
    return {number for number, args in rows if any(str(value) in about.get(name, ()) for name, value in args.items())}


def _history(found: Found) -> set[int]:
    """Lines of the history without a workshop that are about a row that goes."""
    lines = select(AuditEntry.id, AuditEntry.subject, AuditEntry.subject_id).where(
        AuditEntry.workshop_id.is_(None), AuditEntry.subject.is_not(None)
    )
    names = {table.name: table for table in found}
    return {
        number
        for number, subject, subject_id in session.execute(lines).all()
        if subject in names and subject_id in found[names[subject]]
    }


def _values(table: Table, column: Column[Any], keys: Collection[Any]) -> list[Any]:
    """What a column holds in these rows of a table with a key of one column."""
    primary = list(table.primary_key.columns)
    if len(primary) != 1:
        return []
    return [
        value for some in _chunks(keys) for value in session.scalars(select(column).where(primary[0].in_(some))).all()
    ]


def _chunks(values: Collection[Any]) -> Iterator[Sequence[Any]]:
    ordered = list(values)
    for first in range(0, len(ordered), CHUNK):
        yield ordered[first : first + CHUNK]


def _table(name: str) -> Table:
    return Base.metadata.tables[name]
