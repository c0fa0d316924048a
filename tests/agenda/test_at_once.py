"""Many organizers at the same moment."""

from concurrent.futures import ThreadPoolExecutor

from flask import Flask

from eventapp.agenda import actions, queries
from eventapp.agenda.facts import SessionFacts
from eventapp.core.actors import Actor
from eventapp.core.db import session
from eventapp.core.errors import Invalid
from tests.agenda.some import some_facts
from tests.people import NOW

AT_ONCE = 6


def added(app: Flask, workshop_id: int, facts: SessionFacts, actor: Actor) -> bool:
    with app.app_context():
        try:
            actions.add_session(workshop_id, facts, actor=actor, now=NOW)
        except Invalid:
            return False
        finally:
            session.remove()
    return True


def test_a_room_is_given_to_one_session_however_many_ask_at_once(app, workshop, organizer):
    facts, workshop_id = some_facts(workshop), workshop.id
    session.rollback()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(lambda _: added(app, workshop_id, facts, organizer), range(AT_ONCE)))

    assert answers.count(True) == 1
    assert len(queries.sessions(workshop_id)) == 1
