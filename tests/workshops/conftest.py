"""Counting what a page asks of the database."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from eventapp.core.db import db, session


@pytest.fixture
def statements(app: Flask) -> Callable[[Callable[[], Any]], int]:
    """How many statements a call sends, with nothing read before."""

    def count(call: Callable[[], Any]) -> int:
        sent: list[str] = []

        def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
            sent.append(statement)

        session.rollback()
        session.expunge_all()
        event.listen(db.engine, "before_cursor_execute", note)
        try:
            call()
        finally:
            event.remove(db.engine, "before_cursor_execute", note)
        return len(sent)

    return count
