"""The start page, a person's workshops, and the pages of the set-up."""

from datetime import date

import pytest
from sqlalchemy import select

from eventapp.core.db import session
from eventapp.workshops.models import Partner, Room, Theme
from tests import factories
from tests.almaty import import_almaty
from tests.people import a_user, browser_of, sign_in

SETTINGS = "/workshops/almaty-2016/settings/"


@pytest.fixture
def workshop(app):
    return import_almaty()


@pytest.fixture
def organizer(app, workshop):
    return browser_of(app, "organizer", workshop)


def test_the_public_sees_published_workshops_only(client):
    factories.a_workshop(slug="shown", city="Osh", country="KG")
    factories.a_workshop(slug="hidden", city="Naryn", published=False)

    page = client.get("/").text

    assert "Osh, Kyrgyzstan" in page
    assert 'href="/w/shown/"' in page
    assert "Naryn" not in page
    assert "/sign-in" in page


def test_registration_is_offered_until_a_workshop_is_over(client):
    factories.a_workshop(slug="over")
    factories.a_workshop(slug="coming", starts_on=date(2999, 3, 1), ends_on=date(2999, 3, 2))

    page = client.get("/").text

    assert 'href="/w/coming/register"' in page
    assert 'href="/w/over/register"' not in page


def test_an_empty_start_page_says_so(client):
    assert "No workshop has been published yet" in client.get("/").text


def test_staff_find_their_workshops_by_series(app, workshop):
    other = factories.a_workshop(city="Naryn")
    browser = browser_of(app, "rapporteur", workshop)

    page = browser.get("/workshops/").text

    assert "CA-CT-II" in page
    assert "Recognizing and Responding to Radicalization" in page
    assert other.city not in page
    assert "/workshops/new" not in page
    assert "Your workshops" in browser.get("/").text


def test_somebody_without_a_role_is_told_so(app):
    assert "No workshop yet" in sign_in(app.test_client(), a_user("stranger")).get("/workshops/").text


def test_organizers_are_offered_a_new_workshop(organizer):
    assert 'href="/workshops/new"' in organizer.get("/workshops/").text


@pytest.mark.parametrize("path", ["/", "/workshops/"])
def test_lists_ask_as_much_for_three_workshops_as_for_one(app, statements, path):
    series = factories.a_series()
    first = factories.a_workshop(series_id=series.id)
    browser = browser_of(app, "administrator", first)
    browser.get(path)
    one = statements(lambda: browser.get(path))
    for _number in range(2):
        factories.a_workshop()
    assert statements(lambda: browser.get(path)) == one


@pytest.mark.parametrize("path", ["", "general", "series", "rooms/", "themes/", "partners/", "outline"])
def test_every_page_of_the_set_up_opens_in_both_languages(organizer, path):
    english = organizer.get(SETTINGS + path)
    organizer.post("/language", data={"language": "ru"})
    russian = organizer.get(SETTINGS + path)

    assert (english.status_code, russian.status_code) == (200, 200)


@pytest.mark.parametrize("who", ["facilitator", "rapporteur", "check-in", "stranger"])
@pytest.mark.parametrize("path", ["", "general", "series", "rooms/", "outline"])
def test_the_set_up_is_for_organizers(app, workshop, who, path):
    assert browser_of(app, who, workshop).get(SETTINGS + path).status_code == 403


def test_a_room_is_added_changed_moved_and_removed(organizer, workshop):
    organizer.post(SETTINGS + "rooms/", data={"name-en": "Library", "name-ru": "Библиотека", "capacity": "20"})
    room = session.scalars(select(Room).where(Room.position == 5)).one()
    assert (room.name, room.capacity) == ({"en": "Library", "ru": "Библиотека"}, 20)

    organizer.post(f"{SETTINGS}rooms/{room.id}", data={"name-en": "Reading room", "name-ru": "", "capacity": ""})
    assert (room.name, room.capacity) == ({"en": "Reading room"}, None)

    organizer.post(f"{SETTINGS}rooms/{room.id}/move", data={"direction": "up"})
    assert [row.name["en"] for row in workshop.rooms][3:] == ["Reading room", "Foyer"]

    page = organizer.post(f"{SETTINGS}rooms/{room.id}/remove", follow_redirects=True).text
    assert "“Reading room” has been removed." in page
    assert len(workshop.rooms) == 4


