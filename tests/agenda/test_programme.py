import pytest

from tests import factories
from tests.almaty import import_almaty
from tests.people import browser_of

FILES = {
    "programme.ics": "text/calendar; charset=utf-8",
    "programme.pdf": "application/pdf",
    "schedule.xml": "application/xml; charset=utf-8",
    "schedule.json": "application/json; charset=utf-8",
}


def test_the_programme_needs_no_account(client):
    import_almaty()

    page = client.get("/w/almaty-2016/").text

    assert page.count('<article class="programme-session') == 24
    assert page.count("programme-lane") == 24 + 23  # 23 runs, one of them with two lanes
    assert 'href="/w/almaty-2016/register"' in page
    assert "Agenda for staff" not in page


def test_the_programme_is_there_in_both_languages(client):
    import_almaty()
    client.post("/language", data={"language": "ru"})

    page = client.get("/w/almaty-2016/").text

    assert "Рабочая группа Б: альтернативы для молодёжи" in page
    assert "alternatives for young people" not in page
    assert "Вторник, 29 марта 2016" in page


def test_an_unpublished_programme_is_for_the_staff_only(app, client):
    workshop = factories.a_workshop(published=False)
    factories.a_session(workshop)
    staff = browser_of(app, "check-in", workshop)

    for name in ("", *FILES):
        assert client.get(f"/w/{workshop.slug}/{name}").status_code == 404
        assert staff.get(f"/w/{workshop.slug}/{name}").status_code == 200
    assert "the workshop is not published yet" in staff.get(f"/w/{workshop.slug}/").text


def test_an_unpublished_workshop_is_not_told_from_none(client):
    workshop = factories.a_workshop(published=False)

    hidden, absent = (client.get(f"/w/{slug}/").text for slug in (workshop.slug, "nothing-here"))

    assert hidden.count("There is no such workshop.") == absent.count("There is no such workshop.") > 0


def test_an_empty_programme_says_that_it_is_coming(client):
    workshop = factories.a_workshop()

    assert "The programme is being prepared" in client.get(f"/w/{workshop.slug}/").text
    assert client.get(f"/w/{workshop.slug}/schedule.xml").status_code == 409


@pytest.mark.parametrize(("name", "media_type"), FILES.items())
def test_the_files_are_public_and_fetched_again_only_when_changed(client, name, media_type):
    import_almaty()

    first = client.get(f"/w/almaty-2016/{name}?language=ru")
    again = client.get(f"/w/almaty-2016/{name}?language=ru", headers={"If-None-Match": first.headers["ETag"]})
    english = client.get(f"/w/almaty-2016/{name}?language=en", headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, first.content_type) == (200, media_type)
    assert (again.status_code, again.data) == (304, b"")
    assert english.status_code == 200


def test_registration_is_offered_until_it_closes(client):
    workshop = factories.a_workshop(registration_closes_at=factories.NOW)

    assert "/register" not in client.get(f"/w/{workshop.slug}/").text
