"""Every migration goes up and down with data in the tables, on the database of the run."""

import json
from uuid import uuid4

from flask_migrate import downgrade, upgrade
from sqlalchemy import CheckConstraint, func, inspect, select, text

from eventapp.agenda.models import Session, SessionDocument, Speaker, SpeakerRole
from eventapp.badges.models import SpareBadge
from eventapp.checkin.models import Desk, Scan, ScanUndo, Stop, WalkIn
from eventapp.core import backup
from eventapp.core.db import db, session, transaction
from eventapp.groups.models import GroupMember
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


def test_what_was_done_at_the_door_outlives_a_step_back(app, store):
    """One row of each table of the door, as the schema before the agenda's drafts has them too."""
    workshop = factories.a_workshop()
    guest = factories.a_registration(factories.a_delegation(factories.a_type(workshop)))
    at, one = factories.NOW, {"workshop_id": workshop.id}
    rows = [
        Scan(
            id=uuid4(),
            checkpoint="day-1",
            registration_id=guest.id,
            outcome="admitted",
            scanned_at=at,
            received_at=at,
            **one,
        ),
        ScanUndo(scan_id=uuid4(), undone_at=at, received_at=at, **one),
        Desk(public_id=uuid4(), name="Entrance", created_at=at, created_by="somebody", expires_at=at, **one),
        WalkIn(id=uuid4(), registration_id=guest.id, made_at=at, received_at=at, **one),
        Stop(key="bus", position=1, kind="transport", day=workshop.starts_on, **one),
        SpareBadge(type_id=guest.type_id, number=1, serial="1", code_hash="1", created_at=at, **one),
        GroupMember(session_id=factories.a_session(workshop).id, registration_id=guest.id, source="own", created_at=at),
    ]
    with transaction() as current:
        current.add_all(rows)
    tables = [row.__table__ for row in rows]
    session.remove()
    downgrade(revision="-1")
    upgrade()
    assert [session.scalar(select(func.count()).select_from(table)) for table in tables] == [1] * len(tables)
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