def test_the_reason_is_shown_when_a_room_cannot_be_removed(organizer, workshop):
    answer = organizer.post(f"{SETTINGS}rooms/{workshop.rooms[1].id}/remove")

    assert answer.status_code == 409
    assert "Working group A" in answer.text
    assert len(workshop.rooms) == 4


def test_a_theme_and_a_partner_are_added(organizer):
    organizer.post(SETTINGS + "themes/", data={"title-en": "Border regions"})
    organizer.post(SETTINGS + "partners/", data={"name": "Government of Japan", "role": "funder"})

    assert session.scalars(select(Theme).where(Theme.key == "border-regions")).one().position == 6
    assert session.scalars(select(Partner).where(Partner.name == "Government of Japan")).one().role == "funder"


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("rooms/", {"name-en": "", "name-ru": "Зал"}),
        ("rooms/", {"name-en": "Roof", "capacity": "0"}),
        ("themes/", {"title-en": "  "}),
        ("partners/", {"name": "", "role": "organizer"}),
        ("partners/", {"name": "Somebody", "role": "sponsor"}),
        ("partners/", {"name": "Somebody", "short": "x" * 41, "role": "organizer"}),
    ],
)
def test_mistakes_are_shown_where_they_were_made(organizer, workshop, path, data):
    before = len(workshop.rooms), len(workshop.themes), len(workshop.partners)

    page = organizer.post(SETTINGS + path, data=data).text

    assert "Please look at this again" in page
    session.expire_all()
    assert (len(workshop.rooms), len(workshop.themes), len(workshop.partners)) == before


def test_parts_of_other_workshops_are_not_found(organizer):
    foreign = factories.a_workshop().rooms[0]

    assert organizer.get(f"{SETTINGS}rooms/{foreign.id}").status_code == 404
    assert organizer.post(f"{SETTINGS}rooms/{foreign.id}/move", data={"direction": "up"}).status_code == 404
    assert organizer.post(f"{SETTINGS}rooms/{foreign.id}/remove").status_code == 404
    assert organizer.get(SETTINGS + "lamps/").status_code == 404


def test_a_direction_that_is_none(organizer, workshop):
    room = workshop.rooms[0]
    assert organizer.post(f"{SETTINGS}rooms/{room.id}/move", data={"direction": "left"}).status_code == 400
    assert organizer.post(SETTINGS + "outline/findings", data={"change": "burn"}).status_code == 400


def test_the_series_is_changed_and_countries_are_read_by_name(organizer, workshop):
    data = {
        "code": "CA-CT-III",
        "title-en": "Phase III",
        "title-ru": "",
        "organizers": "UNRCCA\n\n UNODC \nUNRCCA",
        "signatories": "Kazakhstan\nКыргызстан\nTajikistan",
    }
    organizer.post(SETTINGS + "series", data=data)

    series = workshop.series
    assert (series.code, series.title) == ("CA-CT-III", {"en": "Phase III"})
    assert (series.organizers, series.signatories) == (["UNRCCA", "UNODC"], ["KZ", "KG", "TJ"])


def test_a_country_that_is_none_is_named(organizer, workshop):
    data = {"code": "CA-CT-II", "title-en": "Phase II", "signatories": "Kazakhstan\nAtlantis"}
    page = organizer.post(SETTINGS + "series", data=data).text

    assert "Not known as a country: Atlantis." in page
    assert workshop.series.signatories == ["KZ", "KG", "TJ", "TM"]


def test_the_outline_is_reordered(organizer, workshop):
    for section, change in (("findings", "up"), ("photographs", "out"), ("title", "out"), ("title", "in")):
        organizer.post(f"{SETTINGS}outline/{section}", data={"change": change})

    assert workshop.outline == [
        "introduction",
        "findings",
        "disclaimer",
        "themes",
        "quotes",
        "recommendations",
        "about",
        "funding",
        "title",
    ]


def test_the_history_tells_who_changed_what(organizer, workshop):
    room = workshop.rooms[1]
    organizer.post(f"{SETTINGS}rooms/{room.id}", data={"name-en": "Room A", "capacity": "25"})
    organizer.post(SETTINGS + "series", data={"code": "CA-CT-II", "title-en": "Phase II"})

    page = " ".join(organizer.get(SETTINGS).text.split())

    assert "Room: Changed: Room A" in page
    assert "<ins>25</ins>" in page
    assert "Series changed" in page
    assert "Organizer ·" in page
    assert "Read from a file" in page
