"""Each item once, whatever happens to the worker; one bad item is a line, not the end."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from eventapp.core import jobs, outbox, stored
from eventapp.core.actors import SYSTEM, Actor, Role
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Missing, UserError
from eventapp.core.jobs import LEASE, Job
from eventapp.tasks import actions, queries
from eventapp.tasks.models import Task
from eventapp.tasks.work import STARTS_WITHOUT_A_STEP, kind
from tests import factories
from tests.factories import NOW
from tests.tasks.conftest import again
from tests.tasks.kinds import write, written
from tests.work import run_all_work


def test_work_is_done_and_its_file_can_be_had(start, workshop):
    task = start("a", "b", "c")
    assert (task.state, queries.unfinished(workshop.id)) == ("queued", 1)
    run_all_work(NOW)
    task = again(task)
    assert (task.state, task.done, task.total, task.result) == ("done", 3, 3, {"written": 3})
    assert written(workshop.id) == ["a", "b", "c"]
    file = session.get_one(stored.StoredFile, task.file_id)
    assert (stored.read(file), file.filename, file.sealed) == (b"all of them", "all.txt", True)
    assert queries.unfinished(workshop.id) == 0


@pytest.mark.parametrize("batch", [1, 2, 10])
def test_an_error_in_one_item_is_a_problem_and_the_others_are_done(start, workshop, batch):
    task = start("a", "b", "c", "d", "e", refused=["b"], broken=["d"], batch=batch)
    run_all_work(NOW)
    task = again(task)
    assert (task.state, task.done) == ("done", 5)
    assert written(workshop.id) == ["a", "c", "e"]
    assert task.problems == [
        {"what": "item b", "why": "It does not want to."},
        {"what": "item d", "why": "Something went wrong on our side."},
    ]


def test_an_error_outside_of_the_items_says_why_and_can_be_tried_again(start, workshop):
    task = start("a", "b", fails="The printer is on fire.")
    run_all_work(NOW)
    task = again(task)
    assert (task.state, task.result, task.finished_at is not None) == (
        "failed",
        {"why": "The printer is on fire."},
        True,
    )
    with transaction():
        session.get_one(Task, task.id).args = {**task.args, "fails": ""}
    actions.try_again(workshop.id, task.id, actor=SYSTEM, now=NOW)
    run_all_work(NOW)
    assert (again(task).state, again(task).done, written(workshop.id)) == ("done", 2, ["a", "b"])
    with pytest.raises(UserError):
        actions.try_again(workshop.id, task.id, actor=SYSTEM, now=NOW)


def test_the_same_work_is_not_begun_twice_while_it_waits(start):
    first = start("a")
    assert start("a").id == first.id
    assert start("b").id != first.id
    run_all_work(NOW)
    assert start("a").id != first.id


@kind("test.cancelled-in-the-middle", title="Cancelled")
def cancelled_in_the_middle(work):
    for item in work.over(["a", "b", "c"]):
        write(work, item)
        if item == "b":
            session.execute(update(Task).where(Task.id == work.task_id).values(cancel_asked=True))


def test_cancelling_is_seen_between_the_steps(workshop):
    task = actions.start(workshop.id, "test.cancelled-in-the-middle", {}, actor=SYSTEM, now=NOW)
    run_all_work(NOW)
    assert (again(task).state, again(task).done, written(workshop.id)) == ("cancelled", 2, ["a", "b"])


def test_a_worker_that_leaves_long_work_to_others_does_the_mails(start, workshop):
    start("a")
    with transaction():
        outbox.post("test", "a@example.org", "S", "B", now=NOW + timedelta(seconds=1))
    assert jobs.run_next(NOW + timedelta(minutes=1), leaving=("task",)) is True
    assert jobs.run_next(NOW + timedelta(minutes=1), leaving=("task",)) is False
    assert written(workshop.id) == []
    assert run_all_work(NOW + timedelta(minutes=1)) == 1
    assert written(workshop.id) == ["a"]


def test_cancelled_while_it_waits_it_never_begins(start, workshop):
    task = start("a")
    actions.cancel(workshop.id, task.id, actor=SYSTEM, now=NOW)
    actions.cancel(workshop.id, task.id, actor=SYSTEM, now=NOW)
    run_all_work(NOW)
    assert (again(task).state, written(workshop.id)) == ("cancelled", [])


@kind("test.taken-over", title="Taken over")
def taken_over(work):
    """A worker so slow at its second item that the job was given to another one meanwhile."""
    for item in work.over(["a", "b", "c"]):
        write(work, item)
        if item == "b" and not work.cursor.get("slow"):
            raise Slow
    work.finish()


class Slow(BaseException):
    """Ends the first worker as a kill would: nothing of ours handles it."""


def test_after_a_killed_worker_another_goes_on_at_the_cursor(workshop):
    task = actions.start(workshop.id, "test.taken-over", {}, actor=SYSTEM, now=NOW)
    with pytest.raises(Slow):
        jobs.run_next(NOW)
    session.rollback()
    assert (again(task).state, again(task).done, written(workshop.id)) == ("running", 1, ["a"])
    assert run_all_work(NOW + LEASE / 2) == 0  # the lease stands while its worker may be alive
    with transaction():
        task = session.get_one(Task, task.id)
        task.cursor = {**task.cursor, "kept": {"slow": True}}
    assert run_all_work(NOW + 2 * LEASE) == 1
    assert (again(task).state, again(task).done, written(workshop.id)) == ("done", 3, ["a", "b", "c"])


@kind("test.lost", title="Lost")
def lost(work):
    for item in work.over(["a", "b"]):
        write(work, item)
        if item == "a":  # as another worker's `claim` does once the lease is over
            session.execute(update(Job).values(attempts=Job.attempts + 1))


def test_a_worker_that_lost_its_job_writes_nothing_more(workshop):
    task = actions.start(workshop.id, "test.lost", {}, actor=SYSTEM, now=NOW)
    assert jobs.run_next(NOW) is True
    assert (again(task).state, written(workshop.id)) == ("running", ["a"])
    job = session.query(Job).one()
    assert (job.state, job.last_error) == ("running", None)  # as the other worker has it


def test_the_lease_is_renewed_with_each_step(workshop):
    leases = []

    @kind("test.leases", title="Leases")
    def run(work):
        work._began = NOW + timedelta(minutes=10)
        for _item in work.over(["a"]):
            leases.append(session.query(Job).one().lease_until)

    actions.start(workshop.id, "test.leases", {}, actor=SYSTEM, now=NOW)
    run_all_work(NOW)
    assert leases[0] >= NOW + timedelta(minutes=10) + LEASE


def test_work_that_kills_every_worker_is_given_up(workshop):
    @kind("test.deadly", title="Deadly")
    def run(work):
        raise Slow

    task = actions.start(workshop.id, "test.deadly", {}, actor=SYSTEM, now=NOW)
    for number in range(STARTS_WITHOUT_A_STEP):
        with pytest.raises(Slow):
            jobs.run_next(NOW + number * 2 * LEASE)
        session.rollback()
    assert run_all_work(NOW + (STARTS_WITHOUT_A_STEP + 1) * 2 * LEASE) == 1
    assert again(task).state == "failed"


def test_a_stopping_worker_puts_the_work_back(workshop, monkeypatch):
    @kind("test.interrupted", title="Interrupted")
    def run(work):
        for item in work.over(["a", "b"]):
            write(work, item)
            monkeypatch.setattr(jobs, "_stopping", not work.cursor.get("seen"))
            work.keep(seen=True)

    task = actions.start(workshop.id, "test.interrupted", {}, actor=SYSTEM, now=NOW)
    assert jobs.run_next(NOW) is True
    assert (again(task).state, written(workshop.id)) == ("running", ["a"])
    monkeypatch.setattr(jobs, "_stopping", False)
    assert run_all_work(NOW) == 1  # at once: no lease to wait for
    assert (again(task).state, written(workshop.id)) == ("done", ["a", "b"])


def test_what_the_task_says_is_in_the_language_of_who_started_it(app, workshop):
    from flask_babel import force_locale, get_locale

    said = []

    @kind("test.language", title="Language")
    def run(work):
        said.append(get_locale().language)

    with force_locale("ru"):
        actions.start(workshop.id, "test.language", {}, actor=SYSTEM, now=NOW)
    run_all_work(NOW)
    assert said == ["ru"]


def test_the_time_left_follows_the_pace(start):
    task = start("a")
    assert queries.seconds_left(task, NOW) is None
    running = Task(state="running", done=30, total=90, cursor={"began": NOW.isoformat()})
    assert queries.seconds_left(running, NOW + timedelta(seconds=10)) == 20.0


def test_only_organizers_of_the_workshop_may(start, workshop):
    task = start("a")
    elsewhere = factories.a_workshop()
    rapporteur = Actor("r", roles=frozenset({(workshop.id, Role.RAPPORTEUR), (elsewhere.id, Role.ORGANIZER)}))
    for act in (actions.cancel, actions.try_again):
        with pytest.raises(Denied):
            act(workshop.id, task.id, actor=rapporteur, now=NOW)
        with pytest.raises(Missing):
            act(elsewhere.id, task.id, actor=rapporteur, now=NOW)
    with pytest.raises(Denied):
        actions.start(workshop.id, "test.write", {}, actor=rapporteur, now=NOW)
