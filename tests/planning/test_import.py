"""Reading a workshop from its file."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from eventapp.agenda.models import Session, Speaker
from eventapp.core.actors import SYSTEM, Actor, Role
from eventapp.core.audit import AuditEntry
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid
from eventapp.core.texts import Texts
from eventapp.notes.models import Note
from eventapp.planning.actions import import_workshop
from eventapp.registration.models import Delegation, DelegationType
from eventapp.workshops.models import DEFAULT_OUTLINE, Partner, Room, Workshop
from tests import factories
from tests.almaty import almaty_payload, import_almaty
from tests.people import NOW
from tests.planning.tables import dump

LATER = NOW + timedelta(days=1)


def again(payload=None, now=LATER):
    return import_workshop(payload or almaty_payload(), actor=SYSTEM, now=now)


def counts(result):
    return {kind: (tally.added, tally.changed, tally.unchanged) for kind, tally in result.tallies.items()}


def test_everything_of_the_almaty_file_is_added(app):
    result = again()

    assert counts(result) == {
        "series": (1, 0, 0),
        "workshop": (1, 0, 0),
        "rooms": (4, 0, 0),
        "partners": (3, 0, 0),
        "delegation_types": (8, 0, 0),
        "delegations": (9, 0, 0),
        "themes": (5, 0, 0),
        "sessions": (24, 0, 0),
        "notes": (45, 0, 0),
    }


def test_the_workshop_has_the_facts_of_the_file(app):
    workshop = import_almaty()

    assert (workshop.slug, workshop.city, workshop.country) == ("almaty-2016", "Almaty", "KZ")
    assert workshop.days == [date(2016, 3, 29), date(2016, 3, 30), date(2016, 3, 31)]
    assert (workshop.timezone, workshop.languages, workshop.capacity) == ("Asia/Almaty", ["en", "ru"], 90)
    assert workshop.host == "Government of Kazakhstan"
    assert workshop.attribution_rule == {
        "en": "Statements are attributed to a category of participant, never to a person."
    }
    assert workshop.outline == list(DEFAULT_OUTLINE)
    assert [room.name for room in workshop.rooms] == [
        {"en": "Plenary hall"},
        {"en": "Room A"},
        {"en": "Room B"},
        {"en": "Foyer"},
    ]
    assert [(partner.role, partner.short) for partner in workshop.partners] == [
        ("organizer", "UNRCCA"),
        ("organizer", "CTITF"),
        ("funder", ""),
    ]
    assert workshop.series.signatories == ["KZ", "KG", "TJ", "TM"]
    assert workshop.series.earlier_topics == [
        "The media and the prevention of violent extremism",
        "Border management authorities",
        "Religious leaders",
    ]


def test_sessions_stand_on_the_workshops_clock(app):
    import_almaty()
    first = session.scalars(select(Session).where(Session.key == "d1-reg")).one()

    assert first.starts_at == datetime(2016, 3, 29, 2, 30, tzinfo=UTC)  # 08:30 in Almaty, UTC+6
    assert first.ends_at == datetime(2016, 3, 29, 3, 0, tzinfo=UTC)
    assert first.room.name == {"en": "Foyer"}


def test_types_and_delegations_keep_the_order_of_the_file(app):
    import_almaty()
    types = list(session.scalars(select(DelegationType).order_by(DelegationType.position)))
    delegations = list(session.scalars(select(Delegation).order_by(Delegation.id)))

    assert [kind.key for kind in types] == [kind["key"] for kind in almaty_payload()["delegation_types"]]
    assert (types[-1].counts_as_participant, types[-1].attribution, types[0].counts_as_participant) == (False, {}, True)
    assert [(row.country, row.organization, row.seats, row.host) for row in delegations] == [
        ("KZ", "", 10, True),
        ("KG", "", 7, False),
        ("TJ", "", 7, False),
        ("TM", "", 7, False),
        ("AF", "", 5, False),
        ("", "UN Women", 2, False),
        ("", "OSCE", 3, False),
        ("", "Hedayah", 3, False),
        ("", "Muflehun", 1, False),
    ]


def test_notes_are_numbered_in_the_order_of_the_file(app):
    import_almaty()
    notes = list(session.scalars(select(Note).order_by(Note.number)))
    file = almaty_payload()["notes"]

    assert [note.number for note in notes] == list(range(1, 46))
    assert [note.text for note in notes] == [note["text"] for note in file]
    assert [note.recommendation_number for note in notes[-6:]] == [1, 2, 3, 4, 5, 6]
    assert notes[4].attribution_type.key == "government"
    assert (notes[4].attribution, notes[4].attribution_region) == ("type", "Central Asia")
    assert (notes[19].attribution, notes[19].attribution_type_id) == ("participant", None)
    assert [note.number for note in notes if note.sensitive] == [21]
    assert notes[16].figures == [{"label": "planned", "value": 50}, {"label": "trained", "value": 300}]
    assert notes[39].addressees == ["Governments", "International organizations"]


def test_a_second_run_changes_nothing(app):
    import_almaty()
    before = dump()

    result = again()

    assert not result.changed
    assert dump() == before


def test_the_history_tells_of_an_import_once(app):
    import_almaty()
    again()

    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.tag, entry.actor, entry.facts["added_and_changed"]["sessions"]) == (
        "workshops.imported",
        "system",
        [24, 0],
    )


def test_what_the_file_names_wins_over_edits(app):
    workshop = import_almaty()
    with transaction():
        workshop.city = "Astana"
        workshop.themes[0].title = Texts(en="Scope", ru="Масштабы")

    result = again()

    assert counts(result)["workshop"] == (0, 1, 0)
    assert counts(result)["themes"] == (0, 1, 4)
    assert workshop.city == "Almaty"
    assert workshop.themes[0].title == {"en": "The scope of radicalization in Central Asia", "ru": "Масштабы"}


def test_what_the_file_does_not_name_stays(app):
    workshop = import_almaty()
    with transaction():
        workshop.published = False
        workshop.rooms[0].capacity = 120
        workshop.rooms[0].name = Texts(en="Plenary hall", ru="Зал заседаний")
        delegation = session.scalars(select(Delegation).where(Delegation.organization == "OSCE")).one()
        delegation.focal_email = "osce@example.org"

    assert not again().changed
    assert (workshop.published, workshop.rooms[0].capacity) == (False, 120)
    assert delegation.focal_email == "osce@example.org"


def test_what_people_added_is_not_removed(app):
    workshop = import_almaty()
    with transaction():
        workshop.rooms.append(Room(position=5, name=Texts(en="Library")))
        workshop.partners.append(Partner(position=4, role="funder", name="Government of Norway"))
        workshop.series.funders = ["European Union", "Norway"]
        opening = session.scalars(select(Session).where(Session.key == "d1-open")).one()
        opening.speakers.append(Speaker(position=5, organization="OSCE"))
    before = dump()

    assert not again().changed
    assert dump() == before


def test_a_changed_session_rises_in_sequence_and_a_changed_note_in_version(app):
    import_almaty()
    payload = almaty_payload()
    payload["sessions"][1]["end"] = "09:40"
    payload["notes"][0]["theme"] = "online"

    result = again(payload)

    opening = session.scalars(select(Session).where(Session.key == "d1-open")).one()
    note = session.scalars(select(Note).where(Note.number == 1)).one()
    assert counts(result)["sessions"] == (0, 1, 23)
    assert counts(result)["notes"] == (0, 1, 44)
    assert (opening.sequence, opening.changed_at) == (1, LATER)
    assert (note.version, note.changed_at, note.theme.key) == (2, LATER, "online")


def test_a_new_note_gets_the_next_number(app):
    import_almaty()
    payload = almaty_payload()
    payload["notes"].insert(0, {"session": "d1-s1", "kind": "finding", "text": "Something new."})

    again(payload)

    assert session.scalars(select(Note).where(Note.text == "Something new.")).one().number == 46


def test_a_session_that_people_added_is_not_run_over(app):
    workshop = import_almaty()
    factories.a_session(
        workshop,
        key="extra",
        room_id=workshop.rooms[1].id,
        starts_at=datetime(2016, 3, 29, 3, tzinfo=UTC),
        ends_at=datetime(2016, 3, 29, 5, tzinfo=UTC),
    )
    payload = almaty_payload()
    payload["sessions"][1]["room"] = "Room A"
    before = dump()

    with pytest.raises(Invalid, match="extra"):
        again(payload)

    session.rollback()
    assert dump() == before


def test_seats_that_are_held_are_not_taken_away(app):
    import_almaty()
    delegation = session.scalars(select(Delegation).where(Delegation.organization == "OSCE")).one()
    for _number in range(3):
        factories.a_registration(delegation)
    payload = almaty_payload()
    payload["delegations"][6]["seats"] = 2

    with pytest.raises(Invalid) as refused:
        again(payload)

    session.rollback()
    assert refused.value.fields == {"OSCE": "3 seats are held already."}
    assert delegation.seats == 3


def test_a_workshop_of_another_series_is_refused(app):
    factories.a_workshop(slug="almaty-2016")

    with pytest.raises(Invalid) as refused:
        again()

    assert list(refused.value.fields) == ["workshop.slug"]


def test_who_may_import(app):
    workshop = import_almaty()
    other = factories.a_workshop()
    organizer = Actor("organizer", roles=frozenset({(workshop.id, Role.ORGANIZER)}))
    elsewhere = Actor("elsewhere", roles=frozenset({(other.id, Role.ORGANIZER)}))
    rapporteur = Actor("rapporteur", roles=frozenset({(workshop.id, Role.RAPPORTEUR)}))

    assert not import_workshop(almaty_payload(), actor=organizer, now=LATER).changed
    for actor in (elsewhere, rapporteur, Actor("stranger")):
        with pytest.raises(Denied):
            import_workshop(almaty_payload(), actor=actor, now=LATER)


def test_an_outline_in_other_words_becomes_the_usual_one(app):
    payload = almaty_payload()
    payload["report_outline"] = ["Chapter one", "Chapter two"]
    again(payload)

    assert session.scalars(select(Workshop)).one().outline == list(DEFAULT_OUTLINE)


def test_an_outline_keeps_its_own_order(app):
    payload = almaty_payload()
    payload["report_outline"] = ["Recommendations", "Findings"]
    again(payload)

    assert session.scalars(select(Workshop)).one().outline == ["recommendations", "findings"]
