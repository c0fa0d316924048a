"""The pages that create workshops and change their facts, and the command that reads one in."""

import json
import re
from datetime import date

import pytest
from sqlalchemy import select

from eventapp.cli import cli
from eventapp.core.db import session
from eventapp.workshops.models import Workshop
from tests import factories
from tests.almaty import almaty_payload, import_almaty
from tests.people import browser_of

GENERAL = "/workshops/almaty-2016/settings/general"
PLACE = {
    "title-en": "Border management",
    "city": "Bishkek",
    "country": "KG",
    "starts_on": "2017-05-16",
    "ends_on": "2017-05-18",
    "timezone": "Asia/Bishkek",
}
FACTS = {
    "title-en": "A workshop",
    "title-ru": "",
    "city": "Almaty",
    "country": "KZ",
    "starts_on": "2016-03-29",
    "ends_on": "2016-03-31",
    "timezone": "Asia/Almaty",
    "first_language": "ru",
    "languages": ["en", "ru"],
    "published": "y",
}


@pytest.fixture
def workshop(app):
    return import_almaty()


@pytest.fixture
def organizer(app, workshop):
    return browser_of(app, "organizer", workshop)


def found(slug):
    return session.scalars(select(Workshop).where(Workshop.slug == slug)).one()


def test_a_workshop_from_scratch(organizer, workshop):
    data = {
        **PLACE,
        "series": str(workshop.series_id),
        "first_language": "en",
        "languages": ["en"],
        "types": ["expert"],
    }
    answer = organizer.post("/workshops/new", data=data)

    made = found("border-management-2017")
    assert answer.location == "/workshops/border-management-2017/settings/"
    assert (made.city, made.languages, made.series_id) == ("Bishkek", ["en"], workshop.series_id)
    assert organizer.get(answer.location).status_code == 200


def test_the_eight_delegation_types_are_offered_ticked(organizer):
    boxes = re.findall(r'<input[^>]*name="types"[^>]*>', organizer.get("/workshops/new").text)

    assert [" checked" in box for box in boxes] == [True] * 8


def test_a_workshop_in_a_new_series(organizer):
    data = {**PLACE, "series": "new", "series_code": "S-2", "series_title-en": "A series", "first_language": "en"}
    organizer.post("/workshops/new", data=data)

    assert found("border-management-2017").series.code == "S-2"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"slug": "almaty-2016"}, "Another workshop has this address."),
        ({"ends_on": "2017-05-15"}, "The workshop cannot end before it starts."),
        ({"series": "new"}, "A series needs a code."),
        ({"city": ""}, "This field is required."),
        ({"country": "XX"}, "Not a valid choice."),
    ],
)
def test_mistakes_keep_what_was_typed(organizer, workshop, changes, message):
    data = {**PLACE, "series": str(workshop.series_id), "first_language": "en", "languages": ["en"], **changes}
    page = organizer.post("/workshops/new", data=data).text

    assert message in page
    assert "Border management" in page
    assert session.scalars(select(Workshop.slug)).all() == ["almaty-2016"]


def test_a_copy(organizer):
    assert "As a copy" in organizer.get("/workshops/new/copy").text
    address = "/workshops/new/copy?source=almaty-2016"
    assert "Asia/Almaty" in organizer.get(address).text

    answer = organizer.post(address, data=PLACE)

    made = found("border-management-2017")
    assert answer.location == "/workshops/border-management-2017/settings/"
    assert (len(made.themes), made.days[0]) == (5, date(2017, 5, 16))


def test_a_copy_that_is_too_short_says_why(organizer):
    page = organizer.post("/workshops/new/copy?source=almaty-2016", data={**PLACE, "ends_on": "2017-05-17"}).text

    assert "The copy has 2 days, too few for:" in page
    assert session.scalars(select(Workshop.slug)).all() == ["almaty-2016"]


def test_workshops_of_others_are_not_offered_for_copying(organizer):
    other = factories.a_workshop(city="Naryn")

    assert "Naryn" not in organizer.get("/workshops/new/copy").text
    assert organizer.get(f"/workshops/new/copy?source={other.slug}").status_code == 404


@pytest.mark.parametrize("who", ["facilitator", "rapporteur", "check-in", "stranger"])
@pytest.mark.parametrize("path", ["/workshops/new", "/workshops/new/copy", "/workshops/new/copy?source=almaty-2016"])
def test_only_organizers_and_administrators_create(app, workshop, who, path):
    assert browser_of(app, who, workshop).get(path).status_code == 403


def test_the_facts_are_changed(organizer, workshop):
    data = {**FACTS, "capacity": "100", "registration_closes": "2016-03-20T18:00", "host": "Government of Kazakhstan"}
    answer = organizer.post(GENERAL, data=data)

    assert answer.location == GENERAL
    assert (workshop.title, workshop.capacity, workshop.published) == ({"en": "A workshop"}, 100, True)
    assert workshop.languages == ["ru", "en"]
    assert 'value="2016-03-20T18:00"' in organizer.get(GENERAL).text


def test_dates_that_leave_sessions_outside_are_refused_on_the_page(organizer, workshop):
    page = organizer.post(GENERAL, data={**FACTS, "ends_on": "2016-03-30"}).text

    assert "Good practices for national strategies" in page
    assert workshop.ends_on == date(2016, 3, 31)


def test_the_command_reads_a_workshop_and_says_what_it_did(app, tmp_path):
    file = tmp_path / "workshop.json"
    file.write_text(json.dumps(almaty_payload()), "utf-8")
    runner = app.test_cli_runner()

    first = runner.invoke(cli, ["workshop", "import", str(file)])
    second = runner.invoke(cli, ["workshop", "import", str(file), "--json"])

    assert first.exit_code == 0
    assert "sessions            24 added   0 changed   0 unchanged" in first.output
    answer = json.loads(second.output)
    assert (answer["slug"], answer["changed"]) == ("almaty-2016", False)
    assert answer["kinds"]["notes"] == {"added": 0, "changed": 0, "unchanged": 45}


def test_the_command_refuses_with_the_place_of_each_mistake(app, tmp_path):
    payload = almaty_payload()
    payload["sessions"][3]["start"] = "later"
    file = tmp_path / "workshop.json"
    file.write_text(json.dumps(payload), "utf-8")

    result = app.test_cli_runner().invoke(cli, ["workshop", "import", str(file)])

    assert result.exit_code == 1
    assert "sessions[3].start: A time such as 09:45 is expected here." in result.stderr
    assert session.scalars(select(Workshop.id)).all() == []


def test_the_command_refuses_a_file_that_is_not_json(app, tmp_path):
    file = tmp_path / "workshop.json"
    file.write_text("slug: almaty-2016", "utf-8")

    result = app.test_cli_runner().invoke(cli, ["workshop", "import", str(file)])

    assert (result.exit_code, result.stderr) == (1, "This file is not JSON: line 1, column 1.\n")
