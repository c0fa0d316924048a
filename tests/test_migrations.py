"""Every migration goes up and down with data in the tables, on the database of the run."""

from flask_migrate import downgrade, upgrade
from sqlalchemy import CheckConstraint, func, inspect, select

from eventapp.core import backup
from eventapp.core.db import db, session, transaction
from eventapp.registration.models import Delegation, Person, Registration
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


def test_the_last_migration_goes_back_and_forth_without_losing_anybody(app, store):
    delegation = factories.a_delegation(factories.a_type(factories.a_workshop()), funded_seats=2, focal_name="Aigul")
    factories.a_registration(delegation, funding="funded")
    factories.a_registration(delegation, state="waitlisted", waitlist_number=1)
    session.remove()
    downgrade(revision="-1")
    upgrade()
    assert session.scalar(select(func.count()).select_from(Registration)) == 2
    assert session.scalars(select(Delegation.focal_name)).all() == ["Aigul"]
    session.remove()


def test_an_id_is_never_given_twice(app):
    """Else the history of a removed person would show up under the next one."""
    workshop = factories.a_workshop()
    first = factories.a_person(workshop)
    first_id = first.id
    with transaction() as current:
        current.delete(current.get_one(Person, first_id))
    assert factories.a_person(workshop).id > first_id


def test_the_migrated_tables_keep_every_check(app):
    """SQLite rebuilds a table without its checks unless the migration names them."""
    with db.engine.connect() as connection:
        found = inspect(connection)
        missing = [
            (table.name, check.name)
            for table in backup.tables()
            for check in table.constraints
            if isinstance(check, CheckConstraint)
            and check.name not in {known["name"] for known in found.get_check_constraints(table.name)}
        ]
    assert missing == []
