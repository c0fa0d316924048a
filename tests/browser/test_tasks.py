"""Long work is started, left alone, found again and fetched."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from eventapp.core.actors import SYSTEM
from eventapp.core.db import session, transaction
from eventapp.core.errors import UserError
from eventapp.tasks import actions
from eventapp.tasks.models import Task
from eventapp.tasks.work import kind
from tests import factories
from tests.factories import NOW
from tests.people import a_user
from tests.work import run_all_work


@kind("test.letters", title="Letters for everybody", leads_to=("registration.people", "To the participants"))
def letters(work):
    for item in work.over(["Aigul Osmonova", "Timur Rakhimov", "Said Karimov"]):
        if item.startswith("Said"):
            raise UserError("There is no address.")
    work.finish(file=(b"%PDF-1.7", "letters.pdf", "application/pdf"))


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_work_goes_on_while_one_is_elsewhere(app, visit, phone):
    workshop = factories.a_workshop()
    organizer = visit(phone=phone).sign_in(a_user("organizer", workshop))
    with transaction():
        task = actions.start(workshop.id, "test.letters", {}, actor=SYSTEM, now=NOW)
        task.state, task.total, task.done = "running", 3, 1
    page = organizer.go(f"/workshops/{workshop.slug}/work/{task.id}")
    page.get_by_text("1 done, 2 to go.").wait_for()
    assert organizer.axe() == []
    page = organizer.go(f"/workshops/{workshop.slug}/agenda/")  # elsewhere; the menu still shows it
    if phone:
        page.get_by_role("button", name="Menu").click()
    page.get_by_role("link", name="Background work").click()
    page.get_by_role("link", name="Letters for everybody").click()
    page.get_by_text("1 done, 2 to go.").wait_for()

    with transaction():
        task = session.scalar(select(Task))
        task.state, task.total, task.done = "queued", None, 0
    run_all_work(NOW)

    page.get_by_text("Finished on").wait_for()  # by itself
    expect(page.locator("#work")).to_contain_text("Said Karimov: There is no address.")
    assert organizer.axe() == []
    assert organizer.too_wide() is False
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Download the file").click()
    assert fetched.value.suggested_filename == "letters.pdf"
    page.get_by_role("link", name="To the participants").click()
    page.wait_for_url("**/participants/")


def test_work_is_stopped(app, visit):
    workshop = factories.a_workshop()
    organizer = visit().sign_in(a_user("organizer", workshop))
    task = actions.start(workshop.id, "test.letters", {}, actor=SYSTEM, now=NOW)
    page = organizer.go(f"/workshops/{workshop.slug}/work/{task.id}")
    page.get_by_role("button", name="Cancel the work").click()
    page.get_by_role("dialog").get_by_role("button", name="Cancel the work").click()
    page.get_by_text("It was stopped.").wait_for()
    session.rollback()
    assert session.get_one(Task, task.id).state == "cancelled"
