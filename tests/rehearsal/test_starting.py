"""A copy that runs today, in a series of its own; the real workshop is read only."""

import contextvars
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import func, select

from eventapp.agenda import queries as agenda
from eventapp.core import outbox
from eventapp.core.actors import SYSTEM, Actor, Role
from eventapp.core.db import session
from eventapp.core.errors import Denied, UserError
from eventapp.core.outbox import Message
from eventapp.core.timezones import local
from eventapp.planning import actions as planning
from eventapp.planning.facts import NewWorkshop
from eventapp.registration import queries as registrations
from eventapp.registration.models import Registration, State
from eventapp.rehearsal import actions, queries
from eventapp.tasks.models import Task
from eventapp.workshops import queries as workshops
from eventapp.workshops.models import Workshop
from tests import factories
from tests.people import a_user
from tests.rehearsal.conftest import NOW, everything, whole
from tests.work import run_all_work


def test_it_is_the_workshop_today_under_a_name_that_says_so(workshop, rehearsal):
    assert (rehearsal.slug, rehearsal.rehearsal_of) == ("almaty-rehearsal", workshop.id)
    assert (rehearsal.starts_on, rehearsal.ends_on) == (date(2016, 3, 28), date(2016, 3, 30))
    assert rehearsal.title["en"] == f"Rehearsal: {workshop.title['en']}"
    assert rehearsal.title["ru"].endswith(workshop.title["ru"])
    clocks = [
        [local(item.starts_at, "Asia/Almaty").time() for item in agenda.sessions(of.id)] for of in (workshop, rehearsal)
    ]
    assert clocks[0] == clocks[1] != []
    assert rehearsal.series_id != workshop.series_id


def test_the_real_workshop_is_not_touched(workshop):
    before = everything()
    made = whole(workshop)
    after = everything()
    for table, rows in before.items():
        assert set(rows) <= set(after[table]), table
    assert session.scalar(select(func.count()).where(Registration.workshop_id == made.id)) == 12


def test_the_people_sit_in_the_real_delegations_and_two_are_undecided(rehearsal):
    states = registrations.counts_by_state(rehearsal.id)
    assert states[State.CONFIRMED] == 10
    assert sum(states.values()) == 12
    countries = {row.delegation.country for row in registrations.people(rehearsal.id)}
    assert countries == {"KZ", "KG", ""}
    names = [row.person.original_name for row in registrations.people(rehearsal.id)]
    assert "فرهاد رحیمی" in names
    heads = [row.delegation.country for row in registrations.confirmed(rehearsal.id) if row.is_head]
    assert sorted(heads) == ["KG", "KZ"]


def test_a_second_start_gives_the_same_one(workshop, rehearsal):
    assert actions.start(workshop.id, 120, actor=SYSTEM, now=NOW).id == rehearsal.id


def test_two_organizers_at_once_start_one(app, workshop):
    number = workshop.id

    def begin(_each: int) -> int:
        def run() -> int:
            with app.app_context():
                made = actions.start(number, 5, actor=SYSTEM, now=NOW).id
                session.remove()
                return made

        return contextvars.Context().run(run)

    session.rollback()
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(begin, range(4)))) == 1
    assert session.scalar(select(func.count()).where(Workshop.rehearsal_of == number)) == 1


def test_the_people_come_in_the_background_and_once(workshop):
    made = actions.start(workshop.id, 12, actor=SYSTEM, now=NOW)
    assert not queries.progress(made).ticks["people"]
    run_all_work(NOW)
    assert session.scalars(select(Task.state).where(Task.workshop_id == made.id)).all() == ["done"]
    assert queries.progress(made).ticks["people"]
    assert [actions.people_wanted(made.id, 12)] != []
    assert queries.progress(made).people == 12


def test_its_team_is_the_workshops(workshop):
    user = a_user("check-in", workshop)
    made = whole(workshop)
    session.expire(user, ["memberships"])
    assert (made.id, Role.CHECK_IN) in user.actor().roles


def test_no_mail_leaves(app, rehearsal):
    folder = app.config["SETTINGS"].data_dir / "mail"
    before = set(folder.glob("*"))
    with outbox.transaction():
        outbox.post("x", "real@example.org", "Real", "text", now=NOW, workshop=rehearsal.id)
    run_all_work(NOW)
    states = {row.state for row in session.scalars(select(Message))}
    assert states == {"cancelled"}
    assert set(folder.glob("*")) == before


def test_only_its_organizers_start_it(workshop):
    with pytest.raises(Denied):
        actions.start(workshop.id, 12, actor=Actor("desk", roles=frozenset({(workshop.id, Role.CHECK_IN)})), now=NOW)


def test_a_rehearsal_is_neither_rehearsed_nor_copied(rehearsal):
    with pytest.raises(UserError):
        actions.start(rehearsal.id, 12, actor=SYSTEM, now=NOW)
    facts = NewWorkshop(
        title=rehearsal.title, city="x", country="KZ", starts_on=NOW.date(), ends_on=NOW.date(), timezone="UTC"
    )
    with pytest.raises(UserError):
        planning.copy_workshop(rehearsal.id, facts, actor=SYSTEM, now=NOW)


def test_without_delegation_types_there_is_nobody_to_invent(app):
    with pytest.raises(UserError):
        actions.start(factories.a_workshop().id, 12, actor=SYSTEM, now=NOW)


def test_outsiders_and_those_who_plan_never_see_it(workshop, rehearsal):
    assert workshops.published() == [workshop]
    assert workshops.organized_by(SYSTEM) == [workshop]
    assert rehearsal.series not in workshops.all_series()
