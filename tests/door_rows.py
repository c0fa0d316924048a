"""A row in each table of badges, the door and attendance, for tests of what moves whole tables about."""

import uuid
from datetime import date
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, DateTime, Integer, String, Table, Uuid, insert

from eventapp.core import backup
from eventapp.core.db import TextsColumn, UtcDateTime, transaction
from eventapp.core.texts import Texts
from tests import factories

TABLES = {
    "attendance_batch",
    "attendance_mark",
    "attendance_sheet",
    "badge_design",
    "certificate",
    "certificate_picture",
    "certificate_template",
    "checkpoint",
    "desk",
    "group_member",
    "print_run",
    "printed_badge",
    "scan",
    "scan_review",
    "scan_undo",
    "sheet_evidence",
    "signatory",
    "spare_badge",
    "stored_file",
    "test_pass",
    "walk_in",
}
_CHOSEN = {
    ("attendance_batch", "kind"): "paper",
    ("attendance_batch", "state"): "applied",
    ("attendance_mark", "source"): "paper",
    ("attendance_sheet", "part"): "",
    ("certificate", "kind"): "participation",
    ("certificate_template", "kind"): "completion",
    ("checkpoint", "kind"): "transport",
    ("group_member", "source"): "own",
    ("print_run", "kind"): "spares",
    ("scan", "direction"): "in",
    ("scan", "flag"): "clock",
    ("scan", "outcome"): "admitted",
    ("scan", "told"): "already",
    ("scan", "way"): "name",
}
"""Values of columns that take only some."""
_BY_TYPE: dict[type, Any] = {
    UtcDateTime: factories.NOW,
    DateTime: factories.NOW,
    Date: date(2016, 3, 29),
    Boolean: True,
    Integer: 7,
    TextsColumn: Texts(en="At the door", ru="У входа"),
    JSON: {"said": "at the door"},
}


def one_of_each() -> dict[str, dict[str, Any]]:
    """Put a row with a value in every column into each of TABLES; the rows by the table's name. They are of a workshop
    with one confirmed participant, a badge and a session."""
    workshop = factories.a_workshop()
    guest = factories.a_registration(factories.a_delegation(factories.a_type(workshop)))
    ids: dict[str, Any] = {
        "badge": factories.a_badge(guest).id,
        "delegation_type": guest.type_id,
        "registration": guest.id,
        "room": workshop.rooms[0].id,
        "session": factories.a_session(workshop).id,
        "user": None,
        "workshop": workshop.id,
    }
    rows = {}
    with transaction() as current:
        for table in backup.tables():
            if table.name in TABLES:
                rows[table.name] = {column.name: _value(table, column, ids) for column in table.columns}
                current.execute(insert(table).values(rows[table.name]))
                ids[table.name] = next(iter(rows[table.name].values()))
    return rows


def _value(table: Table, column: Column[Any], ids: dict[str, Any]) -> Any:
    if column.foreign_keys:
        (key,) = column.foreign_keys
        return ids[key.column.table.name]
    if (table.name, column.name) in _CHOSEN:
        return _CHOSEN[table.name, column.name]
    if isinstance(column.type, Uuid):
        return uuid.uuid4()
    if isinstance(column.type, String):
        return f"{column.name} of {table.name}"[: column.type.length]
    return next(value for kind, value in _BY_TYPE.items() if isinstance(column.type, kind))
