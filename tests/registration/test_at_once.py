"""Different people doing different things at the same moment: the page, a list, the organizer's decision."""

import contextvars
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence

import pytest
from sqlalchemy import select

from eventapp.core.actors import NOBODY
from eventapp.core.db import session
from eventapp.core.errors import UserError
from eventapp.registration import actions
from eventapp.registration.models import HOLDS_SEAT, Person, Registration
from tests import factories
from tests.people import NOW
from tests.registration.sheets.files import xlsx


@pytest.fixture
def at_once(app):
    """Do all of it at the same moment, each in a thread of its own: [(what came back, what was refused)]."""

    def run(doings: Sequence[Callable[[], object]]) -> list[tuple[object, str]]:
        barrier = threading.Barrier(len(doings))
        answers: list[tuple[object, str]] = []

        def do(doing: Callable[[], object]) -> None:
            with app.app_context():
                try:
                    barrier.wait(timeout=30)
                    answers.append((doing(), ""))
                except UserError as error:
                    answers.append((None, error.message))
                finally:
                    session.remove()

        session.rollback()
        threads = [threading.Thread(target=contextvars.Context().run, args=(do, doing)) for doing in doings]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=120)
        return answers

    return run


def test_the_page_a_list_and_decisions_together_never_fill_a_seat_twice(workshop, organizer, at_once):
    kind = factories.a_type(workshop, quota=20)
    office = factories.a_delegation(kind, country="", organization="OSCE", seats=5)
    slot, where = (workshop.id, kind.id), workshop.id
    gone = [factories.a_registration(office, state="declined").id for _each in range(8)]
    rows = [["Full name"], *([f"Listed {number}"] for number in range(8))]
    who = {"actor": organizer, "now": NOW}
    listed = actions.preview_list(where, "osce.xlsx", xlsx(rows), **who).id

    def come(number: int) -> Callable[[], object]:
        given = {"latin_name": f"Comes {number}"}
        return lambda: actions.register(*slot, given, organization="OSCE", source="public", actor=NOBODY, now=NOW).state

    confirms = [lambda each=each: actions.confirm(each, where, **who).state for each in gone]
    answers = at_once([*map(come, range(8)), *confirms, lambda: actions.apply_import(listed, where, **who).state])

    states = Counter(session.scalars(select(Registration.state)))
    assert sum(states[state] for state in HOLDS_SEAT) == 5
    assert len(answers) == 17
    assert {refusal for _what, refusal in answers} <= {"", "All 5 seats of OSCE are taken."}
    assert states["waitlisted"] == 8 + 8 - (5 - states["confirmed"])
    numbers = session.scalars(select(Registration.waitlist_number).where(Registration.state == "waitlisted"))
    assert sorted(numbers) == list(range(1, states["waitlisted"] + 1))


def test_seats_freed_and_asked_for_at_once_stay_exact(workshop, organizer, at_once):
    kind = factories.a_type(workshop, approval="open")
    office = factories.a_delegation(kind, country="", organization="OSCE", seats=4)
    slot, where = (workshop.id, kind.id), workshop.id
    held = [factories.a_registration(office).id for _each in range(4)]
    who = {"actor": organizer, "now": NOW}
    cancels = [lambda each=each: actions.cancel(each, where, **who).state for each in held]

    def come(number: int) -> Callable[[], object]:
        given = {"latin_name": f"Comes {number}"}
        return lambda: actions.register(*slot, given, organization="OSCE", source="public", actor=NOBODY, now=NOW).state

    answers = at_once([*cancels, *map(come, range(8))])

    assert {refusal for _what, refusal in answers} == {""}
    assert Counter(session.scalars(select(Registration.state))) == {"cancelled": 4, "confirmed": 4, "waitlisted": 4}


def test_one_form_sent_six_times_at_once_is_one_registration(workshop, at_once):
    kind = factories.a_type(workshop)
    slot = (workshop.id, kind.id)

    def send() -> int:
        given = {"latin_name": "Ann Lee"}
        facts = {"organization": "OSCE", "source": "public", "form_key": "k", "actor": NOBODY, "now": NOW}
        return actions.register(*slot, given, **facts).id

    answers = at_once([send] * 6)

    only = session.scalars(select(Registration)).one()
    assert answers == [(only.id, "")] * 6


def test_one_list_read_in_by_four_clicks_at_once_is_read_in_once(workshop, organizer, at_once):
    factories.a_delegation(factories.a_type(workshop))
    where, who = workshop.id, {"actor": organizer, "now": NOW}
    draft = actions.preview_list(where, "kazakhstan.xlsx", xlsx([["Full name"], ["Ann Lee"]]), **who).id

    answers = at_once([lambda: actions.apply_import(draft, where, **who).state] * 4)

    assert Counter(answers) == {("applied", ""): 1, (None, "This list is no longer waiting to be read in."): 3}
    assert session.scalars(select(Person.latin_name)).all() == ["Ann Lee"]


def test_two_hundred_people_at_once_for_the_last_twenty_seats(workshop, at_once):
    """Each in a thread of their own, all at the same moment."""
    kind = factories.a_type(workshop, quota=20, approval="open")
    office = factories.a_delegation(kind, country="", organization="OSCE", seats=None)
    slot, where = (workshop.id, kind.id), office.id

    def come(number: int) -> Callable[[], object]:
        facts = {"delegation_id": where, "source": "public", "actor": NOBODY, "now": NOW}
        return lambda: str(actions.register(*slot, {"latin_name": f"Comes {number}"}, **facts).state)

    began = time.perf_counter()
    answers = at_once([come(number) for number in range(200)])

    assert time.perf_counter() - began < 20
    assert Counter(answers) == {("confirmed", ""): 20, ("waitlisted", ""): 180}
    rows = session.execute(
        select(Registration.state, Registration.waitlist_number).order_by(Registration.id)
    )  # the order in which they were given their places
    found = [tuple(row) for row in rows]
    assert found == [("confirmed", None)] * 20 + [("waitlisted", number) for number in range(1, 181)]
