"""Nothing is left of a rehearsal, and nothing else has changed: every row of every table is compared."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from eventapp.badges import actions as badges
from eventapp.badges.queries import Wanted as Pile
from eventapp.core import stored
from eventapp.core.actors import SYSTEM, Actor, Role
from eventapp.core.audit import AuditEntry
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied
from eventapp.core.jobs import Job
from eventapp.registration import actions as registration
from eventapp.registration import queries as registrations
from eventapp.rehearsal import actions, queries
from eventapp.reports import actions as reports
from eventapp.reports.files import Wanted
from eventapp.tasks import actions as tasks
from eventapp.workshops import queries as workshops
from tests import factories
from tests.people import a_user
from tests.rehearsal.conftest import NOW, everything, files, whole
from tests.work import run_all_work

LATER = NOW + timedelta(hours=2)


def played(rehearsal) -> None:
    """Everything that a rehearsal brings about: scans, answers, a photo, a merge, exports, letters, background work."""
    actions.scan_the_rest(rehearsal.id, actor=SYSTEM, now=LATER)
    actions.answer_for_the_rest(rehearsal.id, actor=SYSTEM, now=LATER)
    reports.export_workbook(rehearsal, Wanted("en"), actor=SYSTEM, now=LATER)
    somebody = registrations.confirmed(rehearsal.id)[0]
    with transaction():
        somebody.photo_id = stored.keep(b"portrait", "a.jpg", "image/jpeg", now=LATER).id
    registration.cancel(registrations.confirmed(rehearsal.id)[1].id, rehearsal.id, actor=SYSTEM, now=LATER)
    registration.preview_list(
        rehearsal.id, "list.csv", b"Name;Position\nSomebody Else;Expert\n", actor=SYSTEM, now=LATER
    )
    tasks.start(rehearsal.id, "letters.all", {}, actor=SYSTEM, now=LATER)


def test_after_the_wipe_everything_is_as_it_was(workshop):
    a_user("check-in", workshop)
    before, kept = everything(), files()
    played(whole(workshop))
    assert everything() != before
    assert files() != kept
    wiped = actions.wipe(workshop.id, actor=SYSTEM, now=LATER)
    assert everything() == before
    assert files() == kept
    assert wiped is not None
    assert (wiped.slug, wiped.rows["registration"], wiped.rows["workshop"], wiped.files) == (
        "almaty-rehearsal",
        12,
        1,
        3,
    )  # a portrait, a list, the copy's emblem
    assert wiped.kept == {name: len(rows) for name, rows in before.items() if rows}


def test_one_line_outside_of_the_workshop_says_that_it_happened(workshop, rehearsal):
    actions.wipe(workshop.id, actor=SYSTEM, now=LATER)
    lines = session.scalars(select(AuditEntry).where(AuditEntry.tag.startswith("rehearsal"))).all()
    assert [(line.tag, line.workshop_id, line.facts["slug"]) for line in lines] == [
        ("rehearsal.wiped", None, "almaty-rehearsal")
    ]


def test_a_second_wipe_finds_nothing(workshop, rehearsal):
    assert actions.wipe(workshop.id, actor=SYSTEM, now=LATER) is not None
    assert actions.wipe(workshop.id, actor=SYSTEM, now=LATER) is None
    assert workshops.by_slug("almaty") is not None


def test_it_may_be_wiped_while_its_people_are_still_being_entered(workshop):
    before = everything()
    actions.start(workshop.id, 12, actor=SYSTEM, now=NOW)
    actions.wipe(workshop.id, actor=SYSTEM, now=NOW)
    assert run_all_work(LATER) == 0
    assert everything() == before


def test_the_next_rehearsal_gets_its_people_though_ids_come_again(workshop):
    for _round in range(2):
        made = actions.start(workshop.id, 12, actor=SYSTEM, now=NOW)
        run_all_work(NOW)
        assert queries.progress(made).people == 12
        actions.wipe(workshop.id, actor=SYSTEM, now=NOW)
    assert session.scalar(select(func.count()).select_from(Job)) == 0


def test_a_job_under_way_ends_quietly_when_its_rehearsal_is_gone(workshop, rehearsal):
    from eventapp.core import jobs

    number = jobs.claim(NOW)
    assert number is not None
    actions.wipe(workshop.id, actor=SYSTEM, now=LATER)
    jobs._finish(number, 1, LATER, error=None)
    assert session.scalar(select(func.count()).select_from(Job)) == 0


def test_a_file_that_the_real_workshop_shows_too_stays(workshop, rehearsal):
    emblem, kept = workshop.partners[0].logo_id, set(files())
    with transaction():
        rehearsal.partners[0].logo_id = emblem
    actions.wipe(workshop.id, actor=SYSTEM, now=LATER)
    assert workshop.partners[0].logo_id == emblem
    gone = kept - set(files())
    assert len(gone) == 0  # the copy's own emblem was left to the sweep of what nobody shows


def test_other_rehearsals_and_workshops_stay(workshop, rehearsal):
    other = factories.a_workshop(slug="dushanbe")
    factories.a_type(other)
    theirs = whole(other, people=3)
    actions.wipe(workshop.id, actor=SYSTEM, now=LATER)
    assert queries.progress(theirs).people == 3


def test_only_organizers_wipe(workshop, rehearsal):
    with pytest.raises(Denied):
        actions.wipe(workshop.id, actor=Actor("x", roles=frozenset({(workshop.id, Role.CHECK_IN)})), now=LATER)


def test_badges_of_a_rehearsal_can_be_printed_and_go_with_it(workshop):
    before = everything()
    made = whole(workshop, people=4)
    badges.print_badges(made.id, Pile(), actor=SYSTEM, now=LATER)
    assert queries.progress(made).printed == 2
    actions.wipe(workshop.id, actor=SYSTEM, now=LATER)
    assert everything() == before
