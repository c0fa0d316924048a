"""A workshop and a delegation of it."""

import pytest
from sqlalchemy import event

from eventapp.core.db import db, session
from tests import factories
from tests.checkin import desk


@pytest.fixture
def workshop(app):
    return factories.a_workshop()


@pytest.fixture
def delegation(workshop):
    return desk.a_delegation(workshop)


@pytest.fixture
def statements(app):
    """Counts the statements that a call sends, with nothing loaded before."""

    def count(call):
        sent = []

        def note(_connection, _cursor, statement, *_rest):
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
