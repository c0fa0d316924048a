"""Every migration goes up and down with data in the tables, on the database of the run."""

from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from eventapp.core import backup
from eventapp.core.db import db, session
from tests import factories


def test_up_down_and_up_again_with_data(app, store):
    factories.a_registration(factories.a_delegation(factories.a_type(factories.a_workshop())))
    session.remove()
    downgrade(revision="base")
    with db.engine.connect() as connection:
        assert set(inspect(connection).get_table_names()) == {"alembic_version"}
    upgrade()
    with db.engine.connect() as connection:
        assert set(inspect(connection).get_table_names()) == {"alembic_version"} | {t.name for t in backup.tables()}
    factories.a_registration(factories.a_delegation(factories.a_type(factories.a_workshop())))
    session.remove()
