"""Removing somebody's words from every table there is, also from those that features to come will add.

Only the names that others have stay where they are theirs: tables of people are left to the action, and words that
somebody else has too (a shared mailbox, a namesake) are removed from the rows that belong to the person alone.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Column, String, Table, select, update
from sqlalchemy.types import TypeDecorator

from eventapp.core.db import Base, session
from eventapp.privacy.identity import Words
from eventapp.privacy.removing import NOWHERE

THEIR_OWN = {"person", "user", "user_session", "sign_in_link", "failed_sign_in", "api_token", "erasure", "country"}
"""Tables of people and accounts, each row its own person's."""
PARTLY = {"registration": {"decline_reason"}, "delegation": set[str]()}
"""Of these, only columns in which one writes about others."""


@dataclass(frozen=True, slots=True)
class Belongings:
    """By which rows are the person's."""

    person_id: int
    registration_ids: frozenset[int]

    def own(self, table: str, row: dict[str, Any]) -> bool:
        """Whether a row belongs to the person."""
        subject = (row.get("subject"), row.get("subject_id"))
        return (
            row.get("registration_id") in self.registration_ids
            or row.get("person_id") == self.person_id
            or (subject[0] == "registration" and subject[1] in self.registration_ids)
            or subject == ("person", self.person_id)
            or (table == "person_merge" and self.person_id in (row.get("kept_id"), row.get("gone_id")))
        )


def sweep(everywhere: Words, own: Words, belongings: Belongings) -> int:
    """Replace `everywhere` in all rows, and `own` in those of the person; how many rows were changed."""
    changed = 0
    for table in Base.metadata.sorted_tables:
        columns = list(_columns(table))
        if not columns or table.name in THEIR_OWN:
            continue
        keys = list(table.primary_key.columns)
        rows = session.execute(select(table)).mappings().all()
        for found in rows:
            row = dict(found)
            words = own if belongings.own(table.name, row) else everywhere
            new = _changes(row, columns, words.without)
            if new:
                changed += 1
                session.execute(update(table).where(*(key == row[key.name] for key in keys)).values(**new))
    session.expire_all()
    return changed


def _changes(row: dict[str, Any], columns: list[Column[Any]], without: Callable[[Any], Any]) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    for column in columns:
        before = row[column.name]
        if not before or (after := without(before)) == before:
            continue
        if isinstance(after, str):
            longest = getattr(column.type, "length", None)
            after = NOWHERE if column.name == "recipient" else after[:longest]
        changes[column.name] = after
    return changes


def _columns(table: Table) -> Iterator[Column[Any]]:
    """The columns that hold text or JSON, keys of tables left out."""
    wanted = PARTLY.get(table.name)
    for column in table.columns:
        kind = column.type.impl if isinstance(column.type, TypeDecorator) else column.type
        if column.primary_key or column.foreign_keys or (wanted is not None and column.name not in wanted):
            continue
        if isinstance(kind, String | JSON):
            yield column
