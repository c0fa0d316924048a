"""The figures of a workshop, each counted once, and the sentences made of them."""

import uuid
from datetime import UTC, datetime

import pytest
from flask_babel import force_locale

from eventapp.checkin.models import Scan
from eventapp.core.db import session, transaction
from eventapp.reports import queries, sentences
from tests import factories


@pytest.fixture
def workshop(app):
    """Three confirmed participants (two women, one unstated; two of them scanned), an interpreter, one waitlisted."""
    workshop = factories.a_workshop()
    officials = factories.a_delegation(factories.a_type(workshop), country="KZ")
    others = factories.a_delegation(factories.a_type(workshop), country="", organization="UN Women")
    interpreters = factories.a_delegation(factories.a_type(workshop, counts_as_participant=False), organization="Pool")
    first = factories.a_registration(officials)
    second = factories.a_registration(others, factories.a_person(workshop, country=""))
    factories.a_registration(officials, factories.a_person(workshop, sex="", country="KG"))
    interpreter = factories.a_registration(interpreters)
    factories.a_registration(officials, state="waitlisted", waitlist_number=1)
    with transaction():
        for person, day in ((first, 1), (first, 2), (second, 1), (interpreter, 1)):
            when = datetime(2016, 3, 28 + day, 3, tzinfo=UTC)
            session.add(
                Scan(
                    id=uuid.uuid4(),
                    workshop_id=workshop.id,
                    checkpoint=f"day-{day}",
                    day=when.date(),
                    registration_id=person.id,
                    outcome="admitted",
                    scanned_at=when,
                    received_at=when,
                )
            )
    return workshop


def test_participants_are_the_confirmed_of_the_types_that_count(workshop):
    people = queries.people_figures(workshop)
    assert (people.confirmed, people.participants, people.others) == (4, 3, 1)
    assert (people.countries, people.delegations) == (1, 2)
    assert (people.present, people.person_days, people.took_part) == (2, 3, 2)
    assert (people.by_sex["female"], people.by_sex[""], people.share_of("female")) == (2, 1, 1.0)
    assert queries.waiting_for_decision(people.states) == 0


def test_a_share_of_nobody_is_nought(app):
    assert queries.people_figures(factories.a_workshop()).share_of("female") == 0.0


def test_sessions_without_notes_are_named_and_breaks_are_not(app):
    workshop = factories.a_workshop()
    bare = factories.a_session(workshop)
    factories.a_session(
        workshop,
        type="break",
        starts_at=datetime(2016, 3, 29, 5, tzinfo=UTC),
        ends_at=datetime(2016, 3, 29, 6, tzinfo=UTC),
    )
    figures = queries.note_figures(workshop)
    assert ([item.id for item in figures.sessions_without], figures.total) == ([bare.id], 0)


def test_sentences_state_their_base(workshop):
    with force_locale("en"):
        assert sentences.participation(queries.people_figures(workshop)) == [
            "3 participants were confirmed.",
            "2 of them were women (100% of the 2 whose sex is stated).",
            "1 country was represented.",
            "There were 2 delegations.",
            "2 participants were present on at least one day, by the scans of the badges.",
        ]


def test_an_empty_workshop_has_one_honest_sentence(app):
    with force_locale("en"):
        assert sentences.participation(queries.people_figures(factories.a_workshop())) == [
            "No participant has been confirmed yet."
        ]
