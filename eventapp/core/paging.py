"""Pages of API lists: a stable order by id, and a cursor that stays right while rows come and go."""

from typing import Any, TypeVar

from marshmallow import Schema, fields, validate
from sqlalchemy import Select
from sqlalchemy.orm import InstrumentedAttribute

from eventapp.core.db import session

LARGEST_PAGE = 100
Row = TypeVar("Row")


class PageArguments(Schema):
    """`?limit=` (1 to 100) and `?cursor=` (`next` of the page before)."""

    limit = fields.Integer(
        load_default=50,
        validate=validate.Range(1, LARGEST_PAGE),
        metadata={"description": "How many at most."},
    )
    cursor = fields.Integer(
        load_default=0,
        validate=validate.Range(0, 2**63 - 1),
        metadata={"description": "`next` of the page before; without it, the first page."},
    )


def page_schema(item: type[Schema]) -> type[Schema]:
    """The schema of a page of `item`: {"items": [...], "next": cursor or null}."""
    return Schema.from_dict(
        {
            "items": fields.List(fields.Nested(item), required=True),
            "next": fields.Integer(
                allow_none=True, required=True, metadata={"description": "Cursor of the next page; null at the end."}
            ),
        },
        name=f"{item.__name__.removesuffix('Schema')}Page",
    )


def page(
    found: Select[Row], key: InstrumentedAttribute[int], *, limit: int, cursor: int
) -> tuple[list[Row], int | None]:
    """The rows of `found` after `cursor` in order of `key`, at most `limit`, and the next cursor (None at the end)."""
    rows = list(session.scalars(found.where(key > cursor).order_by(key).limit(limit + 1)))
    more = len(rows) > limit
    rows = rows[:limit]
    return rows, _key_of(rows[-1], key) if more else None


def _key_of(row: Any, key: InstrumentedAttribute[int]) -> int:
    value: int = getattr(row, key.key)
    return value
