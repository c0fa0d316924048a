"""Everything a database holds, for comparing two moments."""

from typing import Any

from sqlalchemy import select

from eventapp.core.db import Base, session


def dump(*, without: frozenset[str] = frozenset()) -> dict[str, list[dict[str, Any]]]:
    """{table: its rows in order of the primary key}."""
    return {
        table.name: [dict(row) for row in session.execute(select(table).order_by(*table.primary_key)).mappings()]
        for table in Base.metadata.sorted_tables
        if table.name not in without
    }
