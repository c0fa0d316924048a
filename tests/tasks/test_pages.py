"""Progress to look at, leave and come back to."""

from eventapp.core.actors import SYSTEM
from eventapp.tasks import actions
from tests import factories
from tests.factories import NOW
from tests.people import browser_of
from tests.work import run_all_work


def test_the_page_asks_again_until_the_work_is_done(app, start, workshop):
    browser = browser_of(app, "organizer", workshop)
    task = start("a", "b", refused=["b"])
    address = f"/workshops/{workshop.slug}/work/{task.id}"
    page = browser.get(address).text
    assert 'hx-trigger="every' in page
    assert "Look again" in page  # for who has no JavaScript
    assert f'href="/workshops/{workshop.slug}/work/"' in browser.get(f"/workshops/{workshop.slug}/agenda/").text

    run_all_work(NOW)

    fragment = browser.get(address, headers={"HX-Request": "true"}).text
    assert "hx-trigger" not in fragment
    assert "<html" not in fragment
    assert "It does not want to." in fragment
    assert f"{address}/file" in fragment
    assert "To the set-up" in fragment
    answer = browser.get(f"{address}/file")
    assert (answer.data, answer.headers["Content-Disposition"]) == (b"all of them", "attachment; filename=all.txt")
    assert "Writing" in browser.get(f"/workshops/{workshop.slug}/work/").text
    assert "Background work" not in browser.get(f"/workshops/{workshop.slug}/agenda/").text


def test_the_work_is_cancelled_and_tried_again(app, start, workshop):
    browser = browser_of(app, "organizer", workshop)
    task = start("a")
    address = f"/workshops/{workshop.slug}/work/{task.id}"
    assert browser.post(f"{address}/cancel").location == address
    assert "It was stopped." in browser.get(address).text
    assert browser.post(f"{address}/again").location == address
    run_all_work(NOW)
    assert "Finished on" in browser.get(address).text
    assert browser.post(f"{address}/again").status_code == 409


def test_the_work_of_another_workshop_is_missing(app, start, workshop):
    elsewhere = factories.a_workshop()
    task = start("a")
    browser = browser_of(app, "organizer", elsewhere)
    for path in ("", "/file"):
        assert browser.get(f"/workshops/{elsewhere.slug}/work/{task.id}{path}").status_code == 404
    assert browser.get(f"/workshops/{elsewhere.slug}/work/").status_code == 200


def test_a_file_there_is_none(app, workshop):
    browser = browser_of(app, "organizer", workshop)
    task = actions.start(workshop.id, "test.write", {"items": []}, actor=SYSTEM, now=NOW)
    assert browser.get(f"/workshops/{workshop.slug}/work/{task.id}/file").status_code == 404
