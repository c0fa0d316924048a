"""Every migration goes up and down with data in the tables, on the database of the run."""

import json

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import CheckConstraint, func, inspect, select, text

from eventapp.agenda.models import Session, SessionDocument, Speaker, SpeakerRole
from eventapp.core import backup
from eventapp.core.db import db, session, transaction
from eventapp.registration.models import Delegation, Person, Registration
from tests import door_rows, factories

BEFORE_THE_AGENDAS_DRAFTS, BEFORE_THE_DOOR = "49d580089087", "98deddf926fa"


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


def test_documents_of_a_session_go_back_into_their_column_and_forth_into_rows(app, store):
    row = factories.a_session(factories.a_workshop())
    with transaction():
        row.staff_notes = "for us"
        for position, title in enumerate(("Guidelines", "Руководство"), start=1):
            row.documents.append(
                SessionDocument(position=position, title=title, languages=["en"], added_at=factories.NOW)
            )
        row.speakers.append(Speaker(position=1, organization="UN Women", role=SpeakerRole.CHAIR))
    session.remove()
    downgrade(revision="-1")
    with db.engine.connect() as connection:
        kept = connection.execute(text("SELECT documents FROM session")).scalar_one()
        kept = json.loads(kept) if isinstance(kept, str) else kept
        assert [each["title"] for each in kept] == ["Guidelines", "Руководство"]
    upgrade()
    back = session.scalars(select(Session)).one()
    assert [(each.title, each.languages, each.audience) for each in back.documents] == [
        ("Guidelines", ["en"], "public"),
        ("Руководство", ["en"], "public"),
    ]
    assert ([each.line for each in back.speakers], back.state, back.staff_notes) == (["UN Women"], "planned", "")
    session.remove()


def contents():
    """Every row of every table that is there, by the table's name; as it is told by the columns that are there."""
    session.remove()
    with db.engine.connect() as connection:
        there = inspect(connection)
        return {
            name: [dict(row) for row in connection.execute(text(f'SELECT * FROM "{name}"')).mappings()]
            for name in there.get_table_names()
            if name != "alembic_version"
        }


@pytest.mark.parametrize("revision", [BEFORE_THE_AGENDAS_DRAFTS, BEFORE_THE_DOOR])
def test_of_what_was_done_at_the_door_all_is_kept_that_the_older_schema_can_hold(app, store, revision):
    door_rows.one_of_each()
    before = contents()
    session.remove()
    downgrade(revision=revision)
    with db.engine.connect() as connection:
        found = inspect(connection)
        older = {name: {each["name"] for each in found.get_columns(name)} for name in contents()}
    if revision == BEFORE_THE_DOOR:
        assert door_rows.TABLES & older.keys() == {"scan", "stored_file"}
    upgrade()
    assert {name: kept(rows, older.get(name)) for name, rows in contents().items()} == {
        name: kept(rows, older.get(name)) for name, rows in before.items()
    }


def kept(rows, columns):
    """The rows as far as a table with these columns holds them; None: there was no such table."""
    return [{name: value for name, value in row.items() if name in columns} for row in rows] if columns else []


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
