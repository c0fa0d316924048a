"""Every migration goes up and down with data in the tables, on the database of the run."""

from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from eventapp.core import backup
from eventapp.core.db import db, session, transaction
from eventapp.registration.models import Person
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


def test_an_id_is_never_given_twice(app):
    """Else the history of a removed person would show up under the next one."""
    workshop = factories.a_workshop()
    first = factories.a_person(workshop)
    first_id = first.id
    with transaction() as current:
        current.delete(current.get_one(Person, first_id))
    assert factories.a_person(workshop).id > first_id
