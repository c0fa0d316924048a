"""Answers: kept once, beside their question, encrypted where protected."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import event, text

from eventapp.core import audit, stored
from eventapp.core.actors import Actor, Role
from eventapp.core.db import db, session, transaction
from eventapp.core.errors import Denied, Invalid
from eventapp.core.vault import Unreadable
from eventapp.fields import actions, queries, sealing, standard, uploads
from eventapp.fields.models import FieldAnswer, Group
from eventapp.fields.uploads import Upload
from tests import factories
from tests.people import NOW

NUMBER = "N07654321"
PDF = b"%PDF-1.7\n" + NUMBER.encode() + b"\n%%EOF\n"
COPY = Upload(PDF, f"{NUMBER}.pdf", "application/pdf")


@pytest.fixture
def everything(workshop, organizer):
    return actions.add_standard(workshop.id, standard.FIELDS, actor=organizer, now=NOW)


def answers(registration, *groups) -> dict:
    found = queries.values([registration.id], groups or list(Group)).get(registration.id, {})
    return {key: each.value for key, each in found.items()}


def test_answers_are_read_back_as_what_they_are(everything, registration, say):
    given = {
        "arrival_at": datetime(2016, 3, 28, 20, 5, tzinfo=UTC),
        "hotel_wish": True,
        "hotel_from": date(2016, 3, 28),
        "experience": "2-to-5",
        "passport_number": NUMBER,
        "passport_expires": date(2020, 1, 1),
        "nationality": "KZ",
        "bank_account": "KZ86125KZT5004100100",
    }
    assert set(say(registration, **given)) == set(given)
    assert answers(registration) == given
    assert answers(registration, Group.MONEY) == {"bank_account": "KZ86125KZT5004100100"}


def test_the_same_answer_again_changes_nothing(everything, registration, say):
    given = {"pick_up": False, "passport_number": NUMBER, "passport_copy": COPY}
    assert len(say(registration, **given)) == 3
    assert say(registration, **given) == []
    assert len(audit.history("registration", registration.id)) == 1


def test_nothing_given_takes_an_answer_back_and_its_file_too(app, everything, registration, say):
    say(registration, cv=Upload(PDF, "cv.pdf", "application/pdf"), topics="Trade")
    files = app.config["SETTINGS"].uploads
    before = set(files.iterdir())
    assert set(say(registration, cv=None, topics="")) == {"cv", "topics"}
    assert answers(registration) == {}
    assert len(before - set(files.iterdir())) == 1


def test_what_is_not_asked_is_passed_over(workshop, delegation, everything, registration, ask, say):
    other = factories.a_type(workshop)
    ask("text", "For others", type_ids=(other.id,))
    assert say(registration, "registration", topics="Trade", pick_up=True, **{"for-others": "x", "no such": 1}) == [
        "topics"
    ]


def test_an_answer_that_cannot_be_used_is_named_and_nothing_is_kept(everything, registration, say):
    with pytest.raises(Invalid) as refused:
        say(registration, topics="Trade", nationality="XX", hotel_from="2016-03-28", cv="a path")
    assert set(refused.value.fields) == {"nationality", "hotel_from", "cv"}
    assert answers(registration) == {}


def test_what_is_no_longer_asked_by_its_condition_is_taken_back(everything, registration, say):
    say(registration, hotel_wish=True, hotel_from=date(2016, 3, 28))
    assert set(say(registration, hotel_wish=False)) == {"hotel_wish", "hotel_from"}
    assert answers(registration) == {"hotel_wish": False}
    assert say(registration, hotel_from=date(2016, 3, 28)) == []


def test_protected_answers_and_files_are_encrypted_at_rest(app, everything, registration, say):
    before = set(app.config["SETTINGS"].uploads.iterdir())
    say(registration, passport_number=NUMBER, bank_account=NUMBER, passport_copy=COPY, topics="Trade")
    with db.engine.connect() as connection:
        tables = connection.execute(text("SELECT * FROM field_answer")).all()
        tables += connection.execute(text("SELECT * FROM audit_entry")).all()
        tables += connection.execute(text("SELECT * FROM stored_file")).all()
    assert "Trade" in str(tables)
    assert NUMBER not in str(tables)
    [kept] = set(app.config["SETTINGS"].uploads.iterdir()) - before
    assert NUMBER.encode() not in kept.read_bytes()
    file = queries.values([registration.id], [Group.IDENTITY])[registration.id]["passport_copy"].file
    assert (file.filename, stored.read(file)) == ("passport_copy.pdf", PDF)


def test_no_bytes_of_the_database_file_hold_a_passport_number(app, everything, registration, say):
    if db.engine.dialect.name != "sqlite":
        pytest.skip("the file of a PostgreSQL server is not ours to read")
    say(registration, passport_number=NUMBER, topics="A topic in plain words")
    data = b"".join(path.read_bytes() for path in app.config["SETTINGS"].data_dir.glob("*.sqlite*"))
    data = data or b"".join(path.read_bytes() for path in app.config["SETTINGS"].data_dir.glob("*.db*"))
    assert b"A topic in plain words" in data
    assert NUMBER.encode() not in data


def test_a_protected_answer_moved_to_another_row_cannot_be_opened(everything, registration, delegation, say):
    other = factories.a_registration(delegation)
    say(registration, passport_number=NUMBER)
    with transaction():
        row = session.query(FieldAnswer).one()
        row.registration_id = other.id
    with pytest.raises(Unreadable):
        sealing.opened(row, row.field)
    assert answers(other) == {"passport_number": None}


def test_history_tells_general_answers_and_only_that_protected_ones_changed(everything, registration, say):
    say(registration, topics="Trade", passport_number=NUMBER)
    say(registration, topics="Water")
    later, first = audit.history("registration", registration.id)
    assert (later.tag, later.facts) == (
        "fields.answered",
        {"keys": ["topics"], "values": {"topics": ["Trade", "Water"]}},
    )
    assert first.facts == {"keys": ["topics", "passport_number"], "values": {"topics": [None, "Trade"]}}


def test_merging_takes_over_what_is_not_answered_yet(everything, registration, delegation, say):
    other = factories.a_registration(delegation)
    say(registration, passport_number=NUMBER, topics="Trade", passport_copy=COPY)
    say(other, topics="Water")
    with transaction():
        moved = actions.hand_over(registration.id, other.id)
    assert set(moved) == {"passport_number", "passport_copy"}
    assert answers(other) == {"topics": "Water", "passport_number": NUMBER, "passport_copy": "passport_copy.pdf"}


def test_forgetting_leaves_other_groups_and_people(everything, registration, delegation, say):
    other = factories.a_registration(delegation)
    for each in (registration, other):
        say(each, passport_number=NUMBER, topics="Trade")
    with transaction():
        assert actions.forget([registration.id], [Group.IDENTITY]) == 1
    assert (answers(registration), len(answers(other))) == ({"topics": "Trade"}, 2)


def test_missing_is_what_the_stage_reached_requires(workshop, delegation, everything, registration, ask, say):
    ask("text", "Shoe size", required=True)
    pending = factories.a_registration(delegation, state="pending")
    factories.a_registration(delegation, state="cancelled")
    say(registration, hotel_wish=False, arrival_at=datetime(2016, 3, 28, tzinfo=UTC))
    missing = {number: [field.key for field in fields] for number, fields in queries.missing(workshop.id).items()}
    assert missing[pending.id] == ["shoe-size"]
    assert set(missing) == {pending.id, registration.id}
    assert "hotel_from" not in missing[registration.id]
    assert {"shoe-size", "departure_at", "passport_number"} <= set(missing[registration.id])
    assert not {"arrival_at", "cv", "hotel_wish"} & set(missing[registration.id])


def test_looks_are_recorded_for_protected_groups_only(workshop, registration):
    travel = Actor("Team", user_id=None, roles=frozenset({(workshop.id, Role.TRAVEL)}))
    actions.record_look(workshop.id, [registration.id], [Group.TRAVEL, Group.IDENTITY], actor=travel, now=NOW)
    actions.record_look(workshop.id, [registration.id], [Group.TRAVEL], actor=travel, now=NOW)
    with pytest.raises(Denied):
        actions.record_look(workshop.id, [registration.id], [Group.MONEY], actor=travel, now=NOW)
    [look] = queries.looks(workshop.id, registration.id)
    assert (look.actor, look.facts) == ("Team", {"groups": ["identity"], "how": "page"})


def test_reading_takes_as_many_queries_for_three_as_for_one(workshop, delegation, everything, say):
    people = [factories.a_registration(delegation) for _number in range(3)]
    for each in people:
        say(each, passport_number=NUMBER, topics="Trade", cv=Upload(PDF, "cv.pdf", "application/pdf"))
    ids = [each.id for each in people]
    statements: list[str] = []

    def count(*given):
        statements.append(given[2])

    counts = []
    event.listen(db.engine, "before_cursor_execute", count)
    for wanted in (ids[:1], ids):
        session.rollback()
        statements.clear()
        queries.values(wanted, list(Group))
        counts.append(len(statements))
    event.remove(db.engine, "before_cursor_execute", count)
    assert counts[0] == counts[1]


def test_a_picture_is_kept_as_it_was_made_anew(everything, registration, say):
    out = BytesIO()
    Image.new("RGB", (30, 20)).save(out, "PNG")
    say(registration, passport_copy=uploads.checked(out.getvalue(), "scan.png"))
    file = queries.values([registration.id], [Group.IDENTITY])[registration.id]["passport_copy"].file
    assert (file.filename, Image.open(BytesIO(stored.read(file))).format) == ("passport_copy.jpg", "JPEG")
