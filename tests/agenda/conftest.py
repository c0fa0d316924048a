"""A workshop with an organizer, and a way to count what a page asks of the database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from eventapp.core.actors import Actor, Role
from eventapp.core.db import db, session
from eventapp.workshops.models import Workshop
from tests import factories


@pytest.fixture
def workshop(app: Flask) -> Workshop:
    """Three days in Almaty, 29-31 March 2016; Plenary hall and Room A."""
    return factories.a_workshop()


@pytest.fixture
def organizer(workshop: Workshop) -> Actor:
    return Actor("organizer", roles=frozenset({(workshop.id, Role.ORGANIZER)}))


@pytest.fixture
def statements(app: Flask) -> Callable[[Callable[[], Any]], int]:
    """How many statements a call sends, with nothing read before."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        sent: list[str] = []

        def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
            sent.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            yield sent
        finally:
            event.remove(db.engine, "before_cursor_execute", note)

    def count(call: Callable[[], Any]) -> int:
        session.rollback()
        with counting() as sent:
            call()
        return len(sent)

    return count
