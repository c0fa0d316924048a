"""Changes of any rows, noted as they are made, so that they can be taken back exactly.

A journal is a list of JSON values: {"table", "key", "before", "after"}; `after` None for a row that was removed.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Date, Table, Uuid, delete, insert, select, update

from eventapp.core.db import Base, UtcDateTime, session

Row = dict[str, Any]


class Journal:
    """Changes made in the current transaction; `entries` is what to keep."""

    def __init__(self) -> None:
        self.entries: list[dict[str, Any]] = []

    def change(self, table: Table, row: Mapping[str, Any], **new: Any) -> None:
        """Write columns of a row, primary keys too."""
        changed = {name: value for name, value in new.items() if row[name] != value}
        if not changed:
            return
        session.execute(update(table).where(*_at(table, row)).values(**changed))
        before = {name: plain(row[name]) for name in changed}
        after = {name: plain(value) for name, value in changed.items()}
        self._note(table, {**row, **changed}, before, after)

    def remove(self, table: Table, row: Mapping[str, Any]) -> None:
        """Delete a row; nothing may point at it any more."""
        session.execute(delete(table).where(*_at(table, row)))
        self._note(table, row, {name: plain(value) for name, value in row.items()}, None)

    def _note(self, table: Table, row: Mapping[str, Any], before: Row, after: Row | None) -> None:
        key = {column.name: plain(row[column.name]) for column in table.primary_key.columns}
        self.entries.append({"table": table.name, "key": key, "before": before, "after": after})


def touched(entries: list[dict[str, Any]]) -> list[str]:
    """The tables in which something is no longer as the journal left it; empty if all can be taken back."""
    latest: dict[tuple[str, str], tuple[dict[str, Any], Row]] = {}
    gone = []
    for entry in entries:
        place = (entry["table"], repr(sorted(entry["key"].items())))
        if entry["after"] is None:
            latest.pop(place, None)
            gone.append(entry)
        else:
            known = latest.get(place, (entry, {}))[1]
            latest[place] = (entry, {**known, **entry["after"]})
    changed = [entry["table"] for entry, after in latest.values() if not _stands(entry, after)]
    back = [entry["table"] for entry in gone if _find(entry) is not None]
    return changed + back


def take_back(entries: list[dict[str, Any]]) -> None:
    """Undo the changes, the last first."""
    for entry in reversed(entries):
        table = Base.metadata.tables[entry["table"]]
        if entry["after"] is None:
            session.execute(insert(table).values(**typed(table, entry["before"])))
        else:
            session.execute(
                update(table).where(*_at(table, typed(table, entry["key"]))).values(**typed(table, entry["before"]))
            )


def pointing_at(name: str) -> Iterator[tuple[Table, Column[Any]]]:
    """Every column of the database with a foreign key to a table's id, whatever feature it belongs to."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if any(key.target_fullname == f"{name}.id" for key in column.foreign_keys):
                yield table, column


def rows(table: Table, *where: Any) -> list[Row]:
    """Rows as they stand."""
    order = list(table.primary_key.columns)
    return [dict(row) for row in session.execute(select(table).where(*where).order_by(*order)).mappings()]


def plain(value: Any) -> Any:
    """A value as JSON keeps it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def typed(table: Table, row: Mapping[str, Any]) -> Row:
    """Values from JSON as the columns take them."""
    made: Row = {}
    for name, value in row.items():
        kind = table.columns[name].type
        if isinstance(value, str) and isinstance(kind, UtcDateTime):
            made[name] = datetime.fromisoformat(value)
        elif isinstance(value, str) and isinstance(kind, Date):
            made[name] = date.fromisoformat(value)
        else:
            made[name] = UUID(value) if isinstance(value, str) and isinstance(kind, Uuid) else value
    return made


def _at(table: Table, row: Mapping[str, Any]) -> list[Any]:
    return [column == row[column.name] for column in table.primary_key.columns]


def _find(entry: dict[str, Any]) -> Row | None:
    table = Base.metadata.tables[entry["table"]]
    return next(iter(rows(table, *_at(table, typed(table, entry["key"])))), None)


def _stands(entry: dict[str, Any], after: Row) -> bool:
    row = _find(entry)
    return row is not None and all(plain(row[name]) == value for name, value in after.items())
